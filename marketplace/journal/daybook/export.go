package daybook

import (
	"context"
	"io"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/journal"
)

// MostExported is how many entries one file holds at most; of a period with more, a file of a part of it is asked for.
const MostExported = 200_000

// WriteCSV writes the entries of a period for a spreadsheet, for owners and billing. Invalid when the period is none or has too many
// entries; what was written by then is of no use.
func (s *Service) WriteCSV(ctx context.Context, actor marketplace.Actor, out io.Writer, lang i18n.Lang, p Period) error {
	chart, walk, err := s.exporting(ctx, actor, p)
	if err != nil {
		return err
	}
	return journal.WriteCSV(out, lang, chart, walk)
}

// WriteSIE writes the entries of a period for a bookkeeping program; see journal.SIE. Its errors are those of WriteCSV.
func (s *Service) WriteSIE(ctx context.Context, actor marketplace.Actor, out io.Writer, lang i18n.Lang, p Period) error {
	chart, walk, err := s.exporting(ctx, actor, p)
	if err != nil {
		return err
	}
	who, err := s.Invoices.ReadProfile(ctx, actor)
	if err != nil {
		return err
	}
	party := who.Value.Party
	f := journal.File{Company: party.Name, BusinessID: party.BusinessID, Generated: s.Clock.Today(), From: p.From, To: p.To}
	return journal.WriteSIE(out, lang, chart, f, walk)
}

// exporting is the chart of the actor's organisation, and a way through the entries of a period.
func (s *Service) exporting(ctx context.Context, actor marketplace.Actor, p Period) (journal.Chart, journal.Walk, error) {
	chart, err := s.Chart(ctx, actor)
	if err != nil {
		return chart.Value, nil, err
	}
	walk := s.walk(ctx, actor.Org, p)
	return chart.Value, func(do func(journal.Entry) error) error {
		n := 0
		return walk(func(e journal.Entry) error {
			if n++; n > MostExported {
				return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("to", "journal.too_many", "max", MostExported)})
			}
			return do(e)
		})
	}, p.Check()
}
