// Package invoices is the pages of invoices: for the organiser who makes them, and for the buyer who receives them.
//
// The organiser tells its billing details, looks through what would be invoiced, with what keeps an invoice from being made before
// everything else, and confirms it; the run goes on when its page is left. An invoice is one page, with what each line came from,
// what was given back of it, and its files. The buyer tells what invoices to it need, and reads what it received.
//
// It must not reckon amounts or decide about taxes: marketplace/invoice does, and each invoice is shown as it was issued. The buyer
// reads nothing of the shifts behind a line.
//
// Read next: ways.go for every page, preview.go and run.go for how invoices are made, one.go for an invoice, buyer.go for the other
// side; then employer-portal/view/billing for what the pages are made of.
package invoices
