package introduction

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// An introduction keeps what the matcher said on the day it was sent, and the matcher, which reads the profile, is asked for
// nothing that is not sent. Neither the employer nor the client is told.
func TestForecastIsKept(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	i := w.sent(t)
	if got := w.stored(t, i.ID).Forecast; got != "fits_if" || w.asked != 1 {
		t.Errorf("%q, asked %d times", got, w.asked)
	}
	for name, refused := range map[string]func() error{
		"again": func() error { return second(w.Send(ctx, kati, i.Consent)) },
		"gone": func() error {
			c := w.allowed(t).ID
			w.closed = true
			return second(w.Send(ctx, kati, c))
		},
		"a colleague": func() error { return second(w.Send(ctx, kalle, i.Consent)) },
	} {
		if err := refused(); err == nil || w.asked != 1 {
			t.Errorf("%s: %v, asked %d times", name, err, w.asked)
		}
	}
	if mine := must(w.My(ctx, matti, i.ID)); mine.Forecast != "" {
		t.Errorf("the client reads %q", mine.Forecast)
	}
	if r := must(w.Read(ctx, aino, i.ID)); r.Forecast != "" {
		t.Errorf("the employer reads %q", r.Forecast)
	}
	if list := must(w.Inbox(ctx, aino, true, marketplace.Page{})); list.Items[0].Forecast != "" {
		t.Errorf("the employer's list has %q", list.Items[0].Forecast)
	}
	if got := w.stored(t, i.ID); got.State != Seen || got.Forecast != "fits_if" {
		t.Errorf("after the employer read it, %s keeps %q", got.State, got.Forecast)
	}
}

func second[T any](_ T, err error) error { return err }

// The whole way: sent, seen, a day proposed and confirmed, the work tried, offered, agreed; each side is told what the other
// did, and whose turn it is.
func TestFromSendingToAgreeing(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	i := w.sent(t)
	if i.State != Sent || i.Owner != ByEmployer || i.Due != "2026-12-07" || i.Next != "2026-12-02" || i.Title != "Tiskaaja" {
		t.Errorf("sent: %+v", i)
	}
	w.carry(t)
	if got := w.told("aino"); !slices.Equal(got, []string{"sent.employer"}) || !slices.Equal(w.told("olli"), got) || len(w.told("otso")) > 0 || len(w.told("kati")) > 0 {
		t.Errorf("told about the sending: %v", got)
	}
	r := must(w.Read(ctx, aino, i.ID))
	if r.State != Seen || r.Card.Code != "K-1234" || r.Contact != "kati@turku.fi" || r.Due != i.Due || w.reads != 1 {
		t.Errorf("read: %+v", r)
	}
	if r = must(w.Read(ctx, olli, i.ID)); len(r.History) != 2 || w.reads != 2 {
		t.Errorf("read again: %+v, %d reads", r.History, w.reads)
	}
	i = must(w.Propose(ctx, aino, i.ID, w.day(3)))
	if i.State != Proposed || i.Owner != ByCoach || i.Due != w.day(3) || i.Day != w.day(3) {
		t.Errorf("proposed: %+v", i)
	}
	i = must(w.Confirm(ctx, kati, i.ID, w.day(4)))
	if i.State != Meeting || i.Owner != ByEmployer || i.Day != w.day(4) || i.Due != "2026-12-04" {
		t.Errorf("meeting: %+v", i)
	}
	i = must(w.Try(ctx, kati, i.ID, w.day(7), w.day(9)))
	if i.State != Trial || i.Owner != ByEmployer || i.From != w.day(7) || i.Due != "2026-12-09" {
		t.Errorf("trial: %+v", i)
	}
	if i = must(w.Offer(ctx, aino, i.ID)); i.State != Offered || i.Owner != ByCoach || i.Due != "2026-12-07" {
		t.Errorf("offered: %+v", i)
	}
	if i = must(w.Agree(ctx, kati, i.ID)); i.State != Agreed || i.Open || i.Owner != "" || i.Due != "" || i.Next != "" {
		t.Errorf("agreed: %+v", i)
	}
	w.carry(t)
	if got := w.told("aino"); !slices.Equal(got, []string{"meeting.employer", "trial.employer", "agreed.employer"}) {
		t.Errorf("the employer was told %v", got)
	}
	if got := w.told("kati"); !slices.Equal(got, []string{"proposed.coach", "offered.coach"}) {
		t.Errorf("the coach was told %v", got)
	}
	if r := must(w.Read(ctx, aino, i.ID)); r.Card == nil {
		t.Error("after agreeing the employer reads no card")
	}
}

