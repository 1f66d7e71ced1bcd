package coaching_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
)

// From the referral to the end, with every criterion met on the way: no reason is ever needed.
func TestFromReferralToTheEnd(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	w := newWorld(t, db)
	c := must2(w.Receive(ctx, kati, "matti", referral()))(t)
	if c.State != coaching.Received || c.Next.Key != "answer_referral" || c.Next.Due != "2026-11-30" || c.Next.Owner != "coach" {
		t.Errorf("received: %+v", c)
	}
	_, err := w.Receive(ctx, kati, "matti", referral())
	wantKind(t, err, marketplace.Conflict)
	c = must2(w.Answer(ctx, kati, "matti", coaching.Reply{Taken: true, Day: "2026-11-18"}))(t)
	if c.State != coaching.Engagement || c.Accepted() != "2026-11-18" || c.Referral.By != "kati" || c.Next.Key != "write_agreement" {
		t.Errorf("accepted: %+v", c)
	}
	_, err = w.Move(ctx, kati, "matti", coaching.Profiling, "")
	wantField(t, err, "reason")
	must2(w.Propose(ctx, kati, "matti", 0, agreement()))(t)
	must2(w.Agree(ctx, matti, 1, "coach"))(t)
	must2(w.Move(ctx, kati, "matti", coaching.Profiling, ""))(t)
	w.profile = confirmed()
	must2(w.Move(ctx, kati, "matti", coaching.Finding, ""))(t)
	must2(w.SavePlan(ctx, kati, "matti", 0, plan()))(t)
	must2(w.Log(ctx, kati, "matti", meeting()))(t)
	must2(w.Move(ctx, kati, "matti", coaching.Employer, ""))(t)
	must2(w.SavePaper(ctx, kati, "matti", form.Start, "", 0, filled(form.Start)))(t)
	must2(w.SavePaper(ctx, kati, "matti", form.SupportPlan, "", 0, filled(form.SupportPlan)))(t)
	must2(w.Move(ctx, kati, "matti", coaching.Support, ""))(t)
	must2(w.SavePaper(ctx, kati, "matti", form.After, "", 0, filled(form.After)))(t)
	must2(w.SavePaper(ctx, kati, "matti", form.FinalReport, "", 0, filled(form.FinalReport)))(t)
	c = must2(w.Move(ctx, kati, "matti", coaching.Ended, ""))(t)
	if c.State != coaching.Ended || c.Next.Good() || len(c.Moves) != 6 || c.OpenFor != "" {
		t.Errorf("ended: %+v", c)
	}
	var types []string
	for _, f := range facts(t, db) {
		types = append(types, f.Type)
		if text := fmt.Sprint(f); strings.Contains(text, "Teksti") || strings.Contains(text, "Töitä") || strings.Contains(text, "Kaneli") || f.Org != "turku" {
			t.Errorf("a fact says too much: %s", text)
		}
	}
	for _, want := range []string{"course.received", "course.accepted", "course.agreement_written", "course.agreement_agreed", "course.moved", "course.plan_saved", "meeting.logged", "course.paper_saved", "course.ended"} {
		if !slices.Contains(types, want) {
			t.Errorf("no fact %s in %v", want, types)
		}
	}
}

