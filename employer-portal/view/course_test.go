package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

// coursePages are the pages of the coaching process.
func coursePages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	client := view.Link{Text: "Aino Lehtonen", Href: "/clients/c1"}
	forms := []view.CourseForm{
		{Name: p.T("course.form.referral"), State: p.T("course.form.saved", "day", "1.11.2026"), Links: []view.Link{{Text: p.T("course.form.print"), Href: "/clients/c1/course/print/referral"}, {Text: p.T("course.form.change"), Href: "/clients/c1/course/referral"}}},
		{Name: p.T("course.form.final_report"), State: p.T("course.form.none"), Links: []view.Link{{Text: p.T("course.form.write"), Href: "/clients/c1/course/forms/final_report"}}},
	}
	out["course"] = &view.Course{
		Base: base(lang, p.T("course"), "/clients/c1/course"), Client: client, State: p.T("course.state.finding"), Forms: forms,
		Next:    &view.NextStep{Text: p.T("course.step.meet_employer"), Due: p.T("course.due", "day", "1.12.2026"), Owner: p.T("course.owner.coach"), Late: true, Change: view.Link{Text: p.T("course.next.change"), Href: "/clients/c1/course/next"}},
		First:   &view.FirstContact{Text: p.T("course.first.due", "day", "1.12.2026"), Section: "IPS-25, 15", Rule: view.Link{Text: "IP-03", Href: "/rules/coaching_quality.first_contact"}},
		Phases:  []view.CoursePhase{{Name: p.T("course.state.finding"), About: p.T("course.about.finding"), State: p.T("course.now", "day", "1.11.2026"), Href: "/clients/c1/course/phases/finding", Current: true}},
		Moves:   []view.MoveRow{{Text: p.T("course.move.line", "day", "1.11.2026", "from", "A", "to", "B"), Unmet: []string{p.T("course.missing.plan_written")}, Reason: "Sovittu yhdessä"}},
		Actions: []view.Link{{Text: p.T("course.note.new"), Href: "/clients/c1/notes/new"}},
	}
	out["course-none"] = &view.Course{
		Base: base(lang, p.T("course"), "/clients/c1/course"), Client: client,
		Empty: &view.Empty{Heading: p.T("course.none"), Text: p.T("course.none.text"), Action: view.Link{Text: p.T("course.start"), Href: "/clients/c1/course/referral"}},
	}
	out["phase"] = &view.Phase{
		Base: base(lang, p.T("course.state.engagement"), "/clients/c1/course/phases/engagement"), Client: client, About: p.T("course.about.engagement"), State: p.T("course.been"), Forms: forms,
		Groups: []view.CriteriaGroup{{Heading: p.T("course.criteria.exit"), Rows: []view.CriterionRow{
			{Text: p.T("course.criterion.wish_asked"), State: p.T("course.holds"), Tone: "good", Note: p.T("course.known_from", "from", p.T("course.from.referral"))},
			{Text: p.T("course.criterion.agreement_agreed"), State: p.T("course.lacks"), Tone: "warm", Note: p.T("course.missing.agreement_agreed"), Do: &view.Link{Text: p.T("course.mend", "from", p.T("course.from.agreement")), Href: "/clients/c1/course/agreement"}},
		}}},
		Moves: []view.Link{{Text: p.T("course.move.end"), Href: "/clients/c1/course/move/ended"}},
	}
	f := view.NewForm(lang, url.Values{}, []marketplace.FieldError{{Field: "line", Key: "field.required"}})
	out["paper_edit"] = &view.PaperEdit{
		Base: base(lang, p.T("course.note.new"), "/clients/c1/notes/new"), Client: client, Intro: p.T("course.intro.gig"), Action: "/clients/c1/notes/new", Submit: p.T("save"), Hidden: map[string]string{"base": "1"},
		Fields: []view.Field{f.Input("line", "portal.course.f.note.line").Must().WithHint(p.T("course.no_health"))},
		Rows: []view.RowGroup{{Heading: p.T("course.f.search_plan.steps"), Hint: p.T("course.f.search_plan.steps.hint"), Add: "steps", AddText: p.T("course.f.search_plan.add"), Rows: []view.Row{
			{Legend: p.T("course.f.search_plan.step", "n", 1), Fields: []view.Field{f.Input("steps[0].text", "portal.course.next.text")}},
		}}},
		KnownTitle: p.T("course.known"), Known: []view.Pair{{Label: p.T("course.line.goal"), Text: p.T("course.not_asked")}}, More: []view.Link{{Text: p.T("course.confirm"), Href: "/clients/c1/course/agreement/confirm"}},
	}
	out["paper"] = &view.Paper{
		Base: base(lang, p.T("course.form.final_report"), "/clients/c1/course/print/final_report"), Service: "Kaksoissilta", Facts: []view.Pair{{Label: p.T("course.day"), Text: "1.11.2026"}},
		KnownTitle: p.T("course.known.then"), Known: []view.Pair{{Label: p.T("course.line.work_ability.first"), Text: p.T("course.not_asked")}},
		Sections: []view.Pair{{Label: p.T("course.f.final_report.activity"), Text: "Yksi\nKaksi"}}, Signed: []string{p.T("course.sign.client"), p.T("course.sign.coach")},
		Links: []view.Link{{Text: p.T("course.form.change"), Href: "/clients/c1/course/forms/final_report"}},
	}
	out["course_log"] = &view.CourseLog{
		Base: base(lang, p.T("course.meetings"), "/clients/c1/meetings"), Client: client, Lead: p.T("course.meetings.lead"), New: view.Link{Text: p.T("course.meeting.new"), Href: "/clients/c1/meetings/new"},
		Counts: []view.Pair{{Label: p.T("course.week", "day", "1.11.2026"), Text: p.T("course.week.count", "n", 2, "faces", 1)}}, Older: "/clients/c1/meetings?after=x",
		Rows: []view.LogRow{{Title: "1.11.2026, Ravintola Kaislaranta", Lines: []string{p.T("course.face.yes")}, Change: []view.Link{{Text: p.T("course.form.change"), Href: "/clients/c1/meetings/m1"}}}, {
			Title: "2.11.2026, Puhelu", Lines: []string{"Soitin kahvilaan"}, Change: []view.Link{{Text: p.T("course.note.correct"), Href: "/clients/c1/notes/n1"}},
			Earlier: p.T("course.note.earlier", "day", "3.11.2026"), Before: []view.Pair{{Label: p.T("course.note.was", "who", "Maija", "day", "2.11.2026"), Text: "Soitin kahvillaan"}},
		}},
	}
	out["course_log-none"] = &view.CourseLog{
		Base: base(lang, p.T("course.notes"), "/clients/c1/notes"), Client: client, New: view.Link{Text: p.T("course.note.new"), Href: "/clients/c1/notes/new"}, Empty: p.T("course.notes.none"),
	}
}
