// Package door is the way in of somebody who has no account: a link that the coach makes and hands over, and a PIN that the
// holder chooses the first time.
//
// A Door belongs to one Holder: a client, or a supporter of one client. Its link is a code that is shown once and never
// stored; its PIN has four to six digits and is kept as a hash. After five wrong PINs in a row the door is locked until the
// coach makes a new link. A visit is a signed-in browser of the holder; the number of the round in which it began says
// whether it still counts, so that a new link, closing the door and signing out each end every visit at once. A door whose
// holder is Shut opens nothing, whatever is stored. Each Kind of holder has a Service and a collection of its own.
//
// It must not tell a stranger whether a holder exists, must not know what a holder may read, and sends no messages.
//
// Read next: door.go for the values and decisions, service.go for the verbs, server/auth for how a visit is carried.
package door
