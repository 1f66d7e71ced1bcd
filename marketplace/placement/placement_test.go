package placement_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// From a plan that a gate refuses to keeping in touch afterwards.
func TestTheWholeWay(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	w := newWorld(t, db)
	long := trial()
	long.Terms.End = "2027-06-30"
	_, err := w.Begin(ctx, kati, placement.Beginning{Client: "matti", Task: "dishes", Draft: long})
	refusal := marketplace.AsError(err)
	if refusal.Kind != marketplace.Invalid || len(refusal.Fields) != 1 || refusal.Fields[0].Field != "end" || refusal.Fields[0].Args["rule"] != "work_trial.max_total" || refusal.Fields[0].Args["section"] == "" {
		t.Fatalf("a trial of seven months: %+v", refusal)
	}
	id := w.proposed(t, trial())
	_, err = w.Begun(ctx, kati, id)
	wantKind(t, err, marketplace.Conflict)
	w.yes(t, id, 1)
	if p := w.get(t, id); p.State != placement.Agreed {
		t.Fatalf("after three yes: %s", p.State)
	}
	_, err = w.Begun(ctx, kati, id)
	wantKind(t, err, marketplace.Invalid) // no plan
	_ = must(w.SavePlan(ctx, kati, id, plan()))
	e := must(w.Begun(ctx, kati, id))
	if e.Value.State != placement.Running || e.Value.Started != "2026-11-23" || e.Value.Next != "2026-12-07" {
		t.Errorf("running: %s %s %s", e.Value.State, e.Value.Started, e.Value.Next)
	}
	e = must(w.AddVisit(ctx, kati, id, support.Visit{Date: "2026-11-27", Minutes: 60, OnJob: true}))
	if e.Value.Next != "2026-11-27" {
		t.Errorf("next: %s", e.Value.Next)
	}
	w.now = w.now.AddDate(0, 0, 4)
	held := e.Value.Visits[0]
	held.State, held.Note = support.Held, "Sujui hyvin."
	e = must(w.ChangeVisit(ctx, kati, id, held.ID, held))
	if e.Value.Next != "2026-12-11" {
		t.Errorf("next after the visit: %s", e.Value.Next)
	}
	level := 3
	e = must(w.Observe(ctx, kati, id, support.Observation{Dimension: "standing", Level: &level, Seen: "Seisoi koko vuoron.", SeenBy: "mentor"}))
	_, err = w.Finish(ctx, kati, id, placement.Ending{Reason: "other"})
	wantKind(t, err, marketplace.Invalid)
	e = must(w.Finish(ctx, kati, id, placement.Ending{Reason: "hired", Lessons: "Rutiini auttoi."}))
	if e.Value.State != placement.Ended || e.Value.Next != "" {
		t.Errorf("ended: %s, next %q", e.Value.State, e.Value.Next)
	}
	e = must(w.KeepInTouch(ctx, kati, id, placement.CarePlan{Plan: "Soitto kerran kuussa", Next: "2026-12-27"}))
	if e.Value.State != placement.AfterCare || e.Value.Next != "2026-12-27" {
		t.Errorf("after-care: %s, next %q", e.Value.State, e.Value.Next)
	}
	_ = must(w.Close(ctx, kati, id))
	want := []string{
		"placement.planned", "placement.proposed", "placement.answered", "placement.answered", "placement.agreed", "placement.plan_saved", "placement.started",
		"placement.visit_planned", "placement.visit_held", "placement.observed", "placement.ended", "placement.after_care_planned", "placement.closed",
	}
	list := facts(t, db)
	if diff := cmp.Diff(want, types(list)); diff != "" {
		t.Error(diff)
	}
	seen := list[9]
	if seen.Data["dimension"] != "standing" || seen.Data["level"] != "3" || seen.Data["client"] != "matti" || seen.Data["observation"] == "" {
		t.Errorf("what was seen: %+v", seen)
	}
	if text := string(must(json.Marshal(list))); strings.Contains(text, "Seisoi") || strings.Contains(text, "Sujui") || strings.Contains(text, "Rutiini") || !strings.Contains(text, "work_trial.max_total") {
		t.Errorf("the facts say %s", text)
	}
}

