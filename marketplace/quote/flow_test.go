package quote

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
)

// begun is a world with three crews and an open request.
func begun(t testing.TB) *world {
	t.Helper()
	w := newWorld(memory(t))
	for _, s := range sellersOf() {
		w.crew(t, s.Org)
	}
	w.open(t, "r")
	w.carry(t)
	return w
}

func asJSON(v any) string { return string(must(json.Marshal(v))) }

// The whole way with a buyer and three organisers, and what each of them must not see.
func TestFromAskingToAccepting(t *testing.T) {
	ctx, w := t.Context(), begun(t)
	for _, who := range []marketplace.ID{"olga", "birgit", "veikko", "tiina"} {
		if got := w.told(who); !slices.Equal(got, []string{"request.invited"}) {
			t.Errorf("%s was told %v", who, got)
		}
	}
	if list := must(w.Mine(ctx, birgit, true, marketplace.Page{})).Items; len(list) != 1 || list[0].Value.State != Draft || list[0].Value.Title != "Joulupaketit" {
		t.Errorf("what was asked for stands on the list: %+v", list)
	}
	must(w.asks.Read(ctx, olga, "r"))
	must(w.asks.Ask(ctx, olga, "r", "q1", "Onko hissi?"))
	must(w.asks.Ask(ctx, veikko, "r", "q2", "Saako pysäköidä?"))
	must(w.asks.Ask(ctx, veikko, "r", "q2", "Saako pysäköidä?"))
	must(w.asks.Answer(ctx, aino, "r", "q1", "On."))
	w.carry(t)
	if got := w.told("aino"); !slices.Equal(got, []string{"request.question_asked", "request.question_asked"}) {
		t.Errorf("aino was told %v", got)
	}
	asked := must(w.asks.Read(ctx, tiina, "r"))
	if qs := asked.Questions; len(qs) != 2 || qs[0].Own || qs[0].Answer != "On." || qs[1].Text != "Saako pysäköidä?" {
		t.Errorf("everybody reads questions and answers: %+v", qs)
	}
	if own := must(w.asks.Read(ctx, veikko, "r")).Questions; own[0].Own || !own[1].Own {
		t.Errorf("the asker knows their own: %+v", own)
	}
	must(w.Pass(ctx, tiina, "r", request.TooFar, ""))
	first := w.sent(t, olga, "r", 4, "2026-11-30", "2026-12-01")
	w.sent(t, veikko, "r", 2, "2026-11-30")
	w.carry(t)
	r := must(w.asks.Get(ctx, aino, "r")).Value
	if i := r.Invited; i[0].Seen.IsZero() || i[2].Reason != request.TooFar || r.Questions[1].Organiser != "verstas" {
		t.Errorf("the buyer sees who has seen, passed and asked: %+v", r)
	}
	if first.Versions[0].Total != 128*500+3500 || len(w.bookings(t, "paja")) != 1 {
		t.Errorf("sent: %+v", first.Versions)
	}
	seen := asJSON(must(w.asks.Read(ctx, olga, "r"))) + asJSON(must(w.Quote(ctx, olga, "r"))) + asJSON(w.boxes["olga"])
	for _, secret := range []string{"verstas", "veikko", "toimi", "tiina", "aino", string(IDOf("r", "verstas")), "request.passed"} {
		if strings.Contains(seen, secret) {
			t.Errorf("olga sees %s: %s", secret, seen)
		}
	}
	must(w.SaveDraft(ctx, olga, "r", must(w.Quote(ctx, olga, "r")).Rev, Content{Note: "Keskeneräinen"}))
	offers := asJSON(must(w.Offers(ctx, aino, "r"))) + asJSON(must(w.Offer(ctx, aino, first.ID)))
	for _, secret := range []string{"Keskeneräinen", "Kauempana", "crew_hour\"", "olga"} {
		if strings.Contains(strings.ReplaceAll(offers, `"Unit":"crew_hour"`, ""), secret) {
			t.Errorf("the buyer sees %s: %s", secret, offers)
		}
	}
	if o := must(w.Offer(ctx, aino, first.ID)); !o.Held || o.State != Sent {
		t.Errorf("%+v", o)
	}
	r = must(w.Accept(ctx, aino, "r", Choice{first.ID, 1}))
	w.carry(t)
	if r.State != request.Awarded || r.Award.Organiser != "paja" || r.Award.Total != first.Versions[0].Total {
		t.Errorf("%+v", r)
	}
	if lost := w.stored(t, IDOf("r", "verstas")); lost.State != Lost || lost.Loss.Why != AnotherChosen || len(w.bookings(t, "verstas")) > 0 {
		t.Errorf("the other: %+v", lost)
	}
	if b := w.bookings(t, "paja"); len(b) != 1 || b[0].State != capacity.Sold {
		t.Errorf("%+v", b)
	}
	if got := w.told("veikko"); !slices.Equal(got, []string{"request.answered", "quote.lost.another_chosen"}) {
		t.Errorf("veikko was told %v", got)
	}
	if got := w.told("birgit"); !slices.Equal(got, []string{"request.answered", "quote.accepted"}) {
		t.Errorf("birgit was told %v", got)
	}
	if seen := asJSON(must(w.asks.Read(ctx, veikko, "r"))) + asJSON(must(w.Quote(ctx, veikko, "r"))); strings.Contains(seen, "paja") || strings.Contains(seen, string(first.ID)) {
		t.Errorf("the loser sees the winner: %s", seen)
	}
	if again := must(w.Accept(ctx, olli, "r", Choice{first.ID, 1})); again.Award.By != "aino" {
		t.Errorf("accepted twice: %+v", again.Award)
	}
	if broken := w.broken(t, "r"); len(broken) > 0 {
		t.Error(broken)
	}
}