// Without a consent that was given for this employer and task nothing is sent, and nothing twice.
func TestSendingNeedsTheConsent(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	asked := must(w.said.Ask(ctx, kati, "matti", consent.Request{Purpose: consent.Introduction, Receiver: "cafe", Task: "dishes", Fields: []consent.Field{consent.Goal}}))
	back := w.allowed(t)
	must(w.said.Withdraw(ctx, matti, back.ID))
	other := w.allowed(t, func(r *consent.Request) { r.Purpose = consent.Reference })
	general := w.allowed(t, func(r *consent.Request) { r.Task = "" })
	used := w.sent(t)
	for name, tc := range map[string]struct {
		id  marketplace.ID
		key string
	}{
		"not answered": {asked.ID, "introduction.no_consent"}, "taken back": {back.ID, "introduction.no_consent"},
		"for a reference": {other.ID, "introduction.other_consent"}, "for no task": {general.ID, "introduction.other_consent"},
		"used": {used.Consent, "introduction.sent_before"},
	} {
		_, err := w.Send(ctx, kati, tc.id)
		if e := marketplace.AsError(err); e.Kind != marketplace.Conflict || e.Key != tc.key {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.Send(ctx, kati, "nobody-has-this")
	wantKind(t, err, marketplace.NotFound)
	fresh := w.allowed(t)
	w.closed = true
	_, err = w.Send(ctx, kati, fresh.ID)
	if marketplace.AsError(err).Key != "introduction.task_gone" {
		t.Errorf("a closed task: %v", err)
	}
}

// To everybody who has nothing to do with it, an introduction is the same as one that never was.
func TestStrangers(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	i, fresh := w.sent(t), w.allowed(t)
	verbs := map[string]func(marketplace.Actor, marketplace.ID) error{
		"coach of": func(a marketplace.Actor, id marketplace.ID) error { _, err := w.Of(ctx, a, id); return err },
		"coach confirm": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := w.Confirm(ctx, a, id, w.day(1))
			return err
		},
		"coach try": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := w.Try(ctx, a, id, w.day(1), w.day(1))
			return err
		},
		"coach agree":    func(a marketplace.Actor, id marketplace.ID) error { _, err := w.Agree(ctx, a, id); return err },
		"coach withdraw": func(a marketplace.Actor, id marketplace.ID) error { _, err := w.Withdraw(ctx, a, id); return err },
		"coach write": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := w.WriteAsCoach(ctx, a, id, Draft{Text: "x"})
			return err
		},
		"coach thread": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := w.ThreadOf(ctx, a, id, marketplace.Page{})
			return err
		},
		"employer read":  func(a marketplace.Actor, id marketplace.ID) error { _, err := w.Read(ctx, a, id); return err },
		"employer day":   func(a marketplace.Actor, id marketplace.ID) error { _, err := w.Propose(ctx, a, id, "x"); return err },
		"employer offer": func(a marketplace.Actor, id marketplace.ID) error { _, err := w.Offer(ctx, a, id); return err },
		"employer no": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := w.Refuse(ctx, a, id, Refusal{})
			return err
		},
		"employer write": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := w.WriteAsEmployer(ctx, a, id, Draft{})
			return err
		},
		"employer thread": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := w.ReceivedThread(ctx, a, id, marketplace.Page{})
			return err
		},
		"client my":   func(a marketplace.Actor, id marketplace.ID) error { _, err := w.My(ctx, a, id); return err },
		"client back": func(a marketplace.Actor, id marketplace.ID) error { _, err := w.TakeBack(ctx, a, id); return err },
		"client thread": func(a marketplace.Actor, id marketplace.ID) error {
			_, err := w.MyThread(ctx, a, id, marketplace.Page{})
			return err
		},
	}
	kinds := map[string]map[*marketplace.Actor]marketplace.Kind{
		"coach":    {&kalle: marketplace.NotFound, &aino: marketplace.Forbidden, &matti: marketplace.Forbidden, &oona: marketplace.Forbidden, &nobody: marketplace.Unauthenticated},
		"employer": {&rival: marketplace.NotFound, &oona: marketplace.NotFound, &kati: marketplace.Forbidden, &matti: marketplace.Forbidden, &nobody: marketplace.Unauthenticated},
		"client":   {&minna: marketplace.NotFound, &kati: marketplace.Forbidden, &aino: marketplace.Forbidden, &nobody: marketplace.Forbidden},
	}
	before := w.stored(t, i.ID)
	for name, verb := range verbs {
		side, _, _ := strings.Cut(name, " ")
		for a, kind := range kinds[side] {
			err, absent := verb(*a, i.ID), verb(*a, "nobody-has-this")
			if !marketplace.IsKind(err, kind) || kind == marketplace.NotFound && marketplace.AsError(err).Key != marketplace.AsError(absent).Key {
				t.Errorf("%s by %s: %v", name, a.Person, err)
			}
		}
	}
	for a, kind := range kinds["coach"] {
		if _, err := w.Send(ctx, *a, fresh.ID); !marketplace.IsKind(err, kind) {
			t.Errorf("send by %s: %v", a.Person, err)
		}
	}
	for _, list := range [][]Introduction{must(w.Mine(ctx, kalle, true, marketplace.Page{})).Items, must(w.Inbox(ctx, rival, true, marketplace.Page{})).Items, must(w.OfMe(ctx, minna, marketplace.Page{})).Items} {
		if len(list) > 0 {
			t.Errorf("a stranger's list: %+v", list)
		}
	}
	if after := w.stored(t, i.ID); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("a stranger changed %+v", after)
	}
}

