// Package ownweek lets a client see on their own pages the shifts that an organiser plans for them (ensi viikon työt).
//
// A supervisor gives a member a Code, which works once and on its day. The client types it on their own page and so allows it:
// a consent for consent.OwnShifts and a Link from the client to the member are kept. Shifts are what the client then reads:
// when, where, what, with whom, what to bring.
//
// It must not tell an organiser whether anybody is linked, who a member is as a client, or that a code was used: there is no verb
// for that, and its facts stand in the client's own record. Nothing is read but under the consent as it stands at that moment.
//
// Read next: link.go for the values, join.go for how a link begins and ends, read.go for what a client reads.
package ownweek
