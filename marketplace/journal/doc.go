// Package journal is what an organiser's accountant gets: balanced entries in double-entry bookkeeping for everything that
// happens to an invoice and its money, with what is open of every invoice proved from them.
//
// An Event is something that happened, such as an invoice that was issued or a payment that the bank reported. Its Entry
// (vienti, tosite) has a day, a text and lines; a Line is an amount on one account, debit above zero and credit below. A Chart
// (tilikartta) says which account of the organiser's own books serves which Use. A Book is the entries in their order and the
// day until which the period is closed (lukittu kausi). An Item is what was invoiced, credited, paid and is open of an invoice.
//
// It must not keep, send or reckon anything that was not decided before it: VAT, shares of payments and interest come as values.
// Entries are put together from pairs of debit and credit of one amount, so that none can be out of balance. An entry is
// never changed or deleted: what was wrong is corrected by another one, and a closed period takes none, so that what belongs
// there goes to the next open day and names its own. Money that has nothing to do with invoices is not booked here; the
// accountant books it from the statement. Value added tax of an advance (AVL 15 §) is of the accountant, too. The account numbers of
// the default chart are customary ones in Finland, for the accountant to change.
//
// Read next: chart.go for the accounts, event.go, bank.go and card.go for what is booked how, book.go for order and closing,
// balance.go for the proofs, csv.go and sie.go for the files; before it marketplace/payment/settle.
package journal
