// Package employer is the pages of whoever has work to be done: the first page, the tasks with their form, the import
// of tables, and the search that everybody who is signed in may use.
//
// A draft can be saved at any point; publishing says what is still missing, at the fields. A table is checked first and
// saved only when the person agrees.
//
// It must not show or name anything about a client: no score, no ability, no profile.
//
// Read next: ways.go for the list, task.go for the form, import.go and search.go; the folder form for what was typed.
package employer
