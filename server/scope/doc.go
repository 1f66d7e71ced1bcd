// Package scope says which ways into the JSON interface a key opens, and with which scope: the one list of them.
//
// A way in is known by its name, as in the table of routes; a scope is reading or writing an area (marketplace/apikey).
//
// It must not open what is about a client or a person's own account, what binds two organisations, and what says where money
// goes: those are for people. A way in that is not listed is closed.
//
// Read next: scope.go, server/openapi for how a key is held against it, and the tests of package server, which hold the list
// against the table.
package scope
