package attendance

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/roster"
)

func blank(members ...marketplace.ID) Sheet {
	w := worldAt(nil, nil, "")
	return newSheet(shift(monday, 480, members...), w.order)
}

func at(minutes int) marketplace.Instant {
	return marketplace.At(monday.Time().Add(time.Duration(minutes) * time.Minute))
}

// delivery is a change as it arrives.
type delivery struct {
	Change
	by       marketplace.ID
	received marketplace.Instant
}

// drawDeliveries are changes by two phones, some of them marked at the same moment, and check-ins.
func drawDeliveries(rt *rapid.T) []delivery {
	people := []marketplace.ID{"matti", "liisa", "pekka", "seppo"}
	n := rapid.IntRange(1, 12).Draw(rt, "changes")
	out := make([]delivery, n)
	for i := range out {
		c := Change{ID: marketplace.ID(fmt.Sprintf("c-%02d", i)), Marked: at(480 + rapid.IntRange(0, 3).Draw(rt, "marked"))}
		switch rapid.SampledFrom([]string{"one", "one", "rest", "made", "words", "mixed"}).Draw(rt, "sort") {
		case "one":
			c.People = []Marking{{rapid.SampledFrom(people).Draw(rt, "who"), drawMark(rt)}}
		case "rest":
			c.Rest = &Rest{Mark{State: Present, From: 480, To: 720}, people[:rapid.IntRange(0, 4).Draw(rt, "rest")]}
		case "made":
			c.Made = []Made{{price.Piece, "Paketti", price.Quantity(rapid.IntRange(0, 9).Draw(rt, "made"))}}
		case "words":
			words := rapid.SampledFrom([]string{"", "Kuorma tuli myöhässä.", "Kone seisoi."}).Draw(rt, "words")
			c.Words = &words
		case "mixed":
			c.Rest = &Rest{Mark{State: Present, From: 480, To: 705}, people}
			c.People = []Marking{{"matti", drawMark(rt)}, {"liisa", drawMark(rt)}}
		}
		out[i] = delivery{c, rapid.SampledFrom([]marketplace.ID{"seppo", "sanna"}).Draw(rt, "by"), at(600 + i)}
	}
	return out
}

func drawMark(rt *rapid.T) Mark {
	return rapid.SampledFrom([]Mark{
		{},
		{State: Present, From: 480, To: 720},
		{State: Late, From: 510, To: 720},
		{State: LeftEarly, From: 480, To: 600, Break: 15},
		{State: Absent, Absence: Unwell},
		{State: Absent, Absence: NotKnown},
	}).Draw(rt, "mark")
}

func deliver(s Sheet, list []delivery) Sheet {
	for _, d := range list {
		s, _ = Apply(s, d.Change, d.by, d.received)
	}
	return s
}

// In whatever order the same changes come, and however often, the sheet comes to the same; and to apply one changes no other
// sheet.
func TestSameChangesSameSheet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := drawDeliveries(rt)
		start := blank("matti", "liisa", "pekka")
		before := asJSON(start)
		want := asJSON(deliver(start, list))
		shuffled := rapid.Permutation(append(slices.Clone(list), list[:rapid.IntRange(0, len(list)).Draw(rt, "again")]...)).Draw(rt, "order")
		if got := asJSON(deliver(start, shuffled)); got != want {
			rt.Fatalf("in another order\n%s\nwas\n%s", got, want)
		}
		if asJSON(start) != before {
			rt.Fatal("the sheet before was changed")
		}
	})
}

// A sheet that is signed keeps every change, in the same order however they come, and is otherwise as it was.
func TestSignedKeepsAside(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := drawDeliveries(rt)
		start := blank("matti", "liisa", "pekka")
		start.State = Signed
		after := deliver(start, rapid.Permutation(append(list, list...)).Draw(rt, "order"))
		if len(after.Late) != len(list) || asJSON(after.Late) != asJSON(deliver(start, list).Late) {
			rt.Fatalf("%d late of %d", len(after.Late), len(list))
		}
		after.Late, after.Seen = nil, nil
		if asJSON(after) != asJSON(start) {
			rt.Fatalf("signed, and yet changed: %s", asJSON(after))
		}
	})
}