// A phase says which of its criteria hold, from what, and since when.
func TestCriteria(t *testing.T) {
	placement := coaching.Placement{ID: "p1", Organisation: "Kahvila", Start: "2026-11-20"}
	start := coaching.Paper{Kind: form.Start, Day: "2026-11-22", Values: map[string]string{"from": "2026-12-01"}}
	agreed := coaching.Course{Agreements: []coaching.Agreement{{AgreementText: agreement(), Number: 1, Agreed: "2026-11-19"}, {Number: 2}}}
	met := coaching.Meeting{MeetingInput: coaching.MeetingInput{Day: "2026-11-21", Face: true}}
	phoned := coaching.Meeting{MeetingInput: coaching.MeetingInput{Day: "2026-11-21"}}
	for name, tc := range map[string]struct {
		course coaching.Course
		known  coaching.Known
		phase  coaching.State
		key    string
		holds  bool
		from   string
		on     marketplace.Date
	}{
		"no agreement":                 {phase: coaching.Engagement, key: "agreement_agreed", from: "agreement"},
		"the version of before counts": {course: agreed, phase: coaching.Engagement, key: "agreement_agreed", holds: true, from: "agreement", on: "2026-11-19"},
		"wish not asked":               {phase: coaching.Engagement, key: "wish_asked", from: "referral"},
		"a no is an answer":            {course: coaching.Course{Referral: coaching.Referral{Wish: "not_now"}}, phase: coaching.Engagement, key: "wish_asked", holds: true, from: "referral"},
		"profile a draft":              {known: coaching.Known{Profile: profile.Version{Number: 1}}, phase: coaching.Profiling, key: "profile_confirmed", from: "profile"},
		"profile confirmed":            {known: coaching.Known{Profile: confirmed()}, phase: coaching.Finding, key: "profile_confirmed", holds: true, from: "profile"},
		"a goal by occupation":         {known: coaching.Known{Profile: profile.Version{Content: profile.Content{Goal: profile.Goal{Occupations: []string{"x"}}}}}, phase: coaching.Profiling, key: "goal_known", holds: true, from: "profile"},
		"a plan without steps":         {course: coaching.Course{Plan: coaching.Plan{Number: 1, Goals: []string{"x"}}}, phase: coaching.Finding, key: "plan_written", from: "search_plan"},
		"by telephone is not met":      {known: coaching.Known{Meetings: []coaching.Meeting{phoned}}, phase: coaching.Finding, key: "employer_met", from: "meeting"},
		"met":                          {known: coaching.Known{Meetings: []coaching.Meeting{phoned, met}}, phase: coaching.Finding, key: "employer_met", holds: true, from: "meeting", on: "2026-11-21"},
		"work by a placement":          {known: coaching.Known{Placements: []coaching.Placement{placement}}, phase: coaching.Employer, key: "work_agreed", holds: true, from: "placement", on: "2026-11-20"},
		"a placement of before":        {course: coaching.Course{Referral: coaching.Referral{Received: "2026-11-21"}}, known: coaching.Known{Placements: []coaching.Placement{placement}}, phase: coaching.Employer, key: "work_agreed", from: "meeting"},
		"starts later":                 {course: coaching.Course{Papers: []coaching.Paper{start}}, known: coaching.Known{Today: "2026-11-30"}, phase: coaching.Support, key: "work_started", from: "start"},
		"started":                      {course: coaching.Course{Papers: []coaching.Paper{start}}, known: coaching.Known{Today: "2026-12-01"}, phase: coaching.Support, key: "work_started", holds: true, from: "start", on: "2026-12-01"},
		"nothing on telling":           {course: coaching.Course{Agreements: []coaching.Agreement{{AgreementText: coaching.AgreementText{Goals: "x"}, Agreed: "2026-11-19"}}}, phase: coaching.Employer, key: "telling_agreed", from: "agreement"},
	} {
		got := coaching.Criterion{}
		for _, c := range tc.course.Criteria(tc.phase, tc.known) {
			if c.Key == tc.key {
				got = c
			}
		}
		if got.Key != tc.key || got.Holds != tc.holds || got.From != tc.from || got.On != tc.on {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The step agreed in a note becomes the next one, once, and does not overtake what was set later.
func TestStepsOfNotes(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Engagement)
	must2(w.Write(ctx, kati, "matti", coaching.NoteInput{Kind: "phone", Line: "Sovittiin soitosta", Minutes: 5, Step: &coaching.StepInput{Text: "Soita", Due: "2026-11-25", Owner: "client"}}))(t)
	w.carry(t)
	c := must2(w.View(ctx, kati, "matti"))(t).Course
	if c.Next.Text != "Soita" || c.Next.Due != "2026-11-25" || c.Next.Owner != "client" || len(c.Before) != 2 {
		t.Errorf("%+v", c)
	}
	m := meeting()
	m.Step = &coaching.StepInput{Text: "Vanha", Due: "2026-11-26"}
	must2(w.Log(ctx, kati, "matti", m))(t)
	must2(w.SetNext(ctx, kati, "matti", coaching.StepInput{Text: "Uudempi", Due: "2026-11-27", Owner: "together"}))(t)
	w.carry(t)
	if c := must2(w.View(ctx, kati, "matti"))(t).Course; c.Next.Text != "Uudempi" {
		t.Errorf("overtaken: %+v", c.Next)
	}
	_, err := w.SetNext(ctx, kati, "matti", coaching.StepInput{Text: "x", Due: "2026-11-22", Owner: "coach"})
	wantField(t, err, "due")
}

// A step that was agreed before a move, and is carried after it, wins over what the program proposes then.
func TestAgreedStepsWinOverProposals(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Engagement)
	must2(w.Write(ctx, kati, "matti", coaching.NoteInput{Kind: "phone", Line: "x", Step: &coaching.StepInput{Text: "Soita", Due: "2026-11-25"}}))(t)
	must2(w.Move(ctx, kati, "matti", coaching.Profiling, "Sovittu yhdessä"))(t)
	w.carry(t)
	if c := must2(w.View(ctx, kati, "matti"))(t).Course; c.Next.Text != "Soita" || c.Next.Owner != "coach" {
		t.Errorf("%+v", c.Next)
	}
}

// What was agreed counts until the client has said yes to the next version; the yes is to the version shown.
func TestAgreementVersions(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Engagement)
	_, err := w.Agree(ctx, matti, 1, "alone")
	wantKind(t, err, marketplace.NotFound)
	must2(w.Propose(ctx, kati, "matti", 0, agreement()))(t)
	_, err = w.Propose(ctx, kati, "matti", 0, agreement())
	wantKind(t, err, marketplace.Stale)
	mine := must2(w.Talk(ctx, matti, 1))(t)
	if mine.Agreements[0].Talk.IsZero() || mine.Agreements[0].Agreed != "" {
		t.Errorf("talk: %+v", mine.Agreements)
	}
	_, err = w.Agree(ctx, matti, 1, "the boss")
	wantField(t, err, "present")
	must2(w.Agree(ctx, matti, 1, "alone"))(t)
	_, err = w.Agree(ctx, matti, 1, "alone")
	wantKind(t, err, marketplace.Conflict)
	text := agreement()
	text.Goals = "Muu työ"
	c := must2(w.Propose(ctx, kati, "matti", 1, text))(t)
	if a, ok := c.Agreed(); !ok || a.Number != 1 || a.Way != "client" || a.Present != "alone" {
		t.Errorf("in force: %+v", a)
	}
	_, err = w.Agree(ctx, matti, 1, "alone")
	wantKind(t, err, marketplace.Stale)
	_, err = w.Confirm(ctx, kati, "matti", 2, "", "2026-11-23")
	wantField(t, err, "present")
	c = must2(w.Confirm(ctx, kati, "matti", 2, "Matti, Kati ja Matin sisko", "2026-11-22"))(t)
	if a, _ := c.Agreed(); a.Number != 2 || a.Way != "together" || a.Goals != "Muu työ" || a.Agreed != "2026-11-22" {
		t.Errorf("in force: %+v", a)
	}
}

