// Package network keeps the network around a client (asiakkaan verkosto): the people who are beside the client, and the little
// that each of them may see.
//
// A Supporter (verkoston jäsen) belongs to one client: a name, how they are related (a closed list), how they are reached, and
// nothing more until the client says yes. What a supporter sees is a View, made by Shown from the fields of the consents of
// this moment: no field, no line. A profile's fields stay as the client saw them; the next step, the meetings and the workdays
// are told as they stand on the day. A supporter comes in by a door of their own, which is Shut as soon as nothing may be
// shown. The states follow from the consents; the moves stand in state.go and, printed, in testdata/states.md.
//
// It must never show a note, a measure, an ability, a limit or a reason, must never let a coach say yes for the client, and
// must not let anything be read that is not written down first. Whoever erases a client finds supporters by the index client,
// and their doors by the supporters' ids.
//
// Read next: supporter.go for the values, state.go for the moves, view.go for what is shown, service.go for who may,
// marketplace/consent for the client's yes and marketplace/consent/door for the way in.
package network
