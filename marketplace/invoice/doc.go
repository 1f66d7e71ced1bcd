// Package invoice is what an organiser asks an employer to pay for (lasku), made from the hours that both approved, and what is
// given back of it (hyvityslasku).
//
// A Profile is what an organisation's invoices say of it: as a seller where to pay and how its sales are taxed, as a buyer where
// invoices go and what it asks of them (Wishes). Gather makes Plans of what was approved: one for each buyer and reference, with
// what keeps it from being issued (Problems). An Invoice is one document: first a Draft, which holds its sources and no number,
// then Issued, after which its Document never changes, or Dropped with the reason. Each line of it knows the Sources it came
// from, each source the approval and the version of the price.
//
// A number is given in the write that issues: the next one of the organiser and series, by a unique index, so that there is no
// counter to burn and no hole. An issue writes the draft, the timesheets, the invoice; a credit the invoice, the credit note, the
// timesheets. Every step can be repeated, and Work goes on with what a crash left. It must not know how money comes in, and
// decides no treatment of value added tax: a person says it, with the ground.
//
// Read next: invoice.go for the values, profile.go, gather.go for what becomes a line, issue.go and credit.go for the two flows;
// then marketplace/invoice/en16931 for the arithmetic.
package invoice