// Every form exists, takes what a coach writes, can be corrected, and keeps what was known that day.
func TestEveryPaper(t *testing.T) {
	ctx := t.Context()
	if len(form.Kinds()) != 12 || len(form.Papers()) != 8 {
		t.Fatalf("%v, %v", form.Kinds(), form.Papers())
	}
	for _, kind := range form.Papers() {
		w := newWorld(t, memory(t))
		w.profile = confirmed()
		w.reach(t, coaching.Support)
		d, _ := form.Definition(kind)
		p := must2(w.SavePaper(ctx, kati, "matti", kind, "", 0, filled(kind)))(t)
		if p.Number != 1 || p.ID == "" || !cmp.Equal(p.Values, filled(kind).Values) {
			t.Errorf("%s: %+v", kind, p)
		}
		again := filled(kind)
		again.Present = "Kaikki"
		if p = must2(w.SavePaper(ctx, kati, "matti", kind, p.ID, 1, again))(t); p.Number != 2 || p.Present != "Kaikki" {
			t.Errorf("%s corrected: %+v", kind, p)
		}
		_, err := w.SavePaper(ctx, kati, "matti", kind, p.ID, 1, again)
		wantKind(t, err, marketplace.Stale)
		_, err = w.SavePaper(ctx, kati, "matti", kind, "nobody-has-this", 0, again)
		wantKind(t, err, marketplace.NotFound)
		_, second := w.SavePaper(ctx, kati, "matti", kind, "", 0, again)
		if d.Repeats != (second == nil) {
			t.Errorf("a second %s: %v", kind, second)
		}
		f := must2(w.Form(ctx, kati, "matti", kind, p.ID))(t)
		if f.Paper.Number != 2 || !cmp.Equal(f.Paper.Lines, f.Now) {
			t.Errorf("%s read: %+v", kind, f)
		}
		for _, field := range d.Fields {
			bad := filled(kind)
			bad.Values[field.Key] = map[form.FieldType]string{form.DateField: "soon", form.NumberField: "-1", form.ChoiceField: "x"}[field.Type]
			if bad.Values[field.Key] == "" {
				bad.Values[field.Key] = strings.Repeat("ä", 2001)
			}
			_, err := w.SavePaper(ctx, kati, "matti", kind, p.ID, 2, bad)
			wantField(t, err, field.Key)
		}
		stray := filled(kind)
		stray.Values["diagnosis"] = "x"
		_, err = w.SavePaper(ctx, kati, "matti", kind, p.ID, 2, stray)
		wantField(t, err, "diagnosis")
	}
}