// What counts for one person, of what two phones, the person and "all present" say.
func TestWhatCounts(t *testing.T) {
	here, away := Mark{State: Present, From: 480, To: 720}, Mark{State: Absent, Absence: NotKnown}
	rest := func(id marketplace.ID, minute int) Change {
		return Change{ID: id, Marked: at(minute), Rest: &Rest{here, []marketplace.ID{"matti"}}}
	}
	one := func(id marketplace.ID, minute int, m Mark) Change {
		return Change{ID: id, Marked: at(minute), People: []Marking{{"matti", m}}}
	}
	for _, tt := range []struct {
		name    string
		changes []Change
		checkIn int // minutes; 0: none
		want    Mark
		source  Source
	}{
		{"nothing", nil, 0, Mark{}, Nobody},
		{"all present", []Change{rest("a", 480)}, 0, here, AllOthers},
		{"absent, then all present", []Change{one("a", 480, away), rest("b", 490)}, 0, away, Supervisor},
		{"all present, then absent", []Change{rest("b", 480), one("a", 490, away)}, 0, away, Supervisor},
		{"the later of two", []Change{one("b", 485, away), one("a", 490, here)}, 0, here, Supervisor},
		{"the later of two, arriving first", []Change{one("a", 490, here), one("b", 485, away)}, 0, here, Supervisor},
		{"at the same moment the greater id", []Change{one("b", 485, away), one("a", 485, here)}, 0, away, Supervisor},
		{"taken back, and all present", []Change{rest("c", 480), one("a", 485, away), one("b", 490, Mark{})}, 0, here, AllOthers},
		{"checked in", nil, 475, here, Own},
		{"checked in, a quarter late", nil, 495, Mark{State: Late, From: 495, To: 720}, Own},
		{"checked in, a little late", nil, 494, here, Own},
		{"checked in after the end", nil, 800, Mark{State: Late, From: 705, To: 720}, Own},
		{"checked in late, and all present", []Change{rest("a", 480)}, 500, Mark{State: Late, From: 495, To: 720}, Own},
		{"marked absent, and checked in", []Change{one("a", 490, away)}, 500, away, Supervisor},
		{"somebody else in all present", []Change{{ID: "a", Marked: at(480), Rest: &Rest{here, []marketplace.ID{"liisa"}}}}, 0, Mark{}, Nobody},
	} {
		s := blank("matti", "liisa")
		for _, c := range tt.changes {
			s, _ = Apply(s, c, "seppo", at(600))
		}
		if tt.checkIn > 0 {
			s, _ = CheckIn(s, 1, at(tt.checkIn), tt.checkIn)
			s, _ = CheckIn(s, 1, at(tt.checkIn+100), tt.checkIn+100) // the first counts
		}
		if got, source := s.Of(s.Members[0]); got != tt.want || source != tt.source {
			t.Errorf("%s: %+v by %q", tt.name, got, source)
		}
	}
}

// A phone whose clock is fast does not win over what is marked later.
func TestFastClock(t *testing.T) {
	s := blank("matti")
	s, _ = Apply(s, Change{ID: "b", Marked: at(5000), People: []Marking{{"matti", Mark{State: Absent, Absence: Unwell}}}}, "seppo", at(490))
	s, _ = Apply(s, Change{ID: "a", Marked: at(500), People: []Marking{{"matti", Mark{State: Present, From: 480, To: 720}}}}, "sanna", at(500))
	if m, _ := s.Of(s.Members[0]); m.State != Present {
		t.Errorf("%+v", m)
	}
}

