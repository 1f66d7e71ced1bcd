// Package present says business values in words: it turns clients, profiles, tasks and verdicts into the structs of view,
// in one language.
//
// A Presenter is a language with the lists that names are looked up in. A block is one question of a form; a card is one
// verdict with its reasons; a line is one row of a comparison table.
//
// It must not call a service, decide or order anything, or leave a reason out; what it does not know how to say it
// shows as its key, which fails the tests.
//
// Read next: presenter.go for names and facts, profile.go and task.go for the forms, match.go for verdicts, plain.go for
// the client's version in plain Finnish.
package present
