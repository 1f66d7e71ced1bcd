// Package billing is what the pages of invoices are made of.
//
// A Preview is what would be invoiced, with what is Stopped before everything else; a Progress is how far a run of invoices is; a
// Document is one invoice or credit note, laid out to be read on a screen, by a screen reader and on paper; a Crediting is the form
// in which some of it is given back. Their templates stand among the others, as "invoice_preview", "invoice_run", "invoice" and
// "invoice_credit".
//
// It must not call a service or hold text for people, as view must not.
//
// Read next: billing.go, employer-portal/view for what every page has, employer-portal/invoices for who fills it in.
package billing
