package scope

import (
	"slices"

	"sovite.fi/sovite/marketplace/apikey"
)

// All lists the ways in that a key opens, by the scope that each asks for. A way in that is not here is closed to keys, so
// that a new one is closed until somebody opens it. What is about a client, what binds two organisations, what is about people
// who sign in, and what says where money goes is never here.
func All() map[apikey.Scope][]string {
	return map[apikey.Scope][]string{
		apikey.Read(apikey.Tasks):      {"list-task", "list-own-task", "read-template-task", "read-task", "read-reach", "search-task"},
		apikey.Write(apikey.Tasks):     {"import-task", "create-task", "change-task", "publish-task", "close-task", "reopen-task"},
		apikey.Read(apikey.Capacity):   {"list-crew", "read-crew", "read-calendar", "list-offer", "read-offer"},
		apikey.Read(apikey.Prices):     {"list-price", "read-price"},
		apikey.Read(apikey.Quotes):     {"list-request", "read-request", "list-quote", "read-quote", "list-asked", "read-asked", "read-own-quote"},
		apikey.Read(apikey.Orders):     {"list-order", "read-order", "read-gates-order", "list-purchase", "read-purchase", "list-frame", "read-frame", "list-agreement", "read-agreement"},
		apikey.Write(apikey.Orders):    {"set-reference-purchase"},
		apikey.Read(apikey.Rosters):    {"list-shift"},
		apikey.Read(apikey.Timesheets): {"list-timesheet", "read-timesheet", "list-approved-line", "list-done"},
		apikey.Write(apikey.Timesheets): {
			"create-timesheet-line", "amend-timesheet-line", "set-aside-timesheet-line", "price-timesheet-line",
		},
		apikey.Read(apikey.Invoices): {
			"list-invoice-plan", "read-invoice-run", "list-invoice", "read-invoice", "read-invoice-file", "read-invoice-delivery", "list-received-invoice",
			"read-received-invoice", "read-received-invoice-file",
		},
		apikey.Write(apikey.Invoices): {"create-invoice-run", "deliver-invoice"},
		apikey.Read(apikey.Payments): {
			"list-receivable", "read-receivable", "list-debt", "read-debt", "list-bank-payment", "read-bank-payment", "list-bank-return", "list-bank-import",
			"read-bank-import", "list-late-invoice", "list-reminder", "read-reminder",
		},
		apikey.Write(apikey.Payments): {"create-bank-import"},
		apikey.Read(apikey.Books):     {"list-entry", "read-entry", "read-journal", "read-trial-journal", "read-receivables-journal", "read-file-journal", "read-chart"},
	}
}

// Of is the scope with which a key opens a way in; empty when none does.
func Of(name string) apikey.Scope {
	for scope, names := range All() {
		if slices.Contains(names, name) {
			return scope
		}
	}
	return ""
}
