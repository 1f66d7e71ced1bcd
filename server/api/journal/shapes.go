package journal

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/journal/daybook"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/server/api"
)

// JournalLine is an amount on one account.
type JournalLine struct {
	Use        string `json:"use" doc:"What the account is for"`
	Account    string `json:"account"`
	Cents      int64  `json:"cents" doc:"Debit above 0, credit below"`
	Invoice    string `json:"invoice,omitempty"`
	Treatment  string `json:"treatment,omitempty" doc:"Of value added tax: S, AE, E or O"`
	Rate       int64  `json:"rate,omitempty" doc:"Hundredths of a per cent"`
	CostCentre string `json:"cost_centre,omitempty"`
	Project    string `json:"project,omitempty"`
}

// JournalEntry is one balanced entry.
type JournalEntry struct {
	Number   int           `json:"number"`
	Day      string        `json:"day" doc:"On which it counts"`
	On       string        `json:"on" doc:"On which it happened; before the day when that period was closed"`
	Kind     string        `json:"kind"`
	Event    string        `json:"event"`
	Says     string        `json:"says" doc:"What it is about, in the language that was asked for"`
	Lines    []JournalLine `json:"lines" doc:"Their sum is 0"`
	Corrects int           `json:"corrects,omitempty" doc:"Number of the entry that this one puts right"`
}

func entry(lang i18n.Lang, e journal.Entry) JournalEntry {
	return JournalEntry{
		Number: e.Number, Day: string(e.Day), On: string(e.On), Kind: string(e.Kind), Event: string(e.Event), Says: e.Say(lang), Corrects: e.Corrects,
		Lines: api.Each(e.Lines, func(l journal.Line) JournalLine {
			return JournalLine{string(l.Use), l.Account, int64(l.Cents), string(l.Invoice), string(l.Treatment), l.Rate, l.CostCentre, l.Project}
		}),
	}
}

// JournalBalance is an account over a period.
type JournalBalance struct {
	Account string      `json:"account"`
	Opening money.Cents `json:"opening" doc:"Before the first day"`
	Debit   money.Cents `json:"debit"`
	Credit  money.Cents `json:"credit" doc:"Not below 0"`
	Closing money.Cents `json:"closing"`
}

// JournalReceivables is what the books and the sales ledger say is open. Invoiced + charged − credited − paid − written off = open.
type JournalReceivables struct {
	Invoiced    int64               `json:"invoiced"`
	Charged     int64               `json:"charged"`
	Credited    int64               `json:"credited"`
	Paid        int64               `json:"paid"`
	WrittenOff  int64               `json:"written_off"`
	Open        int64               `json:"open"`
	Account     int64               `json:"account" doc:"Balance of the account of receivables"`
	Told        int64               `json:"told" doc:"Open in the sales ledger"`
	Differences []JournalDifference `json:"differences" doc:"None: both say the same of every invoice"`
}

// JournalDifference is an invoice of which the books and the sales ledger say another amount is open.
type JournalDifference struct {
	Invoice string `json:"invoice"`
	Books   int64  `json:"books"`
	Told    int64  `json:"told"`
}

func receivables(r daybook.Reconciliation) JournalReceivables {
	b := r.Books
	return JournalReceivables{
		int64(b.Invoiced), int64(b.Charged), int64(b.Credited), int64(b.Paid), int64(b.WrittenOff), int64(b.Open), int64(r.Account), int64(r.Told),
		api.Each(r.Differences, func(d journal.Difference) JournalDifference {
			return JournalDifference{string(d.Invoice), int64(d.Books), int64(d.Told)}
		}),
	}
}

// JournalAccount is an account of the organiser's own books.
type JournalAccount struct {
	Number string `json:"number" doc:"1 to 10 digits or capital letters"`
	Name   string `json:"name"`
}

// JournalSales is the account of sales of one treatment and rate.
type JournalSales struct {
	Treatment string `json:"treatment" doc:"S, AE, E or O"`
	Rate      int64  `json:"rate" doc:"Hundredths of a per cent"`
	Number    string `json:"number"`
	Name      string `json:"name"`
}

// JournalChart says which account serves which use.
type JournalChart struct {
	Accounts map[string]JournalAccount `json:"accounts" doc:"By use; every use has one"`
	Sales    []JournalSales            `json:"sales" maxItems:"100"`
}

func chart(c journal.Chart) JournalChart {
	out := JournalChart{Accounts: map[string]JournalAccount{}}
	for use, a := range c.Accounts {
		out.Accounts[string(use)] = JournalAccount(a)
	}
	for _, s := range c.Sales {
		out.Sales = append(out.Sales, JournalSales{string(s.Treatment), s.Rate, s.Number, s.Name})
	}
	return out
}

func (c JournalChart) value() journal.Chart {
	out := journal.Chart{Accounts: map[journal.Use]journal.Account{}}
	for use, a := range c.Accounts {
		out.Accounts[journal.Use(use)] = journal.Account(a)
	}
	for _, s := range c.Sales {
		out.Sales = append(out.Sales, journal.SalesAccount{
			Treatment: journal.Treatment(s.Treatment), Rate: s.Rate, Account: journal.Account{Number: s.Number, Name: s.Name},
		})
	}
	return out
}

// JournalCorrection says how an entry is put right.
type JournalCorrection struct {
	On     marketplace.Date `json:"on" doc:"Day on which the correction counts; the first open one when its period is closed"`
	Reason string           `json:"reason" doc:"Stands in the text of the correction"`
	Move   bool             `json:"move,omitempty" doc:"To the accounts of the present chart; otherwise the entry is taken back whole"`
}