// A consent that the client takes back reaches the employer in the next request, before anything was carried; then it is
// written down, and the employer is told so without a reason. Withdrawing by the coach is told in the same words.
func TestTakenBack(t *testing.T) {
	ctx := t.Context()
	letters := map[string]string{}
	for name, back := range map[string]func(*world, Introduction) error{
		"the client, here":       func(w *world, i Introduction) error { _, err := w.TakeBack(ctx, matti, i.ID); return err },
		"the client's consent":   func(w *world, i Introduction) error { _, err := w.said.Withdraw(ctx, matti, i.Consent); return err },
		"the coach":              func(w *world, i Introduction) error { _, err := w.Withdraw(ctx, kati, i.ID); return err },
		"time, and it was noted": func(w *world, i Introduction) error { w.pass(i.Until.AddDays(1)); return w.said.RunOut(ctx) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, memory(t))
			i := must(w.Send(ctx, kati, w.allowed(t, func(r *consent.Request) { r.Until = w.day(5) }).ID))
			must(w.Read(ctx, aino, i.ID))
			w.carry(t)
			w.told("aino")
			ok(t, back(w, i))
			gone := func() {
				t.Helper()
				_, err := w.Read(ctx, aino, i.ID)
				_, absent := w.Read(ctx, aino, "nobody-has-this")
				if marketplace.AsError(err).Key != marketplace.AsError(absent).Key || !marketplace.IsKind(err, marketplace.NotFound) {
					t.Errorf("reads %v, for nothing at all %v", err, absent)
				}
				for _, open := range []bool{true, false} {
					if list := must(w.Inbox(ctx, aino, open, marketplace.Page{})); len(list.Items) > 0 {
						t.Errorf("listed: %+v", list.Items)
					}
				}
				_, err = w.Offer(ctx, aino, i.ID)
				wantKind(t, err, marketplace.NotFound)
				_, err = w.ReceivedThread(ctx, aino, i.ID, marketplace.Page{})
				wantKind(t, err, marketplace.NotFound)
			}
			gone()
			if my := must(w.My(ctx, matti, i.ID)); my.State != Withdrawn || my.Open {
				t.Errorf("the client sees %+v", my)
			}
			_, err := w.Confirm(ctx, kati, i.ID, w.Today())
			if err == nil {
				t.Error("the coach goes on")
			}
			w.carry(t)
			gone()
			if got := w.stored(t, i.ID); got.State != Withdrawn || got.Open || got.Next != "" {
				t.Errorf("stored: %+v", got)
			}
			box := w.boxes["aino"]
			if len(box) != 1 || box[0].Path != "/received" {
				t.Fatalf("the employer was told %+v", box)
			}
			box[0].ID, box[0].At = "", marketplace.Instant{}
			letters[fmt.Sprint(box[0])] = name
		})
	}
	if len(letters) != 1 {
		t.Errorf("the letter tells who withdrew: %v", letters)
	}
}

// Nothing lies after the consent's last day: neither the day to answer nor a day that is agreed on.
func TestNothingOutlivesTheConsent(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	i := must(w.Send(ctx, kati, w.allowed(t, func(r *consent.Request) { r.Until = w.day(4) }).ID))
	if i.Due != w.day(4) {
		t.Errorf("due %s", i.Due)
	}
	for _, day := range []marketplace.Date{"", "soon", w.day(-1), w.day(5)} {
		_, err := w.Propose(ctx, aino, i.ID, day)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Field != "day" {
			t.Errorf("%q: %v", day, err)
		}
		_, err = w.Try(ctx, kati, i.ID, day, w.day(1))
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Field != "from" {
			t.Errorf("%q: %v", day, err)
		}
	}
	_, err := w.Try(ctx, kati, i.ID, w.day(2), w.day(1))
	if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Field != "to" {
		t.Errorf("backwards: %v", err)
	}
}

