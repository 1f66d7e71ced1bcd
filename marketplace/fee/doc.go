// Package fee is what an organiser pays to the platform (alustamaksu, provisio): the agreement, and the invoice of each month.
//
// An Agreement belongs to one organiser; its Terms are dated: a share of what was invoiced net, with what was credited taken off,
// and whether what was kept of payments by card stands on the invoice, too, as paid already. A Bill is one month of it: it covers the
// steps of the organiser's sales ledger up to a number, so that each step counts in exactly one month; what is written later than its
// month counts in the next one.
//
// The share is reckoned on everything since the agreement began and rounded once, half away from zero; a month asks for what that has
// grown by. So the invoices add up to the fee of the sum, to the cent, and when more was credited than sold, nothing is asked for until
// sales have made up for it. The bill is written first, then its invoice is issued under an id of its own; both can be repeated. It
// must not make lines but from what the ledger holds.
//
// Read next: agreement.go for the values, reckon.go for the arithmetic, bill.go for the month; marketplace/invoice/fee.go issues.
package fee
