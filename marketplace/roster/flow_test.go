package roster

import (
	"slices"
	"sync"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/matching"
)

// staffed is a world whose week is published: aino and bo on Monday under Seppo, cia on Tuesday under Saara.
func staffed(t testing.TB) *world {
	w := planned(t)
	e := w.week(t)
	e = must(w.Save(t.Context(), seppo, monday, e.Rev, Plan{Shifts: []Staffing{staff(mondayShift, "seppo", "aino", "bo"), staff(tuesdayShift, "saara", "cia")}}))
	must(w.Publish(t.Context(), seppo, monday, e.Rev))
	w.carry(t)
	for _, a := range everybody() {
		w.toldTo(a.Person)
	}
	return w
}

func (w *world) works(t testing.TB, shift marketplace.ID) []marketplace.ID {
	t.Helper()
	s, _ := w.week(t).Value.Shift(shift)
	return s.Members
}

// An order that is cancelled takes its shifts away, one that is made smaller takes seats, and both are told; what was worked
// before today stays, and what did not change is left alone.
func TestOrdersChange(t *testing.T) {
	ctx, w := t.Context(), staffed(t)
	before := w.week(t)
	ok(t, w.happens(ctx, "order.changed", "paja"))
	if e := w.week(t); e.Rev != before.Rev {
		t.Error("nothing changed, and it was saved")
	}
	w.orders["paja"] = []order.Order{anOrder("o", "packing", load(monday, 1), load("2026-12-01", 2)), anOrder("p", "packing", load("2026-12-02", 1), load("2026-12-09", 1))}
	ok(t, w.happens(ctx, "order.changed", "paja"))
	w.carry(t)
	if got := w.works(t, mondayShift); !slices.Equal(got, []marketplace.ID{"aino"}) {
		t.Errorf("%v work on Monday", got)
	}
	if got := ids4(w.week(t).Value.Shifts); len(got) != 3 {
		t.Errorf("the week has %v", got)
	}
	if next := must(w.Week(ctx, olga, monday.AddDays(7))); len(next.Value.Shifts) != 1 || next.Rev == 0 {
		t.Errorf("the next week is %+v", next)
	}
	if got := w.toldTo("seppo"); !slices.Equal(got, []string{"roster.changed", "roster.emptied"}) {
		t.Errorf("seppo was told %v", got)
	}
	if got := w.toldTo("saara"); !slices.Equal(got, []string{"roster.emptied"}) {
		t.Errorf("saara was told %v", got)
	}
	w.now.Store(marketplace.Date("2026-12-01").Time().UnixMilli())
	w.orders["paja"] = nil
	ok(t, w.happens(ctx, "order.cancelled", "paja"))
	ok(t, w.happens(ctx, "order.cancelled", "paja"))
	if got := ids4(w.week(t).Value.Shifts); !slices.Equal(got, []marketplace.ID{mondayShift}) {
		t.Errorf("after the cancellation the week has %v", got)
	}
	if work := w.week(t).Value.Work; len(work) != 1 || work[0].Title != "Työ o" {
		t.Errorf("what was worked is %+v", work)
	}
	if len(w.boxes["birgit"])+len(w.boxes["otso"])+len(w.boxes["veikko"]) > 0 {
		t.Error("somebody else was told")
	}
}

// Who must not do the work any more loses the seats to come, whoever planned them: a nut allergy is the case that counts.
func TestMembersChange(t *testing.T) {
	ctx, w := t.Context(), planned(t)
	food := anOrder("o", "packing", load(monday, 2), load("2026-12-01", 2))
	food.Agreed[0].Hazards = matching.Chosen("food_allergens")
	w.orders["paja"] = []order.Order{food}
	e := w.week(t)
	e = must(w.Save(ctx, seppo, monday, e.Rev, Plan{Shifts: []Staffing{staff(mondayShift, "seppo", "aino", "bo"), staff(tuesdayShift, "saara", "aino")}}))
	must(w.Publish(ctx, seppo, monday, e.Rev))
	m := must(w.Member(ctx, seppo, "aino"))
	about := m.Value.About
	about.Limits.Allergens = matching.Chosen("nuts")
	m = must(w.ChangeMember(ctx, seppo, "aino", m.Rev, about))
	w.carry(t)
	if got := w.works(t, mondayShift); !slices.Equal(got, []marketplace.ID{"bo"}) || len(w.works(t, tuesdayShift)) > 0 {
		t.Errorf("%v and %v work", got, w.works(t, tuesdayShift))
	}
	_, err := w.ChangeMember(ctx, seppo, "aino", m.Rev-1, about)
	wantError(t, err, marketplace.Stale, "error.stale")
	_, err = w.Save(ctx, olga, monday, w.week(t).Rev, Plan{Shifts: []Staffing{staff(mondayShift, "seppo", "aino", "bo")}, Reason: "Otetaan riski"})
	wantError(t, err, marketplace.Conflict, "roster.faults")
	bo := must(w.Member(ctx, seppo, "bo"))
	bo = must(w.EndMember(ctx, seppo, "bo", bo.Rev))
	must(w.EndMember(ctx, seppo, "bo", bo.Rev-1)) // again
	w.carry(t)
	if got := w.works(t, mondayShift); len(got) > 0 {
		t.Errorf("%v works", got)
	}
	_, err = w.ChangeMember(ctx, seppo, "bo", bo.Rev, bo.Value.About)
	wantError(t, err, marketplace.Conflict, "roster.left")
	_, err = w.Member(ctx, veikko, "aino")
	wantError(t, err, marketplace.NotFound, "error.not_found")
}

