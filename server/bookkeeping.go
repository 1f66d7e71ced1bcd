package server

import (
	"sovite.fi/sovite/marketplace/journal/daybook"
	"sovite.fi/sovite/server/api/journal"
	"sovite.fi/sovite/server/openapi"
)

// bookkeeping are the ways into the books of the organiser that one acts for.
func bookkeeping(d Deps) []way {
	j, keeps := journal.Handlers{Service: d.Daybook, Bundle: d.Bundle}, openapi.Only(daybook.Keepers()...)
	const one = "/journal/{number}"
	return []way{
		{get, "/journal", keeps, "list-entry", "List the entries of a period", openapi.Verb(j.List)},
		{get, one, keeps, "read-entry", "Read an entry", openapi.Verb(j.Read)},
		{post, one + "/correct", keeps, "correct-entry", "Put an entry right by another one, with a reason", openapi.Verb(j.Correct)},
		{get, "/journal-state", keeps, "read-journal", "Read how far the books are", openapi.Verb(j.State)},
		{post, "/journal-closing", keeps, "close-journal", "End a period for good", openapi.Verb(j.Close)},
		{get, "/journal-balances", keeps, "read-trial-journal", "Read the trial balance of a period", openapi.Verb(j.Trial)},
		{get, "/journal-receivables", keeps, "read-receivables-journal", "Hold the receivables of the books against the sales ledger", openapi.Verb(j.Receivables)},
		{get, "/journal-files/{format}", keeps, "read-file-journal", "Get the entries of a period as a file", openapi.Verb(j.File)},
		{get, "/journal-chart", keeps, "read-chart", "Read the chart of accounts", openapi.Verb(j.Chart)},
		{put, "/journal-chart", keeps, "set-chart", "Change the chart of accounts", openapi.Verb(j.SaveChart)},
	}
}
