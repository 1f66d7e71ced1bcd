package rosters

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/roster/propose"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve members and weeks.
type Handlers struct {
	Rosters   *roster.Service
	Proposals *propose.Service
	Bundle    *i18n.Bundle
}

func (h Handlers) lang(ctx context.Context) i18n.Lang {
	return h.Bundle.In(i18n.Voice(web.LangFrom(ctx)))
}

// CrewMemberTime is when somebody can come on a weekday.
type CrewMemberTime struct {
	Day  string `json:"day" doc:"mon, tue, wed, thu, fri, sat or sun"`
	From int    `json:"from" doc:"Minutes from midnight"`
	To   int    `json:"to"`
}

// CrewMemberInduction is that somebody was shown a place, or will be.
type CrewMemberInduction struct {
	At string `json:"at" doc:"An order, or a buyer for all its orders"`
	On string `json:"on"`
}

// CrewMemberCard is a training or licence that is proven.
type CrewMemberCard struct {
	Key   string `json:"key" doc:"Of the vocabulary certificate"`
	Until string `json:"until,omitempty" doc:"Last day; left out: does not end"`
}

// CrewMemberChoice is a set that may not have been asked for.
type CrewMemberChoice struct {
	Asked  bool     `json:"asked"`
	Values []string `json:"values,omitempty" maxItems:"100"`
}

// CrewMemberLimits are what must not be broken when somebody works.
type CrewMemberLimits struct {
	DayMinutes int              `json:"day_minutes,omitempty" doc:"In one day, at most; 0: not asked"`
	Hazards    CrewMemberChoice `json:"hazards"`
	Allergens  CrewMemberChoice `json:"allergens"`
	MustNot    map[string]int   `json:"must_not,omitempty" doc:"The highest level of a dimension that is ever allowed, 0 to 5"`
}

// CrewMemberAbout is what the organiser fills in.
type CrewMemberAbout struct {
	Name       string                `json:"name"`
	Form       string                `json:"form" doc:"Work form of the vocabulary form"`
	Age        string                `json:"age,omitempty" doc:"18_plus, 15_17 or under_15"`
	Basic      bool                  `json:"basic,omitempty" doc:"In basic education"`
	Since      string                `json:"since,omitempty" doc:"First day of the period or trial that goes on"`
	Before     int                   `json:"before,omitempty" doc:"Calendar days of earlier work trials that count"`
	Most       int                   `json:"most" doc:"Minutes of work a week, at most"`
	Hoped      int                   `json:"hoped" doc:"Minutes of work a week that are hoped for"`
	Times      []CrewMemberTime      `json:"times" maxItems:"7"`
	Inductions []CrewMemberInduction `json:"inductions,omitempty" maxItems:"200"`
	Cards      []CrewMemberCard      `json:"cards,omitempty" maxItems:"50"`
	Equipment  []string              `json:"equipment,omitempty" maxItems:"50" doc:"Protective equipment that they have"`
	Limits     CrewMemberLimits      `json:"limits,omitempty"`
	Wishes     []string              `json:"wishes,omitempty" maxItems:"50" doc:"Types of work of the carving catalogue"`
	Apart      []string              `json:"apart,omitempty" maxItems:"50" doc:"Members with whom they must not work"`
	Knows      []string              `json:"knows,omitempty" maxItems:"50" doc:"Members whom they know"`
	Steady     bool                  `json:"steady,omitempty" doc:"Needs stability: is moved last when somebody is away"`
}

func (a CrewMemberAbout) value() roster.About {
	out := roster.About{
		Name: a.Name, Form: a.Form, Age: a.Age, Basic: a.Basic, Since: marketplace.Date(a.Since), Before: a.Before, Most: a.Most, Hoped: a.Hoped,
		Equipment: a.Equipment, Wishes: a.Wishes, Apart: ids(a.Apart), Knows: ids(a.Knows), Steady: a.Steady,
		Times: api.Each(a.Times, func(t CrewMemberTime) roster.Time { return roster.Time(t) }),
		Inductions: api.Each(a.Inductions, func(i CrewMemberInduction) roster.Induction {
			return roster.Induction{At: marketplace.ID(i.At), On: marketplace.Date(i.On)}
		}),
		Cards: api.Each(a.Cards, func(c CrewMemberCard) roster.Card { return roster.Card{Key: c.Key, Until: marketplace.Date(c.Until)} }),
		Limits: roster.Limits{
			DayMinutes: a.Limits.DayMinutes, Hazards: matching.Choice(a.Limits.Hazards), Allergens: matching.Choice(a.Limits.Allergens),
		},
	}
	for dimension, level := range a.Limits.MustNot {
		if out.Limits.MustNot == nil {
			out.Limits.MustNot = matching.Ratings{}
		}
		out.Limits.MustNot[matching.Dimension(dimension)] = matching.Rated(level)
	}
	return out
}