// A buyer who tells an allergen after the week was published: who may not be near it loses the seat, the planners are told and
// the week names them until somebody plans the shift anew. What does not concern anybody changes nothing.
func TestAllergensToldLater(t *testing.T) {
	ctx, w := t.Context(), planned(t)
	tell := func(version int, allergens ...string) {
		o := anOrder("o", "packing", load(monday, 2))
		o.Agreed[0].Number, o.Agreed[0].Hazards, o.Agreed[0].Allergens = version, matching.Chosen("food_allergens"), matching.Chosen(allergens...)
		w.orders["paja"] = []order.Order{o}
		ok(t, w.happens(ctx, "order.told", "paja"))
		w.carry(t)
	}
	tell(1, "milk")
	m := must(w.Member(ctx, seppo, "aino"))
	m.Value.Limits.Allergens = matching.Chosen("nuts")
	must(w.ChangeMember(ctx, seppo, "aino", m.Rev, m.Value.About))
	e := must(w.Save(ctx, seppo, monday, w.week(t).Rev, Plan{Shifts: []Staffing{staff(mondayShift, "seppo", "aino", "bo")}}))
	must(w.Publish(ctx, seppo, monday, e.Rev))
	w.carry(t)
	w.toldTo("seppo")
	tell(2, "egg", "milk")
	if got := w.works(t, mondayShift); len(got) != 2 || len(w.week(t).Value.Emptied) > 0 {
		t.Errorf("egg sends away all but %v", got)
	}
	tell(3, "egg", "nuts")
	tell(3, "egg", "nuts") // again
	want := []Vacated{{Seat{mondayShift, "aino"}, "allergen"}}
	if got := w.week(t).Value; !slices.Equal(w.works(t, mondayShift), []marketplace.ID{"bo"}) || !slices.Equal(got.Emptied, want) {
		t.Errorf("%v works, %v lost seats", w.works(t, mondayShift), got.Emptied)
	}
	if got := w.toldTo("seppo"); !slices.Equal(got, []string{"roster.changed", "roster.emptied"}) {
		t.Errorf("seppo was told %v", got)
	}
	e = must(w.Save(ctx, seppo, monday, w.week(t).Rev, Plan{Shifts: []Staffing{staff(mondayShift, "seppo", "bo", "dan")}}))
	if len(e.Value.Emptied) > 0 {
		t.Errorf("planned anew, and still told of %v", e.Value.Emptied)
	}
}

// What needs a person is an owner's to pass, with a reason that is kept; a change makes it stand again.
func TestOwnerApproves(t *testing.T) {
	ctx, w := t.Context(), planned(t)
	w.join(t, "eve", func(a *About) { a.Age = "" })
	e := w.week(t)
	plan := Plan{Shifts: []Staffing{staff(mondayShift, "seppo", "eve")}}
	_, err := w.Save(ctx, seppo, monday, e.Rev, plan)
	wantError(t, err, marketplace.Conflict, "roster.faults")
	if f := marketplace.AsError(err).Fields; len(f) != 1 || f[0].Key != "roster.fault.limit.age_untold" || f[0].Args["member"] != "Eve" || f[0].Args["section"] == "" {
		t.Errorf("told %+v", f)
	}
	_, err = w.Save(ctx, olga, monday, e.Rev, plan)
	wantError(t, err, marketplace.Conflict, "roster.faults")
	plan.Reason = "Eve on kertonut olevansa 30."
	_, err = w.Save(ctx, seppo, monday, e.Rev, plan)
	wantError(t, err, marketplace.Conflict, "roster.faults")
	e = must(w.Save(ctx, olga, monday, e.Rev, plan))
	if a := e.Value.Approvals; len(a) != 1 || a[0].By != "olga" || a[0].Reason == "" {
		t.Errorf("kept %+v", a)
	}
	e = must(w.Save(ctx, seppo, monday, e.Rev, Plan{Shifts: []Staffing{staff(mondayShift, "saara", "eve")}}))
	e = must(w.Publish(ctx, seppo, monday, e.Rev))
	_, err = w.Save(ctx, seppo, monday, e.Rev, Plan{Shifts: []Staffing{staff(tuesdayShift, "saara", "eve")}})
	wantError(t, err, marketplace.Conflict, "roster.faults")
	e = must(w.Save(ctx, seppo, monday, e.Rev, Plan{Shifts: []Staffing{staff(mondayShift, "saara", "aino")}}))
	if len(e.Value.Approvals) > 0 {
		t.Error("an approval of nothing is kept")
	}
}