// The forms are filled from what is known; what nobody has asked stands there as not asked.
func TestFormsAreFilled(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Employer)
	line := func(k form.Kind, key string) []string {
		for _, l := range must2(w.Form(ctx, kati, "matti", k, ""))(t).Now {
			if l.Key == key {
				return l.Values
			}
		}
		t.Errorf("%s has no line %s", k, key)
		return nil
	}
	for k, key := range map[form.Kind]string{form.Profile: "strengths", form.Start: "workplace", form.FinalReport: "work_ability.first"} {
		if got := line(k, key); got != nil {
			t.Errorf("%s of %s is %v, nobody was asked", key, k, got)
		}
	}
	w.profile = confirmed()
	w.profile.Content.Certificates = matching.Chosen()
	w.placements = []coaching.Placement{{ID: "p0", Organisation: "Ennen", Start: "2020-01-01"}, {ID: "p1", Organisation: "Kahvila Kaneli", Title: "Tiskaaja", Start: "2026-11-30", WeekMinutes: 1200}}
	w.measures = []coaching.Measure{{Key: "work_ability", First: "5"}}
	must2(w.Log(ctx, kati, "matti", meeting()))(t)
	must2(w.Write(ctx, kati, "matti", coaching.NoteInput{Kind: "talk", Line: "x", Minutes: 15}))(t)
	for key, want := range map[string][]string{
		"work_ability.first": {"5"}, "work_ability.last": nil, "return_efficacy.first": nil, "meetings": {"1"}, "faces": {"1"}, "notes": {"1"}, "minutes": {"60"},
		"first_meeting": {"2026-11-23"}, "days_to_meeting": {"0"}, "starts": {"1"}, "received": {"2026-11-16"}, "agreed": nil, "workplace": {"Kahvila Kaneli"},
	} {
		if got := line(form.FinalReport, key); !cmp.Equal(got, want) {
			t.Errorf("%s: %v, want %v", key, got, want)
		}
	}
	if got := line(form.Profile, "certificates"); got == nil || len(got) != 0 {
		t.Errorf("asked, and none: %#v", got)
	}
	f := must2(w.Form(ctx, kati, "matti", form.Start, ""))(t)
	want := map[string]string{"organisation": "Kahvila Kaneli", "title": "Tiskaaja", "from": "2026-11-30", "hours": "20"}
	if f.Paper.Number != 0 || !cmp.Equal(f.Paper.Values, want) {
		t.Errorf("%+v", f.Paper.Values)
	}
}

func TestFirstContact(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Finding)
	v := must2(w.View(ctx, kati, "matti"))(t)
	if got := v.Course.FirstContact(v.Known); got.Due != "2026-12-23" || got.Met != "" {
		t.Errorf("%+v", got)
	}
	must2(w.Log(ctx, kati, "matti", meeting()))(t)
	v = must2(w.View(ctx, kati, "matti"))(t)
	if got := v.Course.FirstContact(v.Known); got.Met != "2026-11-23" {
		t.Errorf("%+v", got)
	}
}