// A no names a reason; the client reads those that may be shared, and never the note.
func TestRefusals(t *testing.T) {
	long := strings.Repeat("ä", maxNote+1)
	for name, tc := range map[string]struct {
		r     Refusal
		field string
	}{
		"none": {Refusal{}, "reason"}, "of nobody's": {Refusal{Reason: "lazy"}, "reason"}, "other, and no word": {Refusal{Reason: Other, Note: " "}, "note"},
		"a long note": {Refusal{Reason: WrongTime, Note: long}, "note"},
	} {
		if _, err := tc.r.checked(); marketplace.AsError(err).Fields[0].Field != tc.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx := t.Context()
	for _, reason := range Reasons() {
		w := newWorld(t, memory(t))
		i := w.sent(t)
		i = must(w.Refuse(ctx, aino, i.ID, Refusal{Reason: reason, Note: "  Soitetaan\x00 keväällä "}))
		if i.State != Refused || i.Refusal.Note != "Soitetaan keväällä" || must(w.Of(ctx, kati, i.ID)).Refusal != i.Refusal {
			t.Errorf("refused: %+v", i)
		}
		my := must(w.My(ctx, matti, i.ID)).Refusal
		listed := must(w.OfMe(ctx, matti, marketplace.Page{})).Items[0].Refusal
		if my != listed || my.Note != "" || (my.Reason == reason) != reason.Shareable() {
			t.Errorf("%s: the client reads %+v", reason, my)
		}
		if r := must(w.Read(ctx, aino, i.ID)); r.Card != nil || w.reads != 0 {
			t.Error("after the no the employer still reads the card")
		}
		if text := string(must(json.Marshal(must(w.db.Pending(ctx, 100))))); strings.Contains(text, "keväällä") {
			t.Error("the note is in a fact")
		}
	}
}

// The client reads what is marked for them and nothing else; who wrote is told to the other side; nobody writes after the end.
func TestMessages(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	i := w.sent(t)
	w.carry(t)
	w.told("aino")
	must(w.WriteAsCoach(ctx, kati, i.ID, Draft{Text: "Hei!\x00\n\n\nVoiko perjantaina?"}))
	must(w.WriteAsEmployer(ctx, olli, i.ID, Draft{Text: "Tervetuloa kello 9.", ForClient: true}))
	w.carry(t)
	if got := w.told("aino"); !slices.Equal(got, []string{"message_written.employer"}) || !slices.Equal(w.told("kati"), []string{"message_written.coach"}) {
		t.Errorf("told: %v", got)
	}
	all := must(w.ThreadOf(ctx, kati, i.ID, marketplace.Page{})).Items
	if len(all) != 2 || all[0].Text != "Hei!\n\nVoiko perjantaina?" || all[0].By != ByCoach || all[1].Person != "olli" || len(must(w.ReceivedThread(ctx, aino, i.ID, marketplace.Page{})).Items) != 2 {
		t.Errorf("thread: %+v", all)
	}
	if mine := must(w.MyThread(ctx, matti, i.ID, marketplace.Page{})).Items; len(mine) != 1 || mine[0].Text != "Tervetuloa kello 9." {
		t.Errorf("the client reads %+v", mine)
	}
	for _, text := range []string{"", " \n", strings.Repeat("ä", maxText+1)} {
		_, err := w.WriteAsCoach(ctx, kati, i.ID, Draft{Text: text})
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Field != "text" {
			t.Errorf("%.10q: %v", text, err)
		}
	}
	must(w.Refuse(ctx, aino, i.ID, Refusal{Reason: NotSaid}))
	_, err := w.WriteAsCoach(ctx, kati, i.ID, Draft{Text: "Miksi?"})
	wantKind(t, err, marketplace.Conflict)
	if len(must(w.ReceivedThread(ctx, aino, i.ID, marketplace.Page{})).Items) != 2 {
		t.Error("the thread is gone")
	}
}

// An introduction follows the client to another coach, who has to act from then on.
func TestHandOver(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	i := w.sent(t)
	w.coach = "kalle"
	fact := marketplace.Fact{ID: "f", Type: "client.handed_over", Subject: "clients/matti", Data: map[string]string{"from": "kati", "to": "kalle"}}
	for range 2 {
		ok(t, w.Follow(ctx, fact))
	}
	_, err := w.Of(ctx, kati, i.ID)
	wantKind(t, err, marketplace.NotFound)
	if list := must(w.Mine(ctx, kalle, true, marketplace.Page{})); len(list.Items) != 1 || list.Items[0].Coach != "kalle" {
		t.Errorf("%+v", list.Items)
	}
	if r := must(w.Read(ctx, aino, i.ID)); r.Contact != "kalle@turku.fi" {
		t.Errorf("the employer is sent to %s", r.Contact)
	}
}
