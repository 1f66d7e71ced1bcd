// Package payments is the organiser's pages about money that comes in by bank: a file is brought in, what came of it, what waits for a
// person, what is open, and the history of each invoice.
//
// Why a payment waits is said in words, with what can be done now and which invoices it may be for. Nothing is paid by a suggestion:
// somebody chooses and says why. An import goes on when its page is left.
//
// It must not decide anything: marketplace/payment and marketplace/payment/bank do. It needs no script.
//
// Read next: ways.go for the pages, overview.go, upload.go and result.go for a file, one.go and forms.go for a payment.
package payments