// Contacts are counted by the week from Monday to Sunday.
func TestContacts(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Finding)
	for day, face := range map[marketplace.Date]bool{"2026-11-15": true, "2026-11-16": true, "2026-11-22": false, "2026-11-23": true, "2026-11-09": true} {
		m := meeting()
		m.Day, m.Face = day, face
		must2(w.Log(ctx, kati, "matti", m))(t)
	}
	got := must2(w.Contacts(ctx, kati, "2026-11-15", "2026-11-23"))(t)
	want := []coaching.Week{{Monday: "2026-11-23", Meetings: 1, Faces: 1}, {Monday: "2026-11-16", Meetings: 2, Faces: 1}, {Monday: "2026-11-09", Meetings: 1, Faces: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := must2(w.Contacts(ctx, kalle, "2026-11-01", "2026-11-30"))(t); len(got) != 0 {
		t.Errorf("a colleague's: %v", got)
	}
}

// Only the client's own coach works with a course, only the client says yes, and every read is recorded.
func TestWhoMay(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Engagement)
	must2(w.Propose(ctx, kati, "matti", 0, agreement()))(t)
	m := must2(w.Log(ctx, kati, "matti", meeting()))(t)
	n := must2(w.Write(ctx, kati, "matti", coaching.NoteInput{Kind: "talk", Line: "x"}))(t)
	verbs := map[string]func(marketplace.Actor) error{
		"view":    func(a marketplace.Actor) error { _, err := w.View(ctx, a, "matti"); return err },
		"form":    func(a marketplace.Actor) error { _, err := w.Form(ctx, a, "matti", form.After, ""); return err },
		"receive": func(a marketplace.Actor) error { _, err := w.Receive(ctx, a, "matti", referral()); return err },
		"answer": func(a marketplace.Actor) error {
			_, err := w.Answer(ctx, a, "matti", coaching.Reply{Taken: true})
			return err
		},
		"move": func(a marketplace.Actor) error { _, err := w.Move(ctx, a, "matti", coaching.Ended, "x"); return err },
		"next": func(a marketplace.Actor) error {
			_, err := w.SetNext(ctx, a, "matti", coaching.StepInput{Text: "x", Due: "2026-12-01"})
			return err
		},
		"plan": func(a marketplace.Actor) error { _, err := w.SavePlan(ctx, a, "matti", 0, plan()); return err },
		"paper": func(a marketplace.Actor) error {
			_, err := w.SavePaper(ctx, a, "matti", form.After, "", 0, filled(form.After))
			return err
		},
		"propose": func(a marketplace.Actor) error { _, err := w.Propose(ctx, a, "matti", 1, agreement()); return err },
		"confirm": func(a marketplace.Actor) error {
			_, err := w.Confirm(ctx, a, "matti", 1, "x", "2026-11-23")
			return err
		},
		"note": func(a marketplace.Actor) error {
			_, err := w.Write(ctx, a, "matti", coaching.NoteInput{Kind: "talk", Line: "x"})
			return err
		},
		"one note": func(a marketplace.Actor) error { _, err := w.Note(ctx, a, n.ID); return err },
		"correct a note": func(a marketplace.Actor) error {
			_, err := w.CorrectNote(ctx, a, n.ID, 1, coaching.NoteInput{Kind: "talk", Line: "y"})
			return err
		},
		"notes":    func(a marketplace.Actor) error { _, err := w.Notes(ctx, a, "matti", marketplace.Page{}); return err },
		"log":      func(a marketplace.Actor) error { _, err := w.Log(ctx, a, "matti", meeting()); return err },
		"meetings": func(a marketplace.Actor) error { _, err := w.Meetings(ctx, a, "matti", marketplace.Page{}); return err },
		"meeting":  func(a marketplace.Actor) error { _, err := w.Meeting(ctx, a, m.ID); return err },
		"correct":  func(a marketplace.Actor) error { _, err := w.CorrectMeeting(ctx, a, m.ID, 1, meeting()); return err },
	}
	for name, verb := range verbs {
		for kind, who := range map[marketplace.Kind][]marketplace.Actor{marketplace.Forbidden: {oona, aino, matti}, marketplace.NotFound: {kalle}, marketplace.Unauthenticated: {{}}} {
			for _, a := range who {
				if err := verb(a); !marketplace.IsKind(err, kind) {
					t.Errorf("%s by %+v: %v", name, a, err)
				}
			}
		}
	}
	for _, a := range []marketplace.Actor{kati, oona, aino, system, {}} {
		_, mine := w.Mine(ctx, a)
		_, yes := w.Agree(ctx, a, 1, "alone")
		_, talk := w.Talk(ctx, a, 1)
		if mine == nil || yes == nil || talk == nil {
			t.Errorf("%+v: %v %v %v", a, mine, yes, talk)
		}
	}
	if mine, err := w.Mine(ctx, minna); err != nil || mine.State != "" {
		t.Errorf("another client: %+v %v", mine, err)
	}
	if c := must2(w.View(ctx, kati, "matti"))(t).Course; c.State != coaching.Engagement || len(c.Moves) != 1 || c.Agreements[0].Agreed != "" {
		t.Errorf("after all that: %+v", c)
	}
	before := len(facts(t, w.db))
	must2(w.Notes(ctx, kati, "matti", marketplace.Page{}))(t)
	must2(w.Meeting(ctx, kati, m.ID))(t)
	if after := facts(t, w.db); len(after) != before+2 || after[len(after)-1].Type != "data.read" || after[len(after)-1].Subject != "clients/matti" {
		t.Errorf("%d reads", len(after)-before)
	}
	if w.purposes = nil; must2(w.Form(ctx, kati, "matti", form.After, ""))(t).Paper.Kind != form.After || !slices.Equal(w.purposes, []string{"coaching_form"}) {
		t.Errorf("purposes %v", w.purposes)
	}
}