// A phone tells its time when it sends: whatever its clock says, what was marked counts from as long ago as it was.
func TestClockOfThePhone(t *testing.T) {
	for _, tt := range []struct {
		name                         string
		then, sent, received, counts int // minutes; a negative one is none
	}{
		{"right", 480, 500, 500, 480},
		{"an hour fast", 540, 560, 500, 480},
		{"an hour slow", 420, 440, 500, 480},
		{"not known", 480, -1, 500, 480},
		{"not known and fast", 540, -1, 500, 500},
		{"set back in between", 540, 480, 500, 500},
		{"never told", -1, 500, 500, 500},
	} {
		moment := func(minutes int) marketplace.Instant {
			if minutes < 0 {
				return marketplace.Instant{}
			}
			return at(minutes)
		}
		if got := ours(moment(tt.then), moment(tt.sent), at(tt.received)); got != at(tt.counts) {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
}

// What a change may hold: each mistake names its field, and can be read.
func TestChangeIsChecked(t *testing.T) {
	long := strings.Repeat("ä", MaxWords+1)
	who := func(m Mark) Change { return Change{ID: "c", People: []Marking{{"matti", m}}} }
	for _, tt := range []struct {
		name, field, key string
		c                Change
	}{
		{"good", "", "", who(Mark{State: Late, From: 495, To: 720, Break: 30})},
		{"no times are the shift's", "", "", who(Mark{State: Present})},
		{"away needs no times", "", "", who(Mark{State: Absent, Absence: OtherPlans, From: 7})},
		{"taken back", "", "", who(Mark{})},
		{"no id", "id", "field.required", Change{}},
		{"a long id", "id", "field.required", Change{ID: marketplace.ID(long)}},
		{"a state of another list", "people[0].state", "field.choice", who(Mark{State: "ill"})},
		{"a reason in words", "people[0].absence", "field.choice", who(Mark{State: Absent, Absence: "flu"})},
		{"no reason", "people[0].absence", "field.choice", who(Mark{State: Absent})},
		{"minutes", "people[0].from", "attendance.quarters", who(Mark{State: Late, From: 487, To: 720})},
		{"backwards", "people[0].to", "attendance.order", who(Mark{State: Late, From: 720, To: 720})},
		{"tomorrow", "people[0].to", "field.range", who(Mark{State: Present, From: 480, To: 1500})},
		{"nothing but break", "people[0].break", "attendance.break", who(Mark{State: Present, From: 480, To: 495, Break: 15})},
		{"a stranger", "people[0].person", "attendance.not_in_shift", Change{ID: "c", People: []Marking{{"ville", Mark{State: Present}}}}},
		{"all absent at once", "rest.state", "field.choice", Change{ID: "c", Rest: &Rest{Mark: Mark{State: Absent, Absence: NotKnown}}}},
		{"hours as a quantity", "made[0].name", "attendance.no_line", Change{ID: "c", Made: []Made{{price.CrewHour, "Ryhmätunti", 4}}}},
		{"a line of another unit", "made[0].name", "attendance.no_line", Change{ID: "c", Made: []Made{{price.Travel, "Paketti", 4}}}},
		{"less than nothing", "made[0].quantity", "attendance.quantity", Change{ID: "c", Made: []Made{{price.Piece, "Paketti", -1}}}},
		{"many words", "words", "field.too_long", Change{ID: "c", Words: &long}},
	} {
		_, err := tt.c.checked(blank("matti"))
		if tt.field == "" {
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
			continue
		}
		if err == nil || marketplace.AsError(err).Fields[0].Field != tt.field || marketplace.AsError(err).Fields[0].Key != tt.key {
			t.Errorf("%s: %v", tt.name, marketplace.AsError(err).Fields)
		}
	}
}

// The roster may change while the sheet is open: who was marked stays, numbers stay whose they were, and "all present" never
// covers who was added since.
func TestRosterChanges(t *testing.T) {
	w := worldAt(nil, nil, "")
	s := blank("matti", "liisa", "pekka")
	s, _ = Apply(s, Change{ID: "a", Marked: at(480), Rest: &Rest{Mark{State: Present, From: 480, To: 720}, []marketplace.ID{"matti", "pekka"}}}, "seppo", at(480))
	other := shift(monday, 480, "pekka", "ville")
	s = s.following(other, w.order)
	var got []string
	for _, e := range s.Members {
		m, _ := s.Of(e)
		got = append(got, fmt.Sprintf("%d %s %s", e.Number, e.Person, m.State))
	}
	if want := []string{"1 matti present", "3 pekka present", "4 ville "}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	s.State = Signed
	if after := s.following(roster.Shift{}, w.order); asJSON(after) != asJSON(s) {
		t.Error("a signed sheet followed the roster")
	}
}
