// Package request is what a buyer asks organisers for (tarjouspyyntö): which work, where and when, with which hazards, who
// is asked, what they ask back, and which quote was chosen.
//
// A Request is one document: the Brief, an Invitation for each organiser who is asked, the questions, and the Award, so that a
// request has at most one winner. Asked is what one organiser sees of it. Limits (hyväksymisrajat) are up to which total the
// people of a buyer who are not owners accept by themselves; above it somebody's Approval (hyväksyntä) is asked of the owners.
//
// It must never show an organiser that others were asked, nor who asked a question. Who directs the work is kept as it was
// asked: what follows from it is decided when there is an order. What was asked stays as it was asked once it was sent,
// because quotes answer it: to ask for something else, ask anew. It knows no quote but by its id; marketplace/quote calls
// Choose, Finish and Reopen, which decide between two who choose at once.
//
// Read next: request.go and brief.go for the values, state.go for the moves, printed in testdata/states.md, ask.go for the
// buyer's verbs, called.go for call-offs, invited.go for the organisers', award.go for the choice, tell.go for who is told.
package request
