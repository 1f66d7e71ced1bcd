// Package camt reads what a bank says happened on an account: camt.053 statements (tiliote) and camt.054 notifications
// (tapahtumailmoitus) of ISO 20022, in versions from 02 on, as they come, entry by entry.
//
// A Statement is what the bank says about an account and a time: the account, the balances before and after. An Entry
// (vienti) is one movement of the account. It has one Payment, or several when the bank booked a batch (koontivienti) as one.
// A Payment names the references it is for, who paid, and the message. Its Key is the same whenever the same file is read
// again, and two equal payments of one day have different keys. Pass counts what was seen when the file ends.
//
// It keeps nothing, knows no invoice and decides nothing; it fetches nothing that a file points to. A file is data of
// strangers: a DTD, a depth, a text or a batch beyond the limits, another currency than euros, or entries that do not add up
// end the reading with an error that names the element, the number of the entry and what to do. Entries are handed on before
// the end of the file is known to be good: whoever keeps them does so only after Read has returned without an error, or reads
// twice. Encodings: UTF-8 with or without a byte order mark, and ISO-8859-1, ISO-8859-15, Windows-1252 and US-ASCII when the
// file declares them; UTF-16 is refused. What the file declares is believed: of one that declares a wrong encoding names are
// read wrong, amounts and references are not. Entries that the bank has not booked yet are counted and not handed on.
//
// Read next: statement.go for the values, read.go for the way through a file, limits.go for what is refused and why; then
// marketplace/payment/settle, which decides what a payment pays.
package camt