// A week is refused for what cannot be: a shift of another week, the past, a stale revision, another organisation.
func TestSaveRefuses(t *testing.T) {
	ctx, w := t.Context(), staffed(t)
	e := w.week(t)
	for name, p := range map[string]Plan{
		"no such shift": {Shifts: []Staffing{staff("o-2026-12-07-0480", "seppo", "aino")}},
		"a long reason": {Reason: string(make([]byte, maxReason+1))},
	} {
		if _, err := w.Save(ctx, seppo, monday, e.Rev, p); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.Save(ctx, seppo, monday, e.Rev-1, Plan{})
	wantError(t, err, marketplace.Stale, "error.stale")
	_, err = w.Publish(ctx, seppo, monday, e.Rev-1)
	wantError(t, err, marketplace.Stale, "error.stale")
	if _, err = w.Week(ctx, seppo, monday.AddDays(1)); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("a week from Tuesday: %v", err)
	}
	if other := must(w.Week(ctx, veikko, monday)); len(other.Value.Shifts) > 0 || other.Rev != 0 {
		t.Errorf("another organiser has %+v", other)
	}
	w.now.Store(marketplace.Date("2026-12-01").Time().UnixMilli())
	if _, err = w.Save(ctx, seppo, monday, e.Rev, Plan{Shifts: []Staffing{staff(mondayShift, "seppo", "dan")}}); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("the past was changed: %v", err)
	}
	if got := must(w.Publish(ctx, seppo, monday, e.Rev)); got.Rev != e.Rev {
		t.Error("publishing again saved something")
	}
}

// Two supervisors who save at once: one is told that somebody else has saved, and nothing of either is mixed or lost.
func TestTwoSaveAtOnce(t *testing.T) {
	ctx, w := t.Context(), planned(t)
	e := w.week(t)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	plans := []Plan{{Shifts: []Staffing{staff(mondayShift, "seppo", "aino")}}, {Shifts: []Staffing{staff(mondayShift, "saara", "bo")}}}
	for i, a := range []marketplace.Actor{seppo, saara} {
		wg.Go(func() { _, errs[i] = w.Save(ctx, a, monday, e.Rev, plans[i]) })
	}
	wg.Wait()
	won := 0
	for i, err := range errs {
		switch {
		case err == nil:
			won++
			if got := w.works(t, mondayShift); !slices.Equal(got, plans[i].Shifts[0].Members) {
				t.Errorf("%v work", got)
			}
		case !marketplace.IsKind(err, marketplace.Stale):
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d saves went through", won)
	}
}

// What is filled in about a member is checked by name of the field.
func TestMemberFields(t *testing.T) {
	ctx, w := t.Context(), planned(t)
	for field, change := range map[string]func(*About){
		"name":                     func(a *About) { a.Name = " " },
		"form":                     func(a *About) { a.Form = "slavery" },
		"age":                      func(a *About) { a.Age = "90" },
		"hoped":                    func(a *About) { a.Hoped = a.Most + 1 },
		"times[1].to":              func(a *About) { a.Times[1].To = a.Times[1].From },
		"times[1].day":             func(a *About) { a.Times[1].Day = a.Times[0].Day },
		"inductions[0].on":         func(a *About) { a.Inductions[0].On = "" },
		"cards[1].key":             func(a *About) { a.Cards = []Card{{Key: "first_aid"}, {Key: "first_aid"}} },
		"equipment[0]":             func(a *About) { a.Equipment = []string{"sword"} },
		"limits.hazards.values[0]": func(a *About) { a.Limits.Hazards = matching.Chosen("boredom") },
		"limits.must_not":          func(a *About) { a.Limits.MustNot = matching.Ratings{"lifting": matching.Withheld} },
		"wishes[0]":                func(a *About) { a.Wishes = []string{"flying"} },
		"apart[0]":                 func(a *About) { a.Apart = []marketplace.ID{"nobody"} },
		"knows[0]":                 func(a *About) { a.Knows = []marketplace.ID{"eve"} }, // herself
	} {
		a := anybody("Eve")
		change(&a)
		_, err := w.AddMemberOnce(ctx, olga, "eve", a)
		if f := marketplace.AsError(err).Fields; err == nil || len(f) != 1 || f[0].Field != field {
			t.Errorf("%s: %v, %+v", field, err, f)
		}
	}
	if list := must(w.Members(ctx, seppo, false, marketplace.Page{})); len(list.Items) != 4 || list.Items[0].Value.Name != "Aino" {
		t.Errorf("listed %+v", list)
	}
}