// What a client reads holds the agreement, the plans and the report, and neither notes nor meetings nor the start of work.
func TestMine(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Support)
	for _, k := range form.Papers() {
		must2(w.SavePaper(ctx, kati, "matti", k, "", 0, filled(k)))(t)
	}
	mine := must2(w.Mine(ctx, matti))(t)
	var kinds []form.Kind
	for _, p := range mine.Papers {
		kinds = append(kinds, p.Kind)
	}
	if want := []form.Kind{"profile", "support_plan", "study_plan", "after", "final_report"}; !slices.Equal(kinds, want) || mine.State != coaching.Support || !mine.Next.Good() {
		t.Errorf("%v %+v", kinds, mine)
	}
}

func TestWrongInput(t *testing.T) {
	ctx := t.Context()
	for field, change := range map[string]func(*coaching.Referral){
		"from": func(r *coaching.Referral) { r.From = "king" }, "basis": func(r *coaching.Referral) { r.Basis = "x" }, "wish": func(r *coaching.Referral) { r.Wish = "x" },
		"received": func(r *coaching.Referral) { r.Received = "2027-01-01" }, "name": func(r *coaching.Referral) { r.Name = strings.Repeat("x", 121) },
	} {
		r := referral()
		change(&r)
		_, err := newWorld(t, memory(t)).Receive(ctx, kati, "matti", r)
		wantField(t, err, field)
	}
	w := newWorld(t, memory(t))
	w.reach(t, coaching.Received)
	_, err := w.Answer(ctx, kati, "matti", coaching.Reply{})
	wantField(t, err, "why")
	_, err = w.Answer(ctx, kati, "matti", coaching.Reply{Taken: true, Day: "2026-11-15"})
	wantField(t, err, "day")
	_, err = w.Propose(ctx, kati, "matti", 0, agreement())
	wantKind(t, err, marketplace.Conflict)
	must2(w.Answer(ctx, kati, "matti", coaching.Reply{Taken: true}))(t)
	_, err = w.Propose(ctx, kati, "matti", 0, coaching.AgreementText{})
	wantField(t, err, "goals")
	p := plan()
	p.Steps[0].Who = "boss"
	_, err = w.SavePlan(ctx, kati, "matti", 0, p)
	wantField(t, err, "steps[0].who")
	for field, in := range map[string]coaching.NoteInput{
		"kind": {Line: "x"}, "line": {Kind: "talk"}, "minutes": {Kind: "talk", Line: "x", Minutes: 601}, "day": {Kind: "talk", Line: "x", Day: "2026-11-25"},
		"step.due": {Kind: "talk", Line: "x", Step: &coaching.StepInput{Text: "y"}},
	} {
		_, err := w.Write(ctx, kati, "matti", in)
		wantField(t, err, field)
	}
	for field, change := range map[string]func(*coaching.MeetingInput){
		"organisation": func(m *coaching.MeetingInput) { m.Organisation = " " }, "kind": func(m *coaching.MeetingInput) { m.Kind = "" },
		"outcome": func(m *coaching.MeetingInput) { m.Outcome = "rich" }, "day": func(m *coaching.MeetingInput) { m.Day = "" },
	} {
		m := meeting()
		change(&m)
		_, err := w.Log(ctx, kati, "matti", m)
		wantField(t, err, field)
	}
	m := must2(w.Log(ctx, kati, "matti", meeting()))(t)
	fixed := meeting()
	fixed.Minutes = 30
	e := must2(w.CorrectMeeting(ctx, kati, m.ID, 1, fixed))(t)
	if e.Value.Minutes != 30 || e.Value.Coach != "kati" || e.Rev != 2 {
		t.Errorf("%+v", e)
	}
	_, err = w.CorrectMeeting(ctx, kati, m.ID, 1, fixed)
	wantKind(t, err, marketplace.Stale)
}
