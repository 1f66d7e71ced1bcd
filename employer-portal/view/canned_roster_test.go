package view_test

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/rosters"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

// rosterPages are the pages about who works which shift, with everything that can stand on them.
func rosterPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	add := view.Link{Text: p.T("member.new"), Href: "/members/new"}
	tabs := []view.Link{{Text: p.T("member.here"), Href: "/members", Current: true}, {Text: p.T("member.gone"), Href: "/members?left=yes"}}
	out["members"] = &rosters.CrewMembers{
		Base: base(lang, p.T("member.list"), "/members"), Lead: p.T("member.list.lead"), New: add, Tabs: tabs,
		Rows: []rosters.CrewMemberRow{{
			Name: "Aino", Href: "/members/m1", Form: lang.Word("form", "employment"), Hours: p.T("member.hours.line", "hoped", 900, "most", 1200), Days: lang.Word("weekday", "mon"),
			Cards: p.T("member.card.until", "card", lang.Word("certificate", "hygiene_passport"), "day", "2027-01-31"),
		}},
	}
	out["members-empty"] = &rosters.CrewMembers{Base: base(lang, p.T("member.list"), "/members"), Lead: p.T("member.list.lead"), New: add, Tabs: tabs, None: &view.Empty{Heading: p.T("member.none"), Text: p.T("member.none.text"), Action: add}}
	f := view.NewForm(lang, nil, nil)
	name := f.Input("name", "portal.member.f.name").WithHint(p.T("member.f.name.hint")).Must()
	out["member"] = &rosters.CrewMember{
		Base: base(lang, p.T("member.edit"), "/members/m1"), Heading: "Aino", Intro: p.T("member.intro"), Action: "/members/m1", Submit: p.T("member.save"), Hidden: map[string]string{"rev": "1"},
		Blocks: []view.Block{
			{Field: &name},
			p.AskedOf(f, "limits.allergens", "portal.member.f.allergens", "allergen"),
			{Rows: &view.RowGroup{Heading: p.T("member.cards"), Hint: p.T("member.cards.hint"), Rows: []view.Row{{Legend: lang.Word("certificate", "first_aid"), Fields: []view.Field{f.Date("cards.first_aid.until", "portal.member.f.until")}}}}},
		},
		Ways: []view.Link{{Text: p.T("member.end"), Href: "/members/m1/end"}},
	}
	seat := f.Select("s0.m0", "portal.roster.nobody", []view.Option{{Text: p.T("roster.nobody")}, {Value: "m1", Text: p.T("roster.cannot", "name", "Aino", "why", p.T("roster.why.away"))}})
	seat.Label = p.T("roster.seat", "n", 1)
	lock := f.Checks("s0.l0", "portal.roster.lock", []view.Option{{Value: "yes", Text: p.T("roster.lock.yes")}})
	leader := f.Select("s0.g0", "portal.roster.nobody", []view.Option{{Text: p.T("roster.nobody")}, {Value: "p1", Text: "Seppo"}})
	leader.Label = p.T("roster.leader", "n", 1)
	reason := f.Area("reason", "portal.roster.reason", 2).WithHint(p.T("roster.reason.hint"))
	heading := p.T("roster.shift", "weekday", lang.Word("weekday", "mon"), "day", "30.11.2026", "from", "08:00", "to", "12:00", "title", "Pakkaus")
	fault := lang.T("roster.fault.away", "member", "Aino", "date", "2026-11-30", "from", "8.00", "to", "12.00")
	page := func() *rosters.Roster {
		return &rosters.Roster{
			Base: base(lang, p.T("roster.title", "from", "30.11.2026", "to", "6.12.2026"), "/rosters/2026-11-30"), Lead: p.T("roster.lead"), Action: "/rosters/2026-11-30",
			Earlier: view.Link{Text: p.T("roster.earlier"), Href: "/rosters/2026-11-23"}, Later: view.Link{Text: p.T("roster.later"), Href: "/rosters/2026-12-07"}, Hidden: map[string]string{"rev": "1"},
		}
	}
	full := page()
	full.State, full.Reason = []string{p.N("roster.empty", 2), p.T("roster.approved", "name", "Olga", "day", "29.11.2026", "reason", "…")}, &reason
	full.Effect = &rosters.RosterEffect{Heading: p.T("roster.effect"), Changes: []string{p.T("roster.comes", "name", "Aino", "shift", heading)}, Result: p.T("roster.effect.bad", "n", 1)}
	full.Proposal = &rosters.RosterProposal{Lead: p.T("roster.proposal.above", "percent", lang.Percent(150)), Dropped: []string{fault}}
	for _, way := range []string{"accept", "propose", "publish"} {
		full.Posts = append(full.Posts, view.Post{Action: "/rosters/2026-11-30/" + way, Text: p.T("roster." + way), About: "30.11.2026", Hidden: map[string]string{"rev": "1"}})
	}
	full.Shifts = []rosters.RosterShift{
		{ID: "f-shift-0", Heading: heading, Where: "Kahvila", State: p.T("roster.past"), Worked: []string{"Aino"}},
		{
			ID: "f-shift-1", Heading: heading, Where: "Kahvila, Linnankatu 1", State: p.T("roster.draft"), Fields: map[string]string{"s0.id": "o-1"}, Seats: []rosters.RosterSeat{{Who: seat, Lock: lock}},
			Leaders: []view.Field{leader}, Faults: []string{fault}, Away: []rosters.RosterAway{{Value: "o-1 m1", Text: p.T("roster.away.who", "name", "Aino")}},
			Proposed: []rosters.RosterReason{{Name: "Aino", Why: []string{p.T("roster.because.wished"), p.T("roster.because.hours", "minutes", 240, "target", 960, "got", 480, "weeks", 4)}}, {Name: p.T("roster.leads", "name", "Seppo")}},
			Notes:    []string{p.N("roster.vacant", 1), p.T("roster.vacant.why", "why", p.T("roster.vacant.count", "why", p.T("roster.why.allergen"), "n", 2))},
		},
	}
	out["roster"] = full
	empty := page()
	empty.None = &view.Empty{Heading: p.T("roster.none"), Text: p.T("roster.none.text"), Action: view.Link{Text: p.T("member.list"), Href: "/members"}}
	out["roster-empty"] = empty
	out["roster-replace"] = &rosters.RosterReplace{
		Base: base(lang, p.T("roster.replace"), "/rosters/2026-11-30"), Lead: p.T("roster.replace.lead", "name", "Aino", "shift", heading), Result: p.T("roster.replace.good"),
		Changes: []rosters.RosterReason{
			{Name: p.T("roster.replace.absent", "name", "Aino", "shift", heading)},
			{Name: p.T("roster.replace.moves", "name", "Bo", "from", heading, "to", heading), Why: []string{p.T("roster.replace.because.moves"), p.T("roster.replace.because.steady")}},
		},
		Action: "/rosters/2026-11-30", Typed: []view.Pair{{Label: "rev", Text: "1"}}, Submit: p.T("roster.replace.save"), Leave: view.Link{Text: p.T("roster.replace.leave"), Href: "/rosters/2026-11-30"},
	}
}
