package rosters

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// RosterShift is the work of one order on one day.
type RosterShift struct {
	ID           string   `json:"id"`
	Order        string   `json:"order"`
	Title        string   `json:"title"`
	Address      string   `json:"address,omitempty"`
	Date         string   `json:"date"`
	From         int      `json:"from" doc:"Minutes from midnight"`
	To           int      `json:"to"`
	Participants int      `json:"participants" doc:"Sold"`
	Supervisors  int      `json:"supervisors" doc:"Sold"`
	Members      []string `json:"members"`
	Leaders      []string `json:"leaders"`
	Locked       []string `json:"locked" doc:"Members whom a proposal leaves"`
	Published    bool     `json:"published"`
}

// RosterFault is something that stands in the way of a week.
type RosterFault struct {
	Key     string `json:"key"`
	Text    string `json:"text" doc:"In the caller's language"`
	Verdict string `json:"verdict" doc:"blocked, or review: an owner's reason lets it pass"`
	Stands  bool   `json:"stands" doc:"Holds the week up; left out of what an owner has passed"`
	Member  string `json:"member,omitempty"`
	Shift   string `json:"shift,omitempty"`
	Rule    string `json:"rule,omitempty"`
	Section string `json:"section,omitempty"`
}

// RosterEmptied is a seat that the program took away because somebody may not have it any more.
type RosterEmptied struct {
	Shift  string `json:"shift"`
	Member string `json:"member"`
	Key    string `json:"key" doc:"Of the fault"`
}

// Roster is who works which shift of a week.
type Roster struct {
	Monday   string            `json:"monday"`
	Revision int64             `json:"revision" doc:"The ETag"`
	Shifts   []RosterShift     `json:"shifts"`
	Faults   []RosterFault     `json:"faults"`
	Emptied  []RosterEmptied   `json:"emptied" doc:"Until the shift is planned anew"`
	Names    map[string]string `json:"names" doc:"Of members and supervisors, by id"`
}

func shown(lang i18n.Lang, v roster.View) Roster {
	w, out := v.Value, Roster{Monday: string(v.Value.Monday), Revision: v.Rev, Names: map[string]string{}}
	for id, name := range v.Names {
		out.Names[string(id)] = name
	}
	out.Shifts = api.Each(w.Shifts, func(s roster.Shift) RosterShift {
		work, _ := w.WorkOf(s.Order)
		return RosterShift{
			ID: string(s.ID), Order: string(s.Order), Title: work.Title, Address: work.Address, Date: string(s.Date), From: s.From, To: s.To,
			Participants: s.Participants, Supervisors: s.Supervisors, Members: words(s.Members), Leaders: words(s.Leaders), Locked: words(w.LockedIn(s.ID)),
			Published: s.Published,
		}
	})
	out.Emptied = api.Each(w.Emptied, func(v roster.Vacated) RosterEmptied {
		return RosterEmptied{string(v.Shift), string(v.Member), v.Why}
	})
	out.Faults = api.Each(v.Faults, func(f roster.Fault) RosterFault {
		key, args := f.Sentence(v.Names)
		return RosterFault{
			Key: f.Key, Text: lang.Render(key, args), Verdict: string(f.Verdict), Stands: w.Stands(f), Member: string(f.Member), Shift: string(f.Shift),
			Rule: f.Rule, Section: f.Section,
		}
	})
	return out
}

// RosterAnswer is a week with its revision.
type RosterAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to save the week"`
	Body Roster
}

func (h Handlers) answer(ctx context.Context) func(roster.View, error) (*RosterAnswer, error) {
	return func(v roster.View, err error) (*RosterAnswer, error) {
		if err != nil {
			return nil, err
		}
		return &RosterAnswer{ETag: api.ETag(v.Rev), Body: shown(h.lang(ctx), v)}, nil
	}
}

// saved answers with the week as it is after a verb.
func (h Handlers) saved(ctx context.Context, monday marketplace.Date, err error) (*RosterAnswer, error) {
	if err != nil {
		return nil, err
	}
	return h.answer(ctx)(h.Rosters.Look(ctx, web.ActorFrom(ctx), monday))
}

// ByMonday is a request for a week.
type ByMonday struct {
	Monday marketplace.Date `path:"monday" maxLength:"10" doc:"Such as 2026-11-30"`
}

// ReadWeek reads a week.
func (h Handlers) ReadWeek(ctx context.Context, in *ByMonday) (*RosterAnswer, error) {
	return h.answer(ctx)(h.Rosters.Look(ctx, web.ActorFrom(ctx), in.Monday))
}

// RosterStaffing is who works one shift.
type RosterStaffing struct {
	Shift   string   `json:"shift"`
	Members []string `json:"members" maxItems:"200"`
	Leaders []string `json:"leaders" maxItems:"50"`
	Locked  []string `json:"locked,omitempty" maxItems:"200"`
}

// RosterPlan is who works which shift.
type RosterPlan struct {
	Shifts []RosterStaffing `json:"shifts" maxItems:"1000" doc:"Shifts that are left out stay as they are"`
	Reason string           `json:"reason,omitempty" doc:"An owner's, for what needs a person"`
}

func (p RosterPlan) value() roster.Plan {
	return roster.Plan{Reason: p.Reason, Shifts: api.Each(p.Shifts, func(s RosterStaffing) roster.Staffing {
		return roster.Staffing{Shift: marketplace.ID(s.Shift), Members: ids(s.Members), Leaders: ids(s.Leaders), Locked: ids(s.Locked)}
	})}
}

func staffing(s roster.Staffing) RosterStaffing {
	return RosterStaffing{Shift: string(s.Shift), Members: words(s.Members), Leaders: words(s.Leaders), Locked: words(s.Locked)}
}

// PlanInput is a plan for a week.
type PlanInput struct {
	ByMonday
	Body RosterPlan
}

// PreviewWeek says what a plan would come to.
func (h Handlers) PreviewWeek(ctx context.Context, in *PlanInput) (*RosterAnswer, error) {
	return h.answer(ctx)(h.Rosters.Preview(ctx, web.ActorFrom(ctx), in.Monday, in.Body.value()))
}

// PlanUpdate is a plan to be saved.
type PlanUpdate struct {
	ByMonday
	api.IfMatch
	Body RosterPlan
}

// SaveWeek keeps who works which shift.
func (h Handlers) SaveWeek(ctx context.Context, in *PlanUpdate) (*RosterAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	_, err = h.Rosters.Save(ctx, web.ActorFrom(ctx), in.Monday, rev, in.Body.value())
	return h.saved(ctx, in.Monday, err)
}

// WeekStep is a step with a week as it was read.
type WeekStep struct {
	ByMonday
	api.IfMatch
}

// PublishWeek publishes a week.
func (h Handlers) PublishWeek(ctx context.Context, in *WeekStep) (*RosterAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	_, err = h.Rosters.Publish(ctx, web.ActorFrom(ctx), in.Monday, rev)
	return h.saved(ctx, in.Monday, err)
}
