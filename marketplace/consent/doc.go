// Package consent keeps what a client has said yes to: one document says who may see which parts of the profile, what
// for, and until when.
//
// A Consent names the client, one Purpose, one receiver (an organisation, or a member of the client's network), the Fields
// that may be told, the task it is about and the day it ends. A coach asks; only the client answers, and only the client
// takes back. The states and the moves between them stand in state.go and, printed, in testdata/states.md. Active answers
// whether a receiver may see something on a day; it is read anew each time, so that taking back counts from the next request
// on. A consent to be introduced has served its purpose when the introduction ends without an agreement: Fulfilled. To be
// counted in totals is a purpose as well: it tells no field, its receiver is the coaching provider itself, a client is asked
// for it once at a time, and EachHolding goes through those who said yes. For a member of the client's network (Network)
// each part has a consent of its own; Parts are those that are open. Only OwnShifts is allowed by the client without a question,
// because nobody is told anything under it.
//
// It must not know what stands in a profile, must never let anybody but the client answer (no coach, no owner, not the
// program itself), and must never allow a field that is not in its closed list: abilities, diagnoses, benefits, limits
// and hazards have no name here. An ended consent is kept as the proof of what was allowed, for as long as the client's
// own record is kept, and is deleted with it; it holds ids and codes only, no text about the person.
//
// Read next: consent.go for the values, state.go for the moves, service.go for the verbs, door for how a client comes in.
package consent
