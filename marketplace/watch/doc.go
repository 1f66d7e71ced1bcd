// Package watch keeps searches that a person wants to be told about: what is published after the search was saved, once a
// day, in the one letter that a person gets anyway.
//
// A SavedSearch (tallennettu haku) is one person's, in one organisation: a name, the query of the search page and whether to
// be told. A look (haun läpikäynti) is what the program does with it once a day. A Hit is a task that a look found; it is news
// until the person says that it has been seen.
//
// It must never tell the same task twice, must not tell of a task that was closed meanwhile, and must not tell anybody who has
// no role in the organisation any more. It knows no client, and no letter may lead to one: the form says that names of clients
// do not belong into the name of a search.
//
// Read next: saved.go for the decisions, state.go for the states, look.go for the daily job and what is told, save.go for what
// a person does; discovery/find for the query, notify/notice for the letter.
package watch