// Two people of the buyer accept two quotes at once: one is the winner, and what was held for the other is free.
func TestTwoAcceptAtOnce(t *testing.T) {
	for round := range 5 {
		ctx, w := t.Context(), begun(t)
		a, b := w.sent(t, olga, "r", 4, "2026-11-30"), w.sent(t, veikko, "r", 4, "2026-11-30")
		var wg sync.WaitGroup
		won := make([]error, 4)
		for i, c := range []Choice{{a.ID, 1}, {b.ID, 1}, {a.ID, 1}, {b.ID, 1}} {
			wg.Go(func() { _, won[i] = w.Accept(ctx, []marketplace.Actor{aino, olli}[i%2], "r", c) })
		}
		wg.Wait()
		w.carry(t)
		if broken := w.broken(t, "r"); len(broken) > 0 || w.request(t, "r").State != request.Awarded {
			t.Fatalf("round %d: %v", round, broken)
		}
		winner := slices.Index([]marketplace.ID{a.ID, b.ID}, w.request(t, "r").Award.Quote)
		if won[winner] != nil || won[winner+2] != nil || won[1-winner] == nil || won[3-winner] == nil {
			t.Fatalf("round %d: %d won, %v", round, winner, won)
		}
		if n := len(w.bookings(t, "paja")) + len(w.bookings(t, "verstas")); n != 1 {
			t.Fatalf("%d bookings", n)
		}
	}
}

// A version that the buyer has not seen is not accepted; the answer says what changed, before and now.
func TestNewerVersion(t *testing.T) {
	ctx, w := t.Context(), begun(t)
	q := w.sent(t, olga, "r", 4, "2026-11-30")
	second := w.content("paja", 3, "2026-12-01")
	second.Lines[0].Rate, second.Lines[0].Reason = 21_0000, "Kiire"
	must(w.offer(ctx, olga, "r", second))
	_, err := w.Accept(ctx, aino, "r", Choice{q.ID, 1})
	wantError(t, err, marketplace.Stale, "quote.newer")
	var said []string
	for _, f := range marketplace.AsError(err).Fields {
		said = append(said, strings.ReplaceAll(fmt.Sprintf("%s: %s -> %s", f.Field, f.Args["before"], f.Args["now"]), "\u00a0", " "))
	}
	want := []string{
		"loads[2026-11-30]: 08:00–12:00: 4 + 1 -> –", "loads[2026-12-01]: – -> 08:00–12:00: 3 + 1", "lines[0].quantity: 16 t -> 12 t",
		"lines[0].rate: 20,00 € -> 21,00 €", "lines[0].amount: 320,00 € -> 252,00 €", "total: 355,00 € -> 287,00 €",
	}
	if !slices.Equal(said, want) {
		t.Errorf("said %q", said)
	}
	if b := w.bookings(t, "paja"); len(b) != 1 || b[0].ID != q.ID || b[0].Loads[0].Date != "2026-12-01" {
		t.Errorf("the same booking was moved: %+v", b)
	}
	must(w.Accept(ctx, aino, "r", Choice{q.ID, 2}))
	w.carry(t)
	if broken := w.broken(t, "r"); len(broken) > 0 {
		t.Error(broken)
	}
}

