package plant

import (
	"context"
	"slices"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/roster/limit"
	"sovite.fi/sovite/matching"
)

// memberOf is somebody who takes part in the crews of the demo organiser.
type memberOf struct {
	id    marketplace.ID
	about roster.About
}

// members are seven people, of whom some cannot do the yard work of the demo order, each for another reason.
func members() []memberOf {
	return []memberOf{
		{"demo-member-aava", worker("Aava", "employment", func(a *roster.About) { a.Wishes = []string{"grounds"} })},
		{"demo-member-bertta", worker("Bertta", "work_activity", func(a *roster.About) {
			a.Limits.Allergens, a.Limits.Hazards = matching.Chosen("pollen"), matching.Chosen()
		})},
		{"demo-member-daniel", worker("Daniel", "employment", func(a *roster.About) { a.Times = a.Times[:3] })},
		{"demo-member-eero", worker("Eero", "work_activity", func(a *roster.About) { a.Equipment = []string{"gloves", "hi_vis"} })},
		{"demo-member-gunilla", worker("Gunilla", "work_activity", func(a *roster.About) { a.Knows = []marketplace.ID{"demo-member-aava"} })},
		{"demo-member-hamid", worker("Hamid", "employment", func(a *roster.About) {
			a.Cards = []roster.Card{{Key: "hygiene_passport"}, {Key: "first_aid", Until: "2027-12-31"}}
		})},
		{"demo-member-iiris", worker("Iiris", "employment", func(a *roster.About) { a.Wishes = []string{"packing"} })},
	}
}

// worker is a member from Monday to Friday with what yard work needs, but for what differs.
func worker(name, form string, differs func(*roster.About)) roster.About {
	a := roster.About{
		Name: name, Form: form, Age: limit.Adult, Most: 1500, Hoped: 900, Equipment: []string{"gloves", "hi_vis", "safety_shoes", "winter_clothing"},
		Inductions: []roster.Induction{{At: "demo-org-hotelli", On: "2026-01-15"}}, Limits: roster.Limits{Hazards: matching.Chosen(), Allergens: matching.Choice{}},
	}
	for _, day := range capacity.Weekdays()[:5] {
		a.Times = append(a.Times, roster.Time{Day: day, From: 450, To: 960})
	}
	differs(&a)
	return a
}

func (s *seeder) member(ctx context.Context, m memberOf) error {
	return last(s.Rosters.AddMemberOnce(ctx, marketplace.System(organiserID), m.id, m.about))
}

// rosters plans the first week that has shifts to come, and publishes it; a later one waits with a proposal. What somebody has
// planned since stays.
func (s *seeder) rosters(ctx context.Context, data demo.Data) error {
	by, monday, first := member(data, sellerID), capacity.Monday(s.Clock.Today()), true
	for range 4 {
		e, err := s.Rosters.Week(ctx, by, monday)
		if err != nil {
			return err
		}
		if len(e.Value.Shifts) > 0 {
			if err := s.week(ctx, by, e, first); err != nil {
				return err
			}
			first = false
		}
		monday = monday.AddDays(7)
	}
	return nil
}

func (s *seeder) week(ctx context.Context, by marketplace.Actor, e roster.Entry, publish bool) error {
	if slices.ContainsFunc(e.Value.Shifts, func(shift roster.Shift) bool { return len(shift.Members) > 0 }) {
		return nil
	}
	if _, err := s.Proposals.Propose(ctx, by, e.Value.Monday, e.Rev); err != nil || !publish {
		return err
	}
	accepted, err := s.Proposals.Accept(ctx, by, e.Value.Monday, e.Rev)
	if err != nil {
		return err
	}
	return last(s.Rosters.Publish(ctx, by, e.Value.Monday, accepted.Rev))
}
