// Package servertest runs the whole server in memory for tests: a store in SQLite's memory, a search index in memory, a
// clock that stands still until it is moved, ids that count, and passwords that cost nothing.
//
// App is the server with a small world in it: firms, a coaching unit and people by name (see People). A Scenario is one
// request by one of them and what must, and must not, follow from it: status, words in the answer, and exactly which
// facts. Names in braces in a path or body, such as {task}, stand for ids of the world or kept from earlier answers.
//
// It is imported by tests only. It puts the parts together by server.Assemble, as cmd does, and must not put any
// together itself.
//
// Read next: scenario.go for how to write one, world.go for who is there, the tests of package server for examples.
package servertest
