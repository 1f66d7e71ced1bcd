package server

import (
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/server/api/payments"
	"sovite.fi/sovite/server/openapi"
)

// collecting are the ways to what invoices still ask for, and to what the bank told. Routes lists them with all others.
func collecting(d Deps) []way {
	p := payments.Handlers{Ledger: d.Ledger, Bank: d.Bank}
	const one = "/bank-payments/{id}"
	biller := openapi.Only(invoice.Billers()...)
	return []way{
		{get, "/receivables", biller, "list-receivable", "List what is open of one's own invoices, due first first", openapi.Verb(p.Receivables)},
		{get, "/receivables/{id}", biller, "read-receivable", "Read what is open of an invoice, and how it was paid", openapi.Verb(p.Receivable)},
		{get, "/debts", biller, "list-debt", "List what one's organisation owes, due first first", openapi.Verb(p.Debts)},
		{get, "/debts/{id}", biller, "read-debt", "Read what is owed on an invoice that one's organisation received", openapi.Verb(p.Owed)},
		{get, "/bank-payments", biller, "list-bank-payment", "List the bank's payments, those that wait the oldest first", openapi.Verb(p.List)},
		{get, one, biller, "read-bank-payment", "Read a payment of the bank with what became of it", openapi.Verb(p.Read)},
		{get, one + "/suggestions", biller, "suggest-bank-payment", "See which invoices a payment may be for", openapi.Verb(p.Suggest)},
		{post, one + "/moves", biller, "move-bank-payment", "Assign, return or keep what waits, with a reason", openapi.Verb(p.Move)},
		{get, "/bank-returns", biller, "list-bank-return", "List what is to be paid back by the bank", openapi.Verb(p.Returns)},
		{get, "/bank-imports", biller, "list-bank-import", "List the bank's files, newest first", openapi.Verb(p.Imports)},
		{post, importPath, biller, "create-bank-import", "Take in a file of the bank: camt.053 or camt.054, also packed with gzip", openapi.Verb(p.Upload)},
		{get, "/bank-imports/{id}", biller, "read-bank-import", "Read how far a file is worked through, and what came of it", openapi.Verb(p.Import)},
		{get, "/bank-accounts", biller, "list-bank-account", "List the bank accounts of one's organisation", openapi.Verb(p.Accounts)},
		{post, "/bank-accounts", biller, "create-bank-account", "Say that another bank account is one's organisation's", openapi.Verb(p.AddAccount)},
	}
}

// importPath takes files.
const importPath = "/bank-imports"
