// Package payments is the part of the JSON interface about what invoices still ask for, and about what the bank told: its files, its
// payments, and what people do with those that wait.
//
// A Receivable is what is open of an invoice, for the seller or, as Owed, for the buyer. A BankPayment is a movement of an
// account with what became of it, a BankMove what a person does with it, a BankImport a file. Amounts are whole cents.
//
// It must not decide anything: marketplace/payment and marketplace/payment/bank do. A buyer sees what is open and when it was
// paid, and nothing of the payments themselves.
//
// Read next: receivables.go, payments.go and imports.go; marketplace/payment.
package payments
