// Package placement keeps a client's work at a workplace: what was planned and agreed, the support, the visits, and how it
// ended and went on.
//
// A Placement is one document. Terms are what client, employer and coach agree to; each Version of them is answered by all
// three, and a correction of what is no term needs no new answer. About is what only the coach knows and the gates of the
// law need. A Plan says who supports how much in which weeks; a Visit is on the job or off it; an Observation is what was
// seen at work. The moves between the states stand in state.go and, printed, in testdata/states.md.
//
// It must never save what breaks a limit of the law, never let anybody answer for the client or the employer, and never
// tell an employer a note, what the gates were told, or a name that the client said no yes to. Whoever erases a client
// finds their placements by the index client.
//
// Read next: placement.go for the values, state.go for the moves, gate for the law, agreement.go for versions and answers,
// service.go for who may, read.go for what each side sees.
package placement
