package api

import (
	"context"
	"strings"

	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/suggest"
	"sovite.fi/sovite/server/web"
)

// ESCO serves suggestions of occupations and skills while somebody types.
type ESCO struct {
	Table   *esco.Table
	Suggest suggest.Finder
}

// Occupation is one occupation of ESCO.
type Occupation struct {
	ID    string `json:"id" doc:"ESCO occupation id"`
	ISCO  string `json:"isco" doc:"Unit group of ISCO-08, four digits"`
	Label string `json:"label"`
}

// Skill is one skill of ESCO.
type Skill struct {
	ID    string `json:"id" doc:"ESCO skill id"`
	Label string `json:"label"`
}

// Typed is what somebody has typed so far.
type Typed struct {
	Q     string `query:"q" maxLength:"200" doc:"What is typed so far, in official or everyday words"`
	Lang  string `query:"lang" enum:"fi,sv,en" doc:"Language of the words and the names; that of Accept-Language when left out"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" doc:"How many at most; 10 when left out"`
}

func (in Typed) lang(ctx context.Context) string {
	if in.Lang != "" {
		return in.Lang
	}
	return web.LangFrom(ctx)
}

func (in Typed) limit() int {
	if in.Limit == 0 {
		return 10
	}
	return in.Limit
}

// Occupations suggests occupations for what is typed, best first.
func (h ESCO) Occupations(ctx context.Context, in *Typed) (*Answer[[]Occupation], error) {
	lang := in.lang(ctx)
	return Reply(Each(h.Suggest.Occupations(in.Q, lang, in.limit()), func(o esco.Occupation) Occupation {
		return Occupation{ID: o.ID, ISCO: o.ISCO, Label: o.Label(lang)}
	}), nil)
}

// TypedSkill is what somebody has typed so far, or an occupation.
type TypedSkill struct {
	Typed
	Occupation string `query:"occupation" maxLength:"200" doc:"ESCO occupation id; without q, the skills essential to it come"`
}

// Skills suggests skills for what is typed, best first, or the essential ones of an occupation.
func (h ESCO) Skills(ctx context.Context, in *TypedSkill) (*Answer[[]Skill], error) {
	lang := in.lang(ctx)
	found := h.Suggest.Skills(in.Q, lang, in.limit())
	if strings.TrimSpace(in.Q) == "" {
		found = h.Table.Essential(in.Occupation)
		found = found[:min(len(found), in.limit())]
	}
	return Reply(Each(found, func(s esco.Skill) Skill { return Skill{ID: s.ID, Label: s.Label(lang)} }), nil)
}
