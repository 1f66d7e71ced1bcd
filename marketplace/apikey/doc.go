// Package apikey lets an organisation's own programs use the JSON interface: keys that an owner makes, each for some areas,
// until a day, to be taken back at once.
//
// A Key has a name, scopes and a last day. An Area is a part of the interface, such as orders; a Scope is reading or writing
// one. A Holder is who comes with a key: an actor of its own, by whose id every fact is known, with no role but those of the
// scope that a way in asks for. The secret of a key is shown once; what is kept is its digest, sealed.
//
// It must not open what is about a client: no area holds a profile, a consent or an introduction. It binds nobody either:
// what two organisations agree on, approving hours and where money goes are decided by people.
//
// Read next: scope.go for the areas, key.go for a key, service.go for the verbs, server/scopes.go for the ways in.
package apikey
