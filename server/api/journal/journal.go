package journal

import (
	"bytes"
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/journal/daybook"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves the books.
type Handlers struct {
	Service *daybook.Service
	Bundle  *i18n.Bundle
}

// JournalPeriod is the days that are asked for.
type JournalPeriod struct {
	From string `query:"from" required:"true" doc:"First day, such as 2026-11-01"`
	To   string `query:"to" required:"true" doc:"Last day, at most 550 days later"`
}

func (p JournalPeriod) period() daybook.Period {
	return daybook.Period{From: marketplace.Date(p.From), To: marketplace.Date(p.To)}
}

func (h Handlers) shown(ctx context.Context) func(journal.Entry) JournalEntry {
	lang := h.lang(ctx)
	return func(e journal.Entry) JournalEntry { return entry(lang, e) }
}

func (h Handlers) lang(ctx context.Context) i18n.Lang {
	return h.Bundle.In(i18n.Voice(web.LangFrom(ctx)))
}

// JournalListInput asks for the entries of a period.
type JournalListInput struct {
	api.Paging
	JournalPeriod
	Kind string `query:"kind" enum:"issued,credited,charged,paid,written_off,platform,moved" doc:"Only of this kind"`
}

// List lists the entries of a period by day.
func (h Handlers) List(ctx context.Context, in *JournalListInput) (*api.Page[JournalEntry], error) {
	list, err := h.Service.List(ctx, web.ActorFrom(ctx), in.period(), journal.Kind(in.Kind), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, h.shown(ctx)), nil
}

// JournalEntryInput names an entry.
type JournalEntryInput struct {
	Number int `path:"number" minimum:"1"`
}

// Read reads one entry.
func (h Handlers) Read(ctx context.Context, in *JournalEntryInput) (*api.Answer[JournalEntry], error) {
	e, err := h.Service.Entry(ctx, web.ActorFrom(ctx), in.Number)
	return api.Reply(h.shown(ctx)(e), err)
}

// JournalCorrectionInput says how an entry is put right.
type JournalCorrectionInput struct {
	JournalEntryInput
	api.Once
	Body JournalCorrection
}

// Correct puts an entry right by another one; the same key is the same correction.
func (h Handlers) Correct(ctx context.Context, in *JournalCorrectionInput) (*api.Answer[JournalEntry], error) {
	e, err := h.Service.Correct(ctx, web.ActorFrom(ctx), daybook.Correction{
		Key: in.Key, Number: in.Number, On: in.Body.On, Reason: in.Body.Reason, Move: in.Body.Move,
	})
	return api.Reply(h.shown(ctx)(e), err)
}

// JournalState is how far the books are.
type JournalState struct {
	Number int    `json:"number" doc:"Of the last entry"`
	Closed string `json:"closed,omitempty" doc:"Last day that takes no entry any more"`
}

// State tells how far the books are.
func (h Handlers) State(ctx context.Context, _ *api.Nothing) (*api.Answer[JournalState], error) {
	s, err := h.Service.State(ctx, web.ActorFrom(ctx))
	return api.Reply(JournalState{s.Number, string(s.Closed)}, err)
}

// JournalCloseInput says until when the books are closed.
type JournalCloseInput struct {
	Body struct {
		Through string `json:"through" doc:"Last day that takes no entry any more; it must be over"`
	}
}

// Close ends a period for good; closing the same day again changes nothing.
func (h Handlers) Close(ctx context.Context, in *JournalCloseInput) (*api.Answer[JournalState], error) {
	l, err := h.Service.Close(ctx, web.ActorFrom(ctx), marketplace.Date(in.Body.Through))
	return api.Reply(JournalState{l.Number, string(l.Closed)}, err)
}

// Trial reads the trial balance of a period.
func (h Handlers) Trial(ctx context.Context, in *JournalPeriod) (*api.Answer[[]JournalBalance], error) {
	list, err := h.Service.Trial(ctx, web.ActorFrom(ctx), in.period())
	return api.Reply(api.Each(list, func(b journal.Balance) JournalBalance { return JournalBalance(b) }), err)
}

// Receivables holds the books against the sales ledger.
func (h Handlers) Receivables(ctx context.Context, _ *api.Nothing) (*api.Answer[JournalReceivables], error) {
	r, err := h.Service.Reconcile(ctx, web.ActorFrom(ctx))
	return api.Reply(receivables(r), err)
}

// JournalFileInput asks for a file of a period.
type JournalFileInput struct {
	JournalPeriod
	Format string `path:"format" enum:"csv,sie"`
}

// File writes the entries of a period for a spreadsheet or for a bookkeeping program.
func (h Handlers) File(ctx context.Context, in *JournalFileInput) (*api.File, error) {
	return File(ctx, h.Service, h.lang(ctx), in.Format, in.period())
}

// File writes a file of the books in a language.
func File(ctx context.Context, s *daybook.Service, lang i18n.Lang, format string, p daybook.Period) (*api.File, error) {
	var out bytes.Buffer
	write, typ, ending := s.WriteCSV, "text/csv; charset=utf-8", "csv"
	if format == "sie" {
		write, typ, ending = s.WriteSIE, "application/octet-stream", "se"
	}
	if err := write(ctx, web.ActorFrom(ctx), &out, lang, p); err != nil {
		return nil, err
	}
	name := "sovite-" + string(p.From) + "-" + string(p.To) + "." + ending
	return &api.File{ContentType: typ, Disposition: `attachment; filename="` + name + `"`, Body: out.Bytes()}, nil
}

// JournalChartAnswer is a chart of accounts with its revision.
type JournalChartAnswer struct {
	ETag string `header:"ETag"`
	Body JournalChart
}

// Chart reads the chart of accounts.
func (h Handlers) Chart(ctx context.Context, _ *api.Nothing) (*JournalChartAnswer, error) {
	e, err := h.Service.Chart(ctx, web.ActorFrom(ctx))
	if err != nil {
		return nil, err
	}
	return &JournalChartAnswer{api.ETag(e.Rev), chart(e.Value)}, nil
}

// JournalChartUpdate is a chart as it is to be.
type JournalChartUpdate struct {
	api.IfMatch
	Body JournalChart
}

// SaveChart keeps another chart of accounts.
func (h Handlers) SaveChart(ctx context.Context, in *JournalChartUpdate) (*JournalChartAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	e, err := h.Service.SaveChart(ctx, web.ActorFrom(ctx), rev, in.Body.value())
	if err != nil {
		return nil, err
	}
	return &JournalChartAnswer{api.ETag(e.Rev), chart(e.Value)}, nil
}