// An expired quote is not accepted; the answer says whether the capacity is free, and one verb of the organiser renews it.
func TestExpiredAndRenewed(t *testing.T) {
	ctx, w := t.Context(), begun(t)
	q := w.sent(t, olga, "r", 4, "2026-11-30")
	w.move(25 * 3600e9)
	_, err := w.Accept(ctx, aino, "r", Choice{q.ID, 1})
	wantError(t, err, marketplace.Conflict, "quote.expired_free")
	ok(t, w.Work(ctx))
	ok(t, w.Work(ctx))
	w.carry(t)
	w.told("olga")
	if o := must(w.AskRenewal(ctx, aino, q.ID)); o.State != Expired || o.Renewal.IsZero() {
		t.Errorf("%+v", o)
	}
	must(w.AskRenewal(ctx, aino, q.ID))
	w.carry(t)
	if got := w.told("olga"); !slices.Equal(got, []string{"quote.renewal_asked"}) {
		t.Errorf("olga was told %v", got)
	}
	until := w.in(48)
	e := must(w.Renew(ctx, birgit, "r", until))
	must(w.Renew(ctx, birgit, "r", until))
	if v, _ := e.Value.Newest(); e.Value.State != Sent || v.Number != 2 || v.Total != q.Versions[0].Total || v.Until != until || len(w.bookings(t, "paja")) != 1 {
		t.Errorf("%+v", e.Value)
	}
	_, err = w.Accept(ctx, aino, "r", Choice{q.ID, 1})
	wantError(t, err, marketplace.Stale, "quote.newer")
	w.move(49 * 3600e9)
	must(w.crews.Hold(ctx, olga, "crew-paja", capacity.Request{ID: "x", For: "x", Buyer: "bakery", Until: w.in(24), Loads: q.Versions[0].Loads}))
	_, err = w.Accept(ctx, aino, "r", Choice{q.ID, 2})
	wantError(t, err, marketplace.Conflict, "quote.expired_taken")
	_, err = w.Renew(ctx, olga, "r", w.in(24))
	wantError(t, err, marketplace.Conflict, "capacity.short.crew")
	if q = w.stored(t, q.ID); q.Sending != nil || len(q.Versions) != 2 || q.Draft != nil {
		t.Errorf("renewed in vain: %+v", q)
	}
}

// Capacity that went away while the quote was valid: the quote is lost and says what is missing, the request is open again,
// and another quote can be accepted.
func TestCapacityGone(t *testing.T) {
	ctx, w := t.Context(), begun(t)
	q, other := w.sent(t, olga, "r", 4, "2026-11-30"), w.sent(t, veikko, "r", 4, "2026-11-30")
	crew := must(w.crews.Get(ctx, olga, "crew-paja"))
	must(w.crews.SavePlan(ctx, olga, "crew-paja", crew.Rev, capacity.Plan{From: "2026-11-30", Reason: capacity.Holiday}))
	if o := must(w.Offer(ctx, aino, q.ID)); o.Held {
		t.Error("it says that the capacity is held")
	}
	r, err := w.Accept(ctx, aino, "r", Choice{q.ID, 1})
	wantError(t, err, marketplace.Conflict, "quote.capacity_gone")
	if f := marketplace.AsError(err).Fields; len(f) == 0 || f[0].Field != "2026-11-30" || f[0].Key != "capacity.short.crew" {
		t.Errorf("the shortage is %+v", f)
	}
	w.carry(t)
	if q = w.stored(t, q.ID); q.State != Lost || q.Loss.Why != CapacityGone || len(q.Loss.Shortage) == 0 || r.State != request.Open || r.Award != nil {
		t.Errorf("%+v, %+v", q, r)
	}
	if got := w.told("birgit"); !slices.Equal(got, []string{"request.invited", "quote.lost.capacity_gone"}) {
		t.Errorf("birgit was told %v", got)
	}
	must(w.Accept(ctx, aino, "r", Choice{other.ID, 1}))
	w.carry(t)
	if broken := w.broken(t, "r"); len(broken) > 0 {
		t.Error(broken)
	}
}

// Above the limit the owners are asked, and accept.
func TestApproval(t *testing.T) {
	ctx, w := t.Context(), begun(t)
	q := w.sent(t, olga, "r", 4, "2026-11-30")
	total := q.Versions[0].Total
	_, err := w.asks.SetLimits(ctx, aino, 0, request.Limits{Most: &total})
	wantError(t, err, marketplace.Forbidden, "error.forbidden")
	below := total - 1
	e := must(w.asks.SetLimits(ctx, otso, 0, request.Limits{Most: &below}))
	_, err = w.asks.SetLimits(ctx, otso, 0, request.Limits{})
	wantError(t, err, marketplace.Stale, "error.stale")
	for range 2 {
		r := must(w.Accept(ctx, aino, "r", Choice{q.ID, 1}))
		if r.State != request.Open || r.Approval == nil || r.Approval.By != "aino" || r.Approval.Total != total || r.Approval.Limit != below {
			t.Fatalf("%+v", r)
		}
	}
	w.carry(t)
	if got := w.told("otso"); !slices.Equal(got, []string{"request.approval_asked"}) {
		t.Errorf("otso was told %v", got)
	}
	if r := must(w.Accept(ctx, otso, "r", Choice{q.ID, 1})); r.State != request.Awarded || r.Award.By != "otso" {
		t.Errorf("%+v", r)
	}
	w.open(t, "r2")
	q = w.sent(t, veikko, "r2", 4, "2026-11-30")
	e.Value.People = map[marketplace.ID]money.Cents{"olli": total}
	must(w.asks.SetLimits(ctx, otso, e.Rev, e.Value))
	if r := must(w.Accept(ctx, olli, "r2", Choice{q.ID, 1})); r.State != request.Awarded {
		t.Errorf("within a limit of their own: %+v", r)
	}
}

