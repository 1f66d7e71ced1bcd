package roster

import (
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
)

const (
	mondayShift  marketplace.ID = "o-2026-11-30-0480"
	tuesdayShift marketplace.ID = "o-2026-12-01-0480"
)

// planned is a world with an order of two days and four members.
func planned(t testing.TB) *world {
	w := newWorld(memory(t))
	for _, id := range []marketplace.ID{"aino", "bo", "cia", "dan"} {
		w.join(t, id, nil)
	}
	w.orders["paja"] = []order.Order{anOrder("o", "packing", load(monday, 2), load("2026-12-01", 2))}
	return w
}

func ids4(list []Shift) (out []marketplace.ID) {
	for _, s := range list {
		out = append(out, s.ID)
	}
	return out
}

// Published shifts are read by who leads them, and by owners; drafts by nobody, and nothing by other organisations.
func TestShifts(t *testing.T) {
	ctx, w := t.Context(), planned(t)
	e := w.week(t)
	if got := ids4(e.Value.Shifts); !slices.Equal(got, []marketplace.ID{mondayShift, tuesdayShift}) {
		t.Fatalf("the week has %v", got)
	}
	e = must(w.Save(ctx, seppo, monday, e.Rev, Plan{Shifts: []Staffing{staff(mondayShift, "seppo", "aino", "bo"), staff(tuesdayShift, "saara", "cia")}}))
	for _, a := range []marketplace.Actor{olga, seppo} {
		if list := must(w.Shifts(ctx, a, monday, monday.AddDays(6))); len(list) > 0 {
			t.Errorf("%s reads drafts", a.Person)
		}
	}
	e = must(w.Publish(ctx, seppo, monday, e.Rev))
	w.carry(t)
	want := map[marketplace.ID][]marketplace.ID{"olga": {mondayShift, tuesdayShift}, "seppo": {mondayShift}, "saara": {tuesdayShift}}
	for _, a := range []marketplace.Actor{olga, seppo, saara} {
		if got := ids4(must(w.Shifts(ctx, a, monday, monday.AddDays(6)))); !slices.Equal(got, want[a.Person]) {
			t.Errorf("%s reads %v", a.Person, got)
		}
	}
	if got := ids4(must(w.Shifts(ctx, marketplace.System("paja"), "2026-12-01", "2026-12-01"))); !slices.Equal(got, []marketplace.ID{tuesdayShift}) {
		t.Errorf("the program reads %v", got)
	}
	for _, a := range []marketplace.Actor{seppo, saara} {
		if told := w.toldTo(a.Person); !slices.Equal(told, []string{"roster.published"}) {
			t.Errorf("%s was told %v", a.Person, told)
		}
	}
	if s := must(w.Shift(ctx, seppo, mondayShift)); !s.Published || !slices.Equal(s.Members, []marketplace.ID{"aino", "bo"}) {
		t.Errorf("read %+v", s)
	}
	_, err := w.Shift(ctx, seppo, tuesdayShift)
	wantError(t, err, marketplace.NotFound, "error.not_found")
	_, err = w.Shift(ctx, veikko, mondayShift)
	wantError(t, err, marketplace.NotFound, "error.not_found")
	for _, id := range []marketplace.ID{"", "o", "o-2026-13-40-0480", "-2026-11-30-0480", "o-2026-11-30"} {
		_, err = w.Shift(ctx, olga, id)
		wantError(t, err, marketplace.NotFound, "error.not_found")
	}
	for _, a := range []marketplace.Actor{birgit, otso} {
		if _, err := w.Shifts(ctx, a, monday, monday); !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("%s: %v", a.Person, err)
		}
		if _, err := w.Week(ctx, a, monday); !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("%s: %v", a.Person, err)
		}
		if _, err := w.Members(ctx, a, false, marketplace.Page{}); !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("%s: %v", a.Person, err)
		}
	}
	names := must(w.Names(ctx, seppo, []marketplace.ID{"aino", "saara", "nobody", "birgit"}))
	if len(names) != 2 || names["aino"] != "Aino" || names["saara"] != "Saara" {
		t.Errorf("names are %v", names)
	}
	if names = must(w.Names(ctx, veikko, []marketplace.ID{"aino"})); len(names) > 0 {
		t.Errorf("another organiser reads %v", names)
	}
	_ = e
}
