// Package reference is what identifies a payment and an account on Finnish bank transfers: reads, checks and writes the
// numbers that stand on an invoice, so that a mistyped one is found before money moves.
//
// A Finnish reference number (viitenumero) is 4 to 20 digits of which the last is a check digit by the weights 7, 3, 1. An RF
// creditor reference (ISO 11649) is "RF", two check digits by modulo 97 and up to 21 letters and digits; of a Finnish number
// it is made by putting RF and the check digits before it. An IBAN (tilinumero) names an account and a BIC a bank. A Slip is
// what a bank barcode (virtuaaliviivakoodi) says, a Transfer what an EPC QR code says. The written form of each is without
// spaces and leading zeros; Group functions put the spaces of print back.
//
// It must not know any invoice, buyer or store, and does no I/O. It looks nothing up: a good check digit says that a number
// was not mistyped, never that the account or the invoice exists. It makes texts; drawing a barcode or QR code is of the page.
//
// Read next: finnish.go and rf.go for references, account.go for IBAN and BIC, barcode.go and qr.go for what phones read;
// then marketplace/payment/camt, which reads the references that come back from the bank.
package reference
