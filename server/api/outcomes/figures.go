package outcomes

import (
	"context"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/outcome"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Outcomes serves the numbers by definition and the fidelity check.
type Outcomes struct {
	Service  *outcome.Service
	Accounts *account.Service
	Bundle   *i18n.Bundle
}

// FigurePart is one number of a metric.
type FigurePart struct {
	Key    string `json:"key" doc:"total, q1 to q4, yes, no, within, late, not_due, known, unknown or contacts; of the forecast fits_now, fits_if, missing, left_out or none, a full stop, and started, month_1, month_3, month_6, ended or unknown"`
	Name   string `json:"name"`
	Number *int   `json:"number" doc:"Null when it is hidden"`
	Hidden bool   `json:"hidden" doc:"A group under ten people, or a number from which one could be worked out"`
}

// Figure is one metric with its definition and its numbers.
type Figure struct {
	Metric     string       `json:"metric"`
	Name       string       `json:"name"`
	Definition string       `json:"definition"`
	Rules      []string     `json:"rules" doc:"Ids of the rules that its numbers come from; see /rules"`
	Parts      []FigurePart `json:"parts"`
	Value      *int64       `json:"value" doc:"Median, mean or share: days, hundredths of a contact, minutes a week, cents an hour, hundredths of a client, or hundredths of a per cent. Null when there is none or it is hidden"`
	Hidden     bool         `json:"hidden" doc:"There is a value and it is hidden"`
}

// OutcomeSummary is every metric for a calendar year.
type OutcomeSummary struct {
	Year    int      `json:"year"`
	Until   string   `json:"until" doc:"The last day that counts"`
	Figures []Figure `json:"figures"`
}

func (h Outcomes) summary(ctx context.Context, s outcome.Summary, err error) (*api.Answer[OutcomeSummary], error) {
	if err != nil {
		return nil, err
	}
	lang := h.lang(ctx)
	return api.Reply(OutcomeSummary{Year: s.Year, Until: string(s.AsOf), Figures: api.Each(s.Figures, func(f outcome.Figure) Figure {
		out := Figure{
			Metric: string(f.Metric), Name: f.Metric.Name(lang), Definition: f.Metric.Text(lang, s.Limits), Rules: append([]string{}, f.Metric.Rules()...),
			Parts: api.Each(f.Parts, func(p outcome.Part) FigurePart {
				shown := FigurePart{Key: p.Key, Name: f.Metric.PartName(lang, p.Key), Hidden: p.Hidden}
				if !p.Hidden {
					shown.Number = &p.N
				}
				return shown
			}),
		}
		if v := f.Value; v != nil && v.Hidden {
			out.Hidden = true
		} else if v != nil {
			out.Value = &v.Amount
		}
		return out
	})}, nil)
}

func (h Outcomes) lang(ctx context.Context) i18n.Lang {
	return h.Bundle.In(i18n.Voice(web.LangFrom(ctx)))
}

// YearInput asks for a calendar year.
type YearInput struct {
	Year int `query:"year" doc:"The newest there is when left out"`
}

// Own figures a year for the coach's own clients, until today.
func (h Outcomes) Own(ctx context.Context, in *YearInput) (*api.Answer[OutcomeSummary], error) {
	s, err := h.Service.Own(ctx, web.ActorFrom(ctx), in.Year)
	return h.summary(ctx, s, err)
}

// Organisation figures a year for all clients of the provider, to the end of the last quarter that is over.
func (h Outcomes) Organisation(ctx context.Context, in *YearInput) (*api.Answer[OutcomeSummary], error) {
	s, err := h.Service.Organisation(ctx, web.ActorFrom(ctx), in.Year)
	return h.summary(ctx, s, err)
}

// CasesInput names one number of the coach's own.
type CasesInput struct {
	Metric string `path:"metric" maxLength:"40"`
	Part   string `path:"part" maxLength:"40"`
	Year   int    `query:"year" doc:"This year when left out"`
}

// CaseItem is one of what a number counts.
type CaseItem struct {
	ID     string `json:"id" doc:"Of the client, or of the contact"`
	Client string `json:"client"`
}

// Cases opens one number of the coach's own; each client in it is read, and the read is recorded.
func (h Outcomes) Cases(ctx context.Context, in *CasesInput) (*api.Answer[[]CaseItem], error) {
	items, err := h.Service.Open(ctx, web.ActorFrom(ctx), in.Year, outcome.Metric(in.Metric), in.Part)
	return api.Reply(api.Each(items, func(i outcome.Item) CaseItem { return CaseItem{string(i.ID), string(i.Client)} }), err)
}

// Report is the table for funders.
func (h Outcomes) Report(ctx context.Context, in *YearInput) (*api.File, error) {
	return File(ctx, h.Service, h.Accounts, h.lang(ctx), web.ActorFrom(ctx), in.Year)
}

// File makes the table for funders in a language.
func File(ctx context.Context, s *outcome.Service, orgs outcome.Organisations, lang i18n.Lang, owner marketplace.Actor, year int) (*api.File, error) {
	all, err := s.Organisation(ctx, owner, year)
	if err != nil {
		return nil, err
	}
	org, err := orgs.PublicOrganisation(ctx, owner.Org)
	if err != nil {
		return nil, err
	}
	body, err := all.Report(lang, org.Name)
	if err != nil {
		return nil, marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	name := "sovite-" + strconv.Itoa(all.Year) + ".csv"
	return &api.File{ContentType: "text/csv; charset=utf-8", Disposition: `attachment; filename="` + name + `"`, Body: body}, nil
}
