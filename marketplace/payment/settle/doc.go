// Package settle decides what a payment that a bank reported pays: which invoices, how much of each, and what is left for a
// person to decide. It is the rule behind the import of statements, as values.
//
// A Receivable (saatava) is what is open of an invoice. A Payment (suoritus) is one movement of an account. A Settlement
// (kohdistus) is what became of a payment: applied to invoices, parked (selvitettävä) until somebody decides, kept as an
// advance (ennakko), to be returned (palautettava), outside (ulkopuolinen: none of the invoicing's business) or undone by the
// bank. The six always add up to the payment, to the cent. A Question is everything a decision goes by, a Decision what changes.
// A Move is what a person did with parked or kept money, with a reason.
//
// It must not load, store or send anything, and knows no clock: whoever asks saves what the Decision says. It guesses no
// invoice from a name or an amount: money finds an invoice by its reference, and everything else goes to a person. A payment
// that was decided before is never decided again, so that a file imported twice changes nothing.
//
// Read next: settlement.go for the values, decide.go for the decision, undo.go for what banks take back, whole.go for sums that are
// told twice, move.go for what people do and suggest.go for what they may look at; then marketplace/journal, which writes it into the books.
package settle
