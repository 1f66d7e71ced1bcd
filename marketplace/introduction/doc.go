// Package introduction puts a client forward to an employer (esittely): under the client's consent, for one task, with
// somebody who has to act next and a day by which it has to happen, so that nobody waits for an answer that never comes.
//
// An Introduction is one document. Its states and moves stand in state.go and, printed, in testdata/states.md. The Owner is
// the side that has to act next, Due the last day to do so, Next the day on which the program looks: it reminds, and after
// Due it closes what nobody answered and says so honestly (Unanswered). A Refusal names one of a closed list of reasons,
// some of which the client may read. The Forecast is what the matcher said on the day it was sent, to judge the
// matcher by, and is shown to nobody with the introduction. A Message belongs to an introduction and says who reads it.
//
// It must not outlive its consent: an employer reads an introduction only while the consent holds, asked anew each time,
// and one whose consent ended is the same to the employer as one that never was. When it ends without an agreement, no card is read any more and the consent has served its purpose (Over). It must never
// tell an employer a score, an
// ability, a benefit or why something was withdrawn, and keeps no fact about health. An introduction and its messages are
// kept as long as the client's own record and deleted with it.
//
// Read next: introduction.go for the values, state.go for the moves, service.go for what it needs, coach.go, employer.go and
// client.go for the verbs of each, clock.go for the job, follow.go for what follows from facts.
package introduction