// What is wrong with a draft is said by field before anything is held; a price that is not the book's needs a reason.
func TestDraftThatCannotBeSent(t *testing.T) {
	ctx, w := t.Context(), begun(t)
	for name, tt := range map[string]struct {
		change func(*Content)
		want   []string
	}{
		"empty":       {func(c *Content) { *c = Content{} }, []string{"crew", "lines", "loads", "supervisor", "until"}},
		"too long":    {func(c *Content) { c.Until = w.in(61 * 24); c.Loads[0].Date = "2027-01-29" }, []string{"until"}},
		"over":        {func(c *Content) { c.Until = w.in(8 * 24) }, []string{"until"}},
		"dearer":      {func(c *Content) { c.Lines[0].Rate++ }, []string{"lines[0].reason"}},
		"no book":     {func(c *Content) { c.Lines[1].Reason = "" }, []string{"lines[1].reason"}},
		"unknown":     {func(c *Content) { c.Lines[0].Item = "nothing" }, []string{"lines[0].item"}},
		"other unit":  {func(c *Content) { c.Lines[0].Unit = price.Piece }, []string{"lines[0].unit"}},
		"their crew":  {func(c *Content) { c.Crew = "crew-verstas" }, []string{"crew"}},
		"supervision": {func(c *Content) { c.Loads[0].Supervisors = 0 }, []string{"loads[0].supervisors"}},
	} {
		c := w.content("paja", 4, "2026-11-30")
		tt.change(&c)
		_, err := w.offer(ctx, olga, "r", c)
		var got []string
		for _, f := range marketplace.AsError(err).Fields {
			got = append(got, f.Field)
			if !texts.In("fi").Has(f.Key) {
				t.Errorf("nobody can read %s", f.Key)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if len(w.bookings(t, "paja")) > 0 || len(w.stored(t, IDOf("r", "paja")).Versions) > 0 {
		t.Error("something was held or sent")
	}
	w.move(50 * 3600e9)
	_, err := w.offer(ctx, olga, "r", w.content("paja", 4, "2026-11-30"))
	wantError(t, err, marketplace.Conflict, "request.too_late")
}

// TestDisplaced: the organiser is told when its own change of the crew took the hours of its quote, once, and the buyer is not;
// nobody is told of a hold of something else, nor of a quote that has its hours again.
func TestDisplaced(t *testing.T) {
	ctx, w := t.Context(), begun(t)
	w.sent(t, olga, "r", 4, "2026-11-30")
	must(w.crews.Hold(ctx, seppo, "crew-paja", capacity.Request{ID: "b", For: "something", Buyer: "bakery", Until: w.in(24), Loads: []capacity.Load{{Date: "2026-12-01", From: 480, To: 720, Participants: 1, Supervisors: 1}}}))
	w.carry(t)
	for _, who := range []marketplace.ID{"aino", "olga", "birgit", "veikko"} {
		w.told(who)
	}
	plan := func(p capacity.Plan) {
		e := must(w.crews.Get(ctx, seppo, "crew-paja"))
		must(w.crews.SavePlan(ctx, seppo, "crew-paja", e.Rev, p))
	}
	plan(capacity.Plan{From: "2026-11-30", To: "2026-12-01", Reason: capacity.Holiday})
	facts := must(w.db.Pending(ctx, 100))
	w.carry(t)
	for who, want := range map[marketplace.ID][]string{"olga": {"capacity.displaced"}, "birgit": {"capacity.displaced"}, "aino": {}, "seppo": {}, "veikko": {}} {
		if got := w.told(who); !slices.Equal(got, want) {
			t.Errorf("%s was told %v, want %v", who, got, want)
		}
	}
	if o := must(w.Offer(ctx, aino, IDOf("r", "paja"))); o.Held || o.State != Sent {
		t.Errorf("the buyer sees %+v", o)
	}
	plan(capacity.Plan{From: "2026-11-30", Remove: true})
	must(w.Renew(ctx, olga, "r", w.in(30)))
	w.carry(t)
	w.told("olga")
	for _, p := range facts {
		for _, f := range p.Facts {
			if slices.Contains(Told(), f.Type) {
				ok(t, w.Tell(ctx, f))
			}
		}
	}
	if got := w.told("olga"); len(got) > 0 {
		t.Errorf("told %v of hours that are there again", got)
	}
}
