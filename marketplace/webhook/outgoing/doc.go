// Package outgoing carries messages of webhooks out into the Internet, and nowhere else.
//
// A Post is one request over one connection of its own: no proxy, no redirect, no cookie, ten seconds in all. Where it goes is
// judged at the moment of connecting, by the address that the name led to then, so that a name which changes its address in
// between (DNS rebinding) leads nowhere.
//
// It must not read more of an answer than its status, and must not tell a receiver anything but the message.
//
// Read next: outgoing.go; webhook.Public for which addresses are let.
package outgoing