func about(a roster.About) CrewMemberAbout {
	out := CrewMemberAbout{
		Name: a.Name, Form: a.Form, Age: a.Age, Basic: a.Basic, Since: string(a.Since), Before: a.Before, Most: a.Most, Hoped: a.Hoped,
		Equipment: a.Equipment, Wishes: a.Wishes, Apart: words(a.Apart), Knows: words(a.Knows), Steady: a.Steady,
		Times: api.Each(a.Times, func(t roster.Time) CrewMemberTime { return CrewMemberTime(t) }),
		Inductions: api.Each(a.Inductions, func(i roster.Induction) CrewMemberInduction {
			return CrewMemberInduction{string(i.At), string(i.On)}
		}),
		Cards: api.Each(a.Cards, func(c roster.Card) CrewMemberCard { return CrewMemberCard{c.Key, string(c.Until)} }),
		Limits: CrewMemberLimits{
			DayMinutes: a.Limits.DayMinutes, Hazards: CrewMemberChoice(a.Limits.Hazards), Allergens: CrewMemberChoice(a.Limits.Allergens),
			MustNot: map[string]int{},
		},
	}
	for dimension, rating := range a.Limits.MustNot {
		out.Limits.MustNot[string(dimension)] = rating.Level()
	}
	return out
}

func ids(list []string) []marketplace.ID {
	return api.Each(list, func(s string) marketplace.ID { return marketplace.ID(s) })
}

func words(list []marketplace.ID) []string {
	return api.Each(list, func(id marketplace.ID) string { return string(id) })
}

// CrewMember is a person who takes part in an organiser's crews.
type CrewMember struct {
	ID       string `json:"id"`
	Revision int64  `json:"revision" doc:"The ETag"`
	CrewMemberAbout
	Left bool `json:"left" doc:"Takes part no more"`
}

func member(e roster.MemberEntry) CrewMember {
	return CrewMember{ID: string(e.ID), Revision: e.Rev, CrewMemberAbout: about(e.Value.About), Left: e.Value.Left}
}

// CrewMemberAnswer is a member with the revision.
type CrewMemberAnswer struct {
	ETag string `header:"ETag"`
	Body CrewMember
}

func memberAnswer(e roster.MemberEntry, err error) (*CrewMemberAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &CrewMemberAnswer{ETag: api.ETag(e.Rev), Body: member(e)}, nil
}

// MemberListInput asks for members.
type MemberListInput struct {
	api.Paging
	Left bool `query:"left" doc:"Those who have left instead"`
}

// ListMembers lists members by name.
func (h Handlers) ListMembers(ctx context.Context, in *MemberListInput) (*api.Page[CrewMember], error) {
	list, err := h.Rosters.Members(ctx, web.ActorFrom(ctx), in.Left, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, member), nil
}

// MemberInput is what is filled in about a new member.
type MemberInput struct{ Body CrewMemberAbout }

// AddMember adds a member.
func (h Handlers) AddMember(ctx context.Context, in *MemberInput) (*CrewMemberAnswer, error) {
	return memberAnswer(h.Rosters.AddMember(ctx, web.ActorFrom(ctx), in.Body.value()))
}

// ReadMember reads a member.
func (h Handlers) ReadMember(ctx context.Context, in *api.ByID) (*CrewMemberAnswer, error) {
	return memberAnswer(h.Rosters.Member(ctx, web.ActorFrom(ctx), in.ID))
}

// MemberUpdate is what is filled in about a member.
type MemberUpdate struct {
	api.ByID
	api.IfMatch
	Body CrewMemberAbout
}

// ChangeMember changes everything that is filled in.
func (h Handlers) ChangeMember(ctx context.Context, in *MemberUpdate) (*CrewMemberAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return memberAnswer(h.Rosters.ChangeMember(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// MemberEnd says that a member takes part no more.
type MemberEnd struct {
	api.ByID
	api.IfMatch
}

// EndMember says that a member takes part no more.
func (h Handlers) EndMember(ctx context.Context, in *MemberEnd) (*CrewMemberAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return memberAnswer(h.Rosters.EndMember(ctx, web.ActorFrom(ctx), in.ID, rev))
}
