// Package reminders is the pages about invoices that are not paid in time: the list with those that are not reminded of first, the
// letter before it goes, what was sent, a hold, and a loss that is given up or taken back.
//
// Nothing is asked for and nothing is sent unless somebody says so: a letter is shown with everything that it asks for, and sending
// it wants back what was shown. Rules that do not decide alone stand beside it and have to be checked.
//
// It must not decide or reckon anything: marketplace/payment/reminder does. It needs no script.
//
// Read next: ways.go for the pages, late.go for one invoice, letter.go for the letter, forms.go for the small forms.
package reminders
