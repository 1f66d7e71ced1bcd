// Package privacy is the pages about people's own data: the copy of everything for a client and for a person with an account, asking
// for it to be erased and deciding about that, closing one's account, who looked at it, and the open page that says which data are
// processed and why.
//
// A copy comes as a file to read and as a file for a program; both hold the same. Nothing is erased by one press: a client reads what
// goes and what stays and says so once more, a coach or an owner types the code of the client, a person types their password.
//
// It must not decide anything: marketplace/privacy does. It needs no script.
//
// Read next: ways.go for the pages, file.go for the copy, record.go for the open page.
package privacy