// Nobody answers for somebody else, and what is foreign is not there.
func TestWhoMay(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	id := w.proposed(t, draft())
	yes := placement.Reply{Version: 1, Yes: true, Present: "alone"}
	forged := person("matti", "turku", marketplace.RoleCoach, marketplace.RoleOwner)
	for _, a := range []marketplace.Actor{kati, forged, oona, aino, system} {
		_, err := w.AgreeAsClient(ctx, a, id, yes)
		wantKind(t, err, marketplace.Forbidden)
	}
	for _, a := range []marketplace.Actor{kati, matti, system} {
		_, err := w.AgreeAsEmployer(ctx, a, id, yes)
		wantKind(t, err, marketplace.Forbidden)
	}
	for _, a := range []marketplace.Actor{aino, matti, oona, system} {
		_, err := w.AgreeAsCoach(ctx, a, id, yes)
		wantKind(t, err, marketplace.Forbidden)
	}
	for name, err := range map[string]error{
		"another client":        second(w.AgreeAsClient(ctx, minna, id, yes)),
		"another client reads":  second(w.My(ctx, minna, id)),
		"another employer":      second(w.AgreeAsEmployer(ctx, rival, id, yes)),
		"another firm reads":    second(w.ForEmployer(ctx, rival, id)),
		"a colleague":           second(w.Get(ctx, kalle, id)),
		"another provider":      second(w.Get(ctx, vera, id)),
		"a colleague changes":   second(w.Change(ctx, kalle, id, 2, draft())),
		"a colleague observes":  second(w.Observe(ctx, kalle, id, support.Observation{})),
		"a colleague's listing": second(w.OfClient(ctx, kalle, "matti", marketplace.Page{})),
		"nobody":                second(w.ForEmployer(ctx, aino, "none")),
	} {
		if !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p := w.get(t, id); len(p.Versions[0].Answers) != 0 {
		t.Errorf("answers: %+v", p.Versions[0].Answers)
	}
	w.coach = "kalle" // the client is handed over, and the placement goes along
	_ = must(w.Get(ctx, kalle, id))
	_, err := w.Get(ctx, kati, id)
	wantKind(t, err, marketplace.NotFound)
}

func second[T any](_ T, err error) error { return err }

// Until something is put before them, neither employer nor client sees that there is a plan.
func TestAPlanIsTheCoachsOwn(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	id := w.begin(t, draft())
	for _, err := range []error{second(w.ForEmployer(ctx, aino, id)), second(w.My(ctx, matti, id))} {
		wantKind(t, err, marketplace.NotFound)
	}
	if l := must(w.OfEmployer(ctx, aino, marketplace.Page{})); len(l.Items) != 0 {
		t.Errorf("%+v", l)
	}
	if l := must(w.Mine(ctx, matti, marketplace.Page{})); len(l.Items) != 0 {
		t.Errorf("%+v", l)
	}
}

// A blocked gate is passed by nobody; what a rule of low confidence asks needs a named person and a reason, and counts for
// exactly what was found.
func TestApprovals(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	d := draft()
	d.About.Age = ""
	d.Terms.Days, d.Terms.DayMinutes, d.Terms.WeekMinutes = 5, 540, 2700
	id := w.begin(t, d)
	_, err := w.Approve(ctx, kati, id, "young_workers.minimum_age/tell_age", "Tunnen hänet.")
	wantKind(t, err, marketplace.Conflict)
	d.About.Age = gate.Adult
	e := must(w.Change(ctx, kati, id, 1, d))
	_, err = w.Propose(ctx, kati, id)
	wantKind(t, err, marketplace.Invalid)
	_, err = w.Approve(ctx, kati, id, "working_time.regular/shorten_day", "  ")
	wantKind(t, err, marketplace.Invalid)
	for _, key := range []string{"working_time.regular/shorten_day", "working_time.regular/shorten_week"} {
		e = must(w.Approve(ctx, kati, id, key, "Työehtosopimus sallii."))
	}
	if a := e.Value.Approvals[0]; a.By != "kati" || a.Reason != "Työehtosopimus sallii." || a.At.IsZero() || a.Finding.Rule != "working_time.regular" {
		t.Errorf("%+v", a)
	}
	_ = must(w.Propose(ctx, kati, id))
	_, err = w.Approve(ctx, system, id, "working_time.regular/shorten_day", "x")
	wantKind(t, err, marketplace.Forbidden)
}

// What breaks a limit is not saved: not as a plan, not as a change, not as a shift.
func TestLimitsHoldWhenSaved(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	w := newWorld(t, db)
	id := w.running(t, trial())
	e := must(w.Get(ctx, system, id))
	bad := trial()
	bad.Terms.DayMinutes, bad.Terms.WeekMinutes = 180, 720
	_, err := w.Change(ctx, kati, id, e.Rev, bad)
	wantKind(t, err, marketplace.Invalid)
	if now := must(w.Get(ctx, system, id)); now.Rev != e.Rev {
		t.Error("saved")
	}
	d := draft()
	d.Terms.Form, d.About.Age, d.Terms.Break = "gig", gate.Young, 30
	gig := w.begin(t, d)
	_, err = w.AddJob(ctx, kati, gig, placement.Job{Date: "2026-11-28", From: 20 * 60, Minutes: 180, Cents: 5000})
	if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Args["rule"] != "young_workers.fifteen_to_seventeen" {
		t.Errorf("a shift until eleven at night at sixteen: %v", err)
	}
	_ = must(w.AddJob(ctx, kati, gig, placement.Job{Date: "2026-11-28", From: 10 * 60, Minutes: 180, Cents: 5000}))
	e = must(w.AddJob(ctx, kati, gig, placement.Job{Date: "2026-11-29", From: 10 * 60, Minutes: 240, Cents: 6000}))
	_, err = w.SettleJob(ctx, kati, gig, e.Value.Jobs[0].ID, "done")
	wantKind(t, err, marketplace.Invalid)
	e = must(w.SettleJob(ctx, kati, gig, e.Value.Jobs[0].ID, "cancelled"))
	if e.Value.Jobs[0].State != "cancelled" {
		t.Errorf("%+v", e.Value.Jobs)
	}
}

// Correcting what is no term needs no new yes; changing a term does, and the difference can be read.
func TestVersions(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	id := w.proposed(t, draft())
	w.yes(t, id, 1)
	d := draft()
	d.Terms.Title, d.Terms.Contact = "Kahvilan tiskaajan apu", "Aino, 040 124"
	e := must(w.Change(ctx, kati, id, must(w.Get(ctx, system, id)).Rev, d))
	e = must(w.Propose(ctx, kati, e.ID))
	p := e.Value
	if v, _ := p.Newest(); v.Number != 2 || !v.Corrects() || p.State != placement.Agreed || p.Waiting(placement.ClientParty) {
		t.Errorf("a correction: %+v %s", v, p.State)
	}
	if in, ok := p.InForce(); !ok || in.Title != d.Terms.Title {
		t.Errorf("in force: %+v", in)
	}
	d.Terms.WeekMinutes = 900
	e = must(w.Change(ctx, kati, id, e.Rev, d))
	if e.Value.State != placement.Planned {
		t.Errorf("new terms of what was agreed: %s", e.Value.State)
	}
	_, err := w.Begun(ctx, kati, id)
	wantKind(t, err, marketplace.Conflict)
	e = must(w.Propose(ctx, kati, id))
	diff := placement.Diff(e.Value.Versions[1].Terms, e.Value.Versions[2].Terms)
	if want := []placement.Change{{Field: "week_minutes", Unit: "minutes", From: "960", To: "900", Term: true}}; !slices.Equal(diff, want) {
		t.Errorf("%+v", diff)
	}
	_, err = w.AgreeAsEmployer(ctx, aino, id, placement.Reply{Version: 2, Yes: true})
	wantKind(t, err, marketplace.Stale)
	w.yes(t, id, 3)
	if p := w.get(t, id); p.State != placement.Agreed {
		t.Errorf("after the third version: %s", p.State)
	}
	_, err = w.Change(ctx, kati, id, 1, d)
	wantKind(t, err, marketplace.Stale)
}

// A no holds it up, and can become a yes.
func TestNo(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	id := w.proposed(t, draft())
	v := must(w.AgreeAsClient(ctx, matti, id, placement.Reply{Version: 1, Present: "alone"}))
	if v.Answer == nil || v.Answer.Yes || v.Answer.Present != "alone" {
		t.Errorf("%+v", v.Answer)
	}
	_ = must(w.AgreeAsEmployer(ctx, aino, id, placement.Reply{Version: 1, Yes: true}))
	_ = must(w.AgreeAsCoach(ctx, kati, id, placement.Reply{Version: 1, Yes: true}))
	if p := w.get(t, id); p.State != placement.Planned {
		t.Errorf("with a no: %s", p.State)
	}
	_ = must(w.AgreeAsClient(ctx, matti, id, placement.Reply{Version: 1, Yes: true, Present: "alone"}))
	if p := w.get(t, id); p.State != placement.Agreed {
		t.Errorf("after the yes: %s", p.State)
	}
	_, err := w.AgreeAsClient(ctx, matti, id, placement.Reply{Version: 1, Yes: true})
	wantKind(t, err, marketplace.Invalid)
}

// Begun twice from the same introduction with the same draft, it is the same placement; with another draft it is refused by
// its name, even when the draft itself could not be saved; from none, each is its own.
func TestBegunTwice(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	w := newWorld(t, db)
	in := placement.Beginning{Client: "matti", Introduction: "met", Draft: draft()}
	first, again := must(w.Begin(ctx, kati, in)), must(w.Begin(ctx, kati, in))
	if first.ID != again.ID || first.Value.Employer != "cafe" || first.Value.Task != "dishes" {
		t.Errorf("%+v %+v", first, again)
	}
	for name, change := range map[string]func(*placement.Draft){
		"other words": func(d *placement.Draft) { d.Terms.Work = "Dries the dishes" }, "other checks": func(d *placement.Draft) { d.About.Checks = nil },
		"no title": func(d *placement.Draft) { d.Terms.Title = "" },
	} {
		other := in
		change(&other.Draft)
		_, err := w.Begin(ctx, kati, other)
		if e := marketplace.AsError(err); e.Kind != marketplace.Conflict || e.Args["placement"] != string(first.ID) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if id := must(w.From(ctx, kati, "met")); id != first.ID {
		t.Errorf("from the introduction came %s", id)
	}
	for name, who := range map[string]marketplace.Actor{"a colleague": kalle, "another provider": vera, "the employer": aino} {
		if id, err := w.From(ctx, who, "met"); err == nil || id != "" {
			t.Errorf("%s finds the placement: %s %v", name, id, err)
		}
	}
	_, err := w.From(ctx, kati, "never")
	wantKind(t, err, marketplace.NotFound)
	if list := must(w.OfClient(ctx, kati, "matti", marketplace.Page{})); len(list.Items) != 1 {
		t.Errorf("%d placements", len(list.Items))
	}
	if one, other := w.begin(t, draft()), w.begin(t, draft()); one == other {
		t.Error("two beginnings without an introduction are one")
	}
	for name, tc := range map[string]placement.Beginning{
		"introduction": {Client: "minna", Introduction: "met", Draft: draft()},
		"task":         {Client: "matti", Employer: "bakery", Task: "dishes", Draft: draft()},
		"employer":     {Client: "matti", Employer: "ghost", Draft: draft()},
	} {
		_, err := w.Begin(ctx, kati, tc)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A placement keeps what was forecast when the client was put forward: by the introduction, or, when there was none, now;
// without a task nothing is forecast. The matcher, which reads the profile, is asked only when a placement begins.
func TestForecastIsKept(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	for _, tc := range []struct {
		in       placement.Beginning
		forecast string
		asked    int
	}{
		{placement.Beginning{Client: "matti", Introduction: "met", Draft: draft()}, "fits_if", 0},
		{placement.Beginning{Client: "matti", Task: "dishes", Draft: draft()}, "fits_now", 1},
		{placement.Beginning{Client: "matti", Employer: "cafe", Draft: draft()}, "", 1},
	} {
		e := must(w.Begin(ctx, kati, tc.in))
		if e.Value.Forecast != tc.forecast || w.asked != tc.asked {
			t.Errorf("%+v: %q, asked %d times", tc.in, e.Value.Forecast, w.asked)
		}
	}
	if _, err := w.Begin(ctx, kati, placement.Beginning{Client: "matti", Task: "none", Draft: draft()}); err == nil || w.asked != 1 {
		t.Errorf("asked about what does not begin: %v", err)
	}
}

// What an employer reads is the same to the byte whatever the coach noted, was told and saw, and whatever the client did
// not say yes to; the name follows the consent of the moment and is recorded.
func TestWhatTheEmployerSees(t *testing.T) {
	ctx := t.Context()
	read := func(change func(w *world, id marketplace.ID)) string {
		w := newWorld(t, memory(t))
		id := w.running(t, draft())
		change(w, id)
		v := must(w.ForEmployer(ctx, aino, id))
		v.Rev = 0
		return string(must(json.Marshal(v)))
	}
	plain := read(func(*world, marketplace.ID) {})
	full := read(func(w *world, id marketplace.ID) {
		_ = must(w.AddVisit(ctx, kati, id, support.Visit{Date: "2026-11-23", Minutes: 30, State: support.Held, Note: "Salaisuus"}))
		_ = must(w.Observe(ctx, kati, id, support.Observation{Dimension: "standing", Seen: "Salaisuus", SeenBy: "mentor"}))
		d := draft()
		d.About.IncomeLimit, d.About.RehabDays, d.About.TrialDays = true, 20, 30
		_ = must(w.Change(ctx, kati, id, must(w.Get(ctx, system, id)).Rev, d))
		w.held = []consent.Consent{{Client: "matti", Receiver: "bakery", Purpose: consent.PlacementSupport, Fields: []consent.Field{consent.FullName}}}
	})
	if plain != full {
		t.Errorf("%s\n%s", plain, full)
	}
	if strings.Contains(plain, "Matti") || !strings.Contains(plain, "K-7F3Q") || strings.Contains(plain, "coach\",\"on") {
		t.Error(plain)
	}
	w := newWorld(t, memory(t))
	id := w.running(t, draft())
	for _, tc := range []struct {
		fields []consent.Field
		want   string
	}{{[]consent.Field{consent.FirstName}, "Matti"}, {[]consent.Field{consent.FullName}, "Matti Meikäläinen"}, {[]consent.Field{consent.Strengths}, "K-7F3Q"}} {
		w.reads, w.held = nil, []consent.Consent{{ID: "yes", Client: "matti", Receiver: "cafe", Purpose: consent.PlacementSupport, Fields: tc.fields}}
		if v := must(w.ForEmployer(ctx, aino, id)); v.Client != tc.want {
			t.Errorf("%v: %s", tc.fields, v.Client)
		}
		if got := len(w.reads); (got == 1) != (tc.want != "K-7F3Q") {
			t.Errorf("%v: %v", tc.fields, w.reads)
		}
	}
	_ = must(w.Get(ctx, kati, id))
	if !slices.Contains(w.reads, "kati clients/matti placement turku ") {
		t.Errorf("the coach's read: %v", w.reads)
	}
}

func TestDraftsThatAreWrong(t *testing.T) {
	w := newWorld(t, memory(t))
	for name, tc := range map[string]struct {
		change func(*placement.Draft)
		field  string
	}{
		"no title":                      {func(d *placement.Draft) { d.Terms.Title = " " }, "title"},
		"a form of no list":             {func(d *placement.Draft) { d.Terms.Form = "slavery" }, "form"},
		"a wage in a trial":             {func(d *placement.Draft) { d.Terms.Form, d.Terms.End = "work_trial", "2027-01-31" }, "wage_kind"},
		"no wage in employment":         {func(d *placement.Draft) { d.Terms.Wage = placement.Wage{Kind: "none"} }, "wage_kind"},
		"an hour for nothing":           {func(d *placement.Draft) { d.Terms.Wage.Cents = 0 }, "wage_cents"},
		"an end before the start":       {func(d *placement.Draft) { d.Terms.End = "2026-11-01" }, "end"},
		"a week longer than its days":   {func(d *placement.Draft) { d.Terms.WeekMinutes = 961 }, "week_minutes"},
		"a day of no calendar":          {func(d *placement.Draft) { d.Terms.Start = "2026-02-30" }, "start"},
		"an age of no list":             {func(d *placement.Draft) { d.About.Age = "17" }, "age"},
		"something that nobody ticks":   {func(d *placement.Draft) { d.About.Checks = []string{"done"} }, "checks"},
		"a branch that is in no list":   {func(d *placement.Draft) { d.Terms.Form, d.About.Subsidy.Branch = "pay_subsidy", "x" }, "subsidy_branch"},
		"a director who is in no list":  {func(d *placement.Draft) { d.Terms.Directs = "nobody" }, "directs"},
		"an employer of no known kind":  {func(d *placement.Draft) { d.About.EmployerKind = "club" }, "employer_kind"},
		"more days than there are":      {func(d *placement.Draft) { d.Terms.Days = 8 }, "days"},
		"days of trial below zero":      {func(d *placement.Draft) { d.About.TrialDays = -1 }, "trial_days"},
		"more than fits into the field": {func(d *placement.Draft) { d.Terms.Work = strings.Repeat("x", 2001) }, "work"},
	} {
		d := draft()
		tc.change(&d)
		_, err := w.Begin(t.Context(), kati, placement.Beginning{Client: "matti", Task: "dishes", Draft: d})
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != tc.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// do are the events as the verbs make them.
func do(t *testing.T, w *world, id marketplace.ID) map[placement.Event]func() error {
	ctx := t.Context()
	newer := func() error {
		e, err := w.Get(ctx, system, id)
		if err != nil {
			return err
		}
		d := draft()
		d.Terms.WeekMinutes = 480
		_, err = w.Change(ctx, kati, id, e.Rev, d)
		return err
	}
	return map[placement.Event]func() error{
		placement.Agree: func() error {
			r := placement.Reply{Version: 1, Yes: true, Present: "alone"}
			err1, err2 := second(w.AgreeAsEmployer(ctx, aino, id, r)), second(w.AgreeAsCoach(ctx, kati, id, r))
			err3 := second(w.AgreeAsClient(ctx, matti, id, r))
			for _, err := range []error{err1, err2, err3} {
				if err != nil {
					return err
				}
			}
			return nil
		},
		placement.Reopen: newer,
		placement.Start:  func() error { return second(w.Begun(ctx, kati, id)) },
		placement.Pause:  func() error { return second(w.Pause(ctx, kati, id)) },
		placement.Resume: func() error { return second(w.Resume(ctx, kati, id)) },
		placement.End:    func() error { return second(w.Finish(ctx, kati, id, placement.Ending{Reason: "term_over"})) },
		placement.Care: func() error {
			return second(w.KeepInTouch(ctx, kati, id, placement.CarePlan{Plan: "Soitto", Next: "2027-01-15"}))
		},
		placement.Close: func() error { return second(w.Close(ctx, kati, id)) },
	}
}

// way is how a state is reached from a plan that was put before the three.
func way(s placement.State) []placement.Event {
	return map[placement.State][]placement.Event{
		placement.Planned: nil, placement.Agreed: {placement.Agree}, placement.Running: {placement.Agree, placement.Start},
		placement.Paused:    {placement.Agree, placement.Start, placement.Pause},
		placement.Ended:     {placement.Agree, placement.Start, placement.End},
		placement.AfterCare: {placement.Agree, placement.Start, placement.End, placement.Care},
		placement.Closed:    {placement.Agree, placement.Start, placement.End, placement.Close},
	}[s]
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/placement
func TestTableOfMoves(t *testing.T) {
	var out strings.Builder
	out.WriteString("# The moves of a placement\n\nPrinted and checked by the tests. Agree comes with the third yes, reopen with new terms; the others are the coach's.\nA dash is a move that is refused, or that changes nothing.\n\n| state |")
	for _, e := range placement.Events() {
		fmt.Fprintf(&out, " %s |", e)
	}
	out.WriteString("\n|---|" + strings.Repeat("---|", len(placement.Events())) + "\n")
	for _, s := range placement.States() {
		fmt.Fprintf(&out, "| %s |", s)
		for _, e := range placement.Events() {
			w := newWorld(t, memory(t))
			id := w.proposed(t, draft())
			_ = must(w.SavePlan(t.Context(), kati, id, plan()))
			verbs := do(t, w, id)
			for _, step := range way(s) {
				if err := verbs[step](); err != nil {
					t.Fatalf("to %s, %s: %v", s, step, err)
				}
			}
			err := verbs[e]()
			after := w.get(t, id).State
			next, allowed := s.Next(e)
			switch {
			case allowed && (err != nil || after != next):
				t.Errorf("%s, %s: %v, state %s", s, e, err, after)
			case !allowed && after != s:
				t.Errorf("%s, %s went through: %s", s, e, after)
			case !allowed && err == nil && e != placement.Reopen:
				t.Errorf("%s, %s was not refused", s, e)
			}
			if !allowed {
				next = "–"
			}
			fmt.Fprintf(&out, " %s |", next)
		}
		out.WriteString("\n")
	}
	printtest.Same(t, "testdata/states.md", out.String())
}

// Whatever happens, and in whatever order: a placement at work has a next follow-up, and one that is over has none but
// after-care.
func TestEveryPlacementAtWorkHasANextFollowUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, memory(t))
		id := w.running(t, draft())
		verbs := do(t, w, id)
		ctx := t.Context()
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch what := rapid.SampledFrom([]string{"pause", "resume", "end", "care", "plan", "visit", "held", "cancel", "time"}).Draw(rt, "what"); what {
			case "plan":
				p := plan()
				p.Every = rapid.IntRange(1, 12).Draw(rt, "every")
				_, _ = w.SavePlan(ctx, kati, id, p)
			case "visit":
				day := w.Today().AddDays(rapid.IntRange(-20, 60).Draw(rt, "day"))
				_, _ = w.AddVisit(ctx, kati, id, support.Visit{Date: day, Minutes: 30, State: rapid.SampledFrom([]string{"planned", "held"}).Draw(rt, "state")})
			case "held", "cancel":
				for _, v := range w.get(t, id).Visits {
					v.State = map[string]string{"held": support.Held, "cancel": support.Cancelled}[what]
					_, _ = w.ChangeVisit(ctx, kati, id, v.ID, v)
				}
			case "time":
				w.now = w.now.Add(time.Duration(rapid.IntRange(1, 400).Draw(rt, "hours")) * time.Hour)
			default:
				_ = verbs[placement.Event(what)]()
			}
			p := w.get(t, id)
			if need := p.State.AtWork() || p.State == placement.AfterCare; need != (p.Next != "") {
				rt.Fatalf("%s: next %q", p.State, p.Next)
			}
		}
	})
}

// A crash at every write leaves the placement in a state of the table, and doing it again finishes it.
func TestCrashAtEveryWrite(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			id, _ := walk(t, newWorld(t, faulty), "")
			if !faulty.Crashed() {
				if k < 10 {
					t.Fatalf("only %d writes", k)
				}
				break
			}
			again := newWorld(t, db)
			again.nextID = 1000
			id, err := walk(t, again, id)
			if err != nil {
				t.Fatalf("write %d: %v", k, err)
			}
			if p := again.get(t, id); p.State != placement.AfterCare || p.Next == "" {
				t.Errorf("write %d: %s", k, p.State)
			}
			if n := len(must(again.OfClient(t.Context(), system, "matti", marketplace.Page{})).Items); n != 1 {
				t.Errorf("write %d: %d placements", k, n)
			}
		}
	}
}

// walk goes the whole way, passing over what was done already.
func walk(t *testing.T, w *world, id marketplace.ID) (marketplace.ID, error) {
	ctx := t.Context()
	e, err := w.Begin(ctx, kati, placement.Beginning{Client: "matti", Introduction: "met", Draft: draft()})
	if err != nil {
		return id, err
	}
	id = e.ID
	verbs := do(t, w, id)
	steps := []func() error{
		func() error { return second(w.Propose(ctx, kati, id)) },
		func() error { return second(w.SavePlan(ctx, kati, id, plan())) },
		verbs[placement.Agree], verbs[placement.Start], verbs[placement.Pause], verbs[placement.Resume], verbs[placement.End], verbs[placement.Care],
	}
	for _, step := range steps {
		if err := step(); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
			return id, err
		}
	}
	return id, nil
}
