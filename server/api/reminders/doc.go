// Package reminders is the JSON interface to invoices that are late: what could be asked for, the letter before it goes, what was
// sent, and what keeps an invoice from being reminded of.
//
// A LateInvoice is a proposal with the reasons against it; a ReminderDraft the letter as it would go now, with the digest that
// sending it wants back; a Reminder what was sent.
//
// It must not decide or reckon anything: marketplace/payment/reminder does. Only the seller's owners and billing come in.
//
// Read next: shapes.go for the records, reminders.go for the ways in.
package reminders
