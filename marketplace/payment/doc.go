// Package payment is the sales ledger of an organiser (myyntireskontra): what each issued invoice still asks for, and what was
// paid, credited, charged and given back of it.
//
// A Receivable (saatava) is what is open of an invoice. A Step is one thing that happened, or several at once: it is one document
// under the next number of its organiser, and holds the receivables and settlements as they are after it, with the Events that
// the books are kept from. A Payment is a movement of a bank account with its settlement.
//
// One write decides: who writes first carries out the step before, decides by what is there, and inserts the next one; a unique
// index refuses the second of two. A step is carried out by writing what it holds, which may be done twice. So nothing is
// locked and nothing is lost, and a crash leaves at most one step to carry out, which Work does. What happened is named by an
// id (Key), so that it counts once. It must not ask a bank or a provider anything, and decides no law.
//
// Read next: receivable.go for the values, step.go for what is written, ledger.go for how; follow.go, card.go, charge.go,
// settle.go and move.go for what happens; marketplace/payment/settle for what a bank's payment pays, and marketplace/journal for the books.
package payment
