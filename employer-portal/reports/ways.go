package reports

import (
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/report"
	"sovite.fi/sovite/server/web"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

const (
	soldPath   = "/reports/sold"
	marginPath = "/reports/margin"
	owedPath   = "/reports/owed"
	boughtPath = "/reports/bought"
)

// Ways lists every page of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: soldPath, Do: visit.By((*request).getSold)},
		{Method: visit.Get, Path: marginPath, Do: visit.By((*request).getMargin)},
		{Method: visit.Get, Path: owedPath, Do: visit.By((*request).getOwed)},
		{Method: visit.Get, Path: boughtPath, Do: visit.By((*request).getBought)},
	}
}

func (r *request) sums() report.Service {
	return report.Service{Clock: r.Clock, Crews: r.Capacity, Ledger: r.Ledger, Orders: r.Orders, Prices: r.Prices, Sheets: r.Timesheets}
}

func (r *request) euros(c money.Cents) string { return c.Write(r.Lang.Code()) }

func (r *request) hours(q money.Quarters) string { return q.Write(r.Lang.Code()) }

// asFile says whether the page was asked for as a file.
func (r *request) asFile() bool { return r.C.Query("as") == "csv" }

// query is a value of the address; what stands for none when there is none.
func (r *request) query(name, none string) (string, error) {
	text, err := web.Query(r.C, name)
	if text == "" {
		text = none
	}
	return text, err
}
