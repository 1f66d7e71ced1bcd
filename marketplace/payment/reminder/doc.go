// Package reminder is what an organiser does about an invoice that is not paid in time: the reminder (maksumuistutus), and what the
// law lets it ask for: late interest (viivästyskorko), the fixed compensation (vakiokorvaus) and the fee of a reminder.
//
// A Claim is what the sales ledger says of an invoice. A Proposal says whether it can be reminded of today, and what keeps it from
// that: disputed, on hold (a payment plan, say), reminded of ten days ago. A person asks (Ask) for none, some or all of the charges,
// sees the letter and sends it. A Reminder is one document for each letter: proposed while it is being carried out, sent, paid, or
// withdrawn, by a person or because the invoice was paid meanwhile.
//
// It must not charge or send anything by itself, nor guess a rate: for a half-year whose reference rate is not in the rule book, no
// interest is reckoned. Rules that do not decide alone are named, and whoever sends says that they were checked. One write decides;
// charging in the sales ledger and sending follow, and can be repeated.
//
// Read next: interest.go, claim.go and charge.go for the decisions, reminder.go for the document, send.go and carry.go for the flow;
// the rules stand in marketplace/rule under late_payment.
package reminder
