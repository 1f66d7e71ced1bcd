package journal

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// life is an organiser with invoices, payments and books, and what the invoicing says is open, reckoned apart from the books.
type life struct {
	t       *rapid.T
	n       int
	book    Book
	chart   Chart
	events  []Event
	open    map[marketplace.ID]money.Cents
	content map[marketplace.ID]Content
	refs    map[marketplace.ID]string
	settled map[marketplace.ID]settle.Settlement
	dispute map[marketplace.ID]money.Cents
	other   map[Use]money.Cents // booked by what is no settlement
}

func newLife(t *rapid.T) *life {
	return &life{
		t: t, chart: chart(), open: map[marketplace.ID]money.Cents{}, content: map[marketplace.ID]Content{}, refs: map[marketplace.ID]string{},
		settled: map[marketplace.ID]settle.Settlement{}, dispute: map[marketplace.ID]money.Cents{},
		other: map[Use]money.Cents{},
	}
}

func (l *life) cents(most money.Cents) money.Cents {
	return money.Cents(rapid.Int64Range(1, int64(max(1, most))).Draw(l.t, "cents"))
}

func (l *life) id(prefix string) marketplace.ID {
	l.n++
	return marketplace.ID(fmt.Sprintf("%s%d", prefix, l.n))
}

func (l *life) invoice() (marketplace.ID, bool) {
	if len(l.open) == 0 {
		return "", false
	}
	return rapid.SampledFrom(slices.Sorted(maps.Keys(l.open))).Draw(l.t, "invoice"), true
}

// post books an event on a random day and checks the entry.
func (l *life) post(what What) {
	e := Event{ID: l.id("e"), Day: day.AddDays(rapid.IntRange(-30, 30).Draw(l.t, "day")), What: what}
	b, entry, err := l.book.Post(l.chart, e)
	if err != nil {
		l.t.Fatalf("%+v: %v", what, err)
	}
	if len(entry.Lines) > 0 && (entry.Day <= l.book.Closed || entry.Number != len(l.book.Entries)+1) {
		l.t.Fatalf("%+v in a book that is closed until %s", entry, l.book.Closed)
	}
	l.book, l.events = b, append(l.events, e)
	if _, ok := what.(Settled); !ok {
		l.apart(entry)
	}
}

// apart counts what an entry books beside the settlements.
func (l *life) apart(e Entry) {
	for use, cents := range short(e) {
		l.other[use] += cents
	}
}

func (l *life) issue() {
	id := l.id("inv")
	c := Content{Invoice: id, Number: string(id)}
	for range rapid.IntRange(1, 3).Draw(l.t, "sales") {
		s := rapid.SampledFrom([]Sale{{Treatment: Standard, Rate: 2550}, {Treatment: Standard, Rate: 1350}, {Treatment: Exempt}, {Treatment: ReverseCharge}}).Draw(l.t, "sale")
		s.Net = l.cents(1000_00)
		s.CostCentre = rapid.SampledFrom([]string{"", "KP1"}).Draw(l.t, "cost centre")
		c.Sales = append(c.Sales, s)
	}
	c.Taxes = taxes(c.Sales)
	l.content[id], l.open[id] = c, total(c)
	l.refs[id], _ = reference.Finnish(fmt.Sprint(1000 + l.n))
	l.post(Issued{c})
}

func taxes(sales []Sale) (out []Tax) {
	for _, rate := range []int64{1350, 2550} {
		base := money.Cents(0)
		for _, s := range sales {
			if s.Rate == rate {
				base += s.Net
			}
		}
		if base != 0 {
			out = append(out, Tax{rate, base, must(base.Ratio(rate, 10_000))})
		}
	}
	return out
}

func total(c Content) (sum money.Cents) {
	for _, s := range c.Sales {
		sum += s.Net
	}
	for _, t := range c.Taxes {
		sum += t.Cents
	}
	return sum
}

// part is some of the sales of an invoice, with the tax of them.
func (l *life) part(id marketplace.ID) Content {
	c := l.content[id]
	c.Number = string(l.id("doc"))
	s := rapid.SampledFrom(c.Sales).Draw(l.t, "of")
	s.Net = l.cents(s.Net)
	c.Sales = []Sale{s}
	c.Taxes = taxes(c.Sales)
	return c
}

func (l *life) step() {
	id, any := l.invoice()
	kind := rapid.IntRange(0, 16).Draw(l.t, "step")
	if !any || kind == 0 {
		l.issue()
		return
	}
	number := string(id)
	switch kind {
	case 1:
		c := l.part(id)
		l.open[id] -= total(c)
		l.post(Credited{c, number})
	case 2:
		c := l.part(id)
		l.open[id] -= total(c)
		l.post(WrittenOff{c})
	case 3:
		c := l.cents(12_00)
		l.open[id] += c
		l.post(ReminderFee{id, number, c})
	case 4:
		c := l.cents(12_00)
		l.open[id] += c
		l.post(LateInterest{id, number, c})
	case 5:
		c := l.cents(500_00)
		l.open[id] -= c
		l.post(PaidByCard{id, number, c, l.cents(100) - 1, l.cents(100) - 1, l.cents(100) - 1})
	case 6:
		c := l.cents(500_00)
		l.open[id] += c
		l.post(Refunded{id, number, c, rapid.Bool().Draw(l.t, "by bank"), l.cents(100) - 1, 0})
	case 7:
		c := l.cents(500_00)
		l.dispute[id] += c
		l.post(DisputeOpened{Dispute{id, number, c, l.cents(15_00)}})
	case 8:
		if held := l.dispute[id]; held > 0 {
			l.dispute[id] = 0
			l.post(DisputeWon{Dispute{id, number, held, 0}})
		}
	case 9:
		if held := l.dispute[id]; held > 0 {
			l.dispute[id] = 0
			l.open[id] += held
			l.post(DisputeLost{Dispute{id, number, held, 0}})
		}
	case 10:
		net := l.cents(100_00)
		l.post(PlatformFee{"p", net, Tax{2550, net, must(net.Ratio(2550, 10_000))}})
	case 11:
		l.post(PaidOut{l.cents(100_00)})
	case 12:
		l.move()
	case 13:
		l.replay()
	case 14:
		l.correct()
	default:
		l.pay(id)
	}
}

// pay lets the bank report a payment, or take one back.
func (l *life) pay(id marketplace.ID) {
	p := payment(string(l.id("pay")), l.cents(600_00))
	p.References = []camt.Reference{{Text: l.refs[id], Valid: true}}
	known := slices.Sorted(maps.Keys(l.settled))
	if len(known) > 0 && rapid.IntRange(0, 3).Draw(l.t, "back") == 0 {
		o := l.settled[rapid.SampledFrom(known).Draw(l.t, "of")].Payment
		key := p.Key
		if p = o; !o.Reversal {
			p.Key, p.Incoming, p.Reversal = key, !o.Incoming, true
		}
	}
	q := settle.Question{Payment: p, Accounts: []string{p.Account}}
	for _, i := range slices.Sorted(maps.Keys(l.open)) {
		q.Receivables = append(q.Receivables, settle.Receivable{Invoice: i, Reference: l.refs[i], Open: l.open[i]})
	}
	if s, ok := l.settled[p.Key]; ok {
		q.Known = &s
	}
	for _, key := range known {
		q.Earlier = append(q.Earlier, l.settled[key])
	}
	l.keep(must(settle.Decide(q)))
}

// keep saves a decision and books it.
func (l *life) keep(d settle.Decision) {
	if d.Replay {
		return
	}
	e := OfDecision(d, func(key marketplace.ID) *settle.Settlement {
		if was, ok := l.settled[key]; ok {
			return &was
		}
		return nil
	})
	for _, s := range append([]settle.Settlement{d.Settlement}, d.Others...) {
		l.settled[s.Payment.Key] = s
	}
	for _, c := range d.Changes {
		l.open[c.Invoice] -= c.Cents
	}
	l.post(e)
}

// move lets a person decide about money that waits.
func (l *life) move() {
	for _, key := range slices.Sorted(maps.Keys(l.settled)) {
		s := l.settled[key]
		if len(s.Choices()) == 0 {
			continue
		}
		c := rapid.SampledFrom(s.Choices()).Draw(l.t, "choice")
		id, _ := l.invoice()
		r := settle.Receivable{Invoice: id, Open: l.open[id]}
		m := settle.Move{Do: c.Do, Kept: c.Kept, Cents: l.cents(c.Most), Invoice: id, Buyer: "b", Account: "FI7944052020036082", Sign: settle.Sign{Key: string(l.id("k")), By: "x", Reason: "Sovittu"}}
		if d, err := s.Make(m, r); err == nil {
			l.keep(d)
		}
		return
	}
}

// replay books an event again: nothing changes.
func (l *life) replay() {
	if len(l.events) == 0 {
		return
	}
	e := rapid.SampledFrom(l.events).Draw(l.t, "event")
	b, _, err := l.book.Post(l.chart, e)
	if err != nil || !reflect.DeepEqual(b, l.book) {
		l.t.Fatalf("%+v again: %v", e, err)
	}
}

// correct takes an entry back; the invoicing takes back the same.
func (l *life) correct() {
	if len(l.book.Entries) == 0 {
		return
	}
	wrong := rapid.SampledFrom(l.book.Entries).Draw(l.t, "wrong")
	b, entry, err := l.book.Correct(l.id("c"), wrong.Number, day.AddDays(60), "x")
	if err != nil {
		return
	}
	if entry.Day <= l.book.Closed {
		l.t.Fatalf("%+v", entry)
	}
	l.book = b
	l.apart(entry)
	for _, line := range wrong.Lines {
		if line.Use == Receivables {
			l.open[line.Invoice] -= line.Cents
		}
	}
}

// check proves the books: every entry and the whole are balanced, and what is open of every invoice follows from what was
// invoiced, credited, paid and written off, and is what the invoicing says.
func (l *life) check() {
	const end = marketplace.Date("2099-12-31")
	for i, e := range l.book.Entries {
		if !e.Balanced() || e.Number != i+1 || len(e.Lines) < 2 || e.Day < e.On {
			l.t.Fatalf("%+v", e)
		}
	}
	trial := must(Trial(l.book.Entries, day, end))
	var opening, debit, credit, closing, receivables money.Cents
	for _, b := range trial {
		opening, debit, credit, closing = opening+b.Opening, debit+b.Debit, credit+b.Credit, closing+b.Closing
		if b.Account == l.chart.Accounts[Receivables].Number {
			receivables = b.Closing
		}
		if b.Opening+b.Debit-b.Credit != b.Closing {
			l.t.Fatalf("%+v", b)
		}
	}
	if opening != 0 || closing != 0 || debit != credit {
		l.t.Fatalf("the trial balance is not balanced: %+v", trial)
	}
	sum := money.Cents(0)
	for _, i := range Items(l.book.Entries, end) {
		if i.Invoiced+i.Charged-i.Credited-i.Paid-i.WrittenOff != i.Open {
			l.t.Fatalf("%+v", i)
		}
		sum += i.Open
	}
	if sum != receivables {
		l.t.Fatalf("open %d, account %d", sum, receivables)
	}
	if diff := Reconcile(l.book.Entries, end, l.open); len(diff) > 0 {
		l.t.Fatalf("%+v", diff)
	}
	l.checkSettled()
}

// checkSettled holds the accounts of the bank, of advances and of what is unsettled against the settlements.
func (l *life) checkSettled() {
	want := maps.Clone(l.other)
	for _, s := range l.settled {
		want[Bank] += s.Payment.Signed() - s.Outside
		want[Unsettled] -= s.Parked + s.Returned
		want[Advances] -= s.Kept
	}
	got := map[Use]money.Cents{}
	for _, e := range l.book.Entries {
		for use, cents := range short(e) {
			got[use] += cents
		}
	}
	for _, use := range []Use{Bank, Unsettled, Advances} {
		if got[use] != want[use] {
			l.t.Fatalf("%s: %d in the books, %d settled", use, got[use], want[use])
		}
	}
}

// Whatever happens to invoices and money, in whatever order, the books are balanced and prove what is open.
func TestLifecycles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLife(t)
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			l.step()
			if rapid.IntRange(0, 9).Draw(t, "close") == 0 {
				if b, err := l.book.Close(day.AddDays(rapid.IntRange(-30, 30).Draw(t, "until"))); err == nil {
					l.book = b
				}
			}
		}
		l.check()
	})
}

// What was open at the end of a closed period never changes again.
func TestClosedPeriodsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLife(t)
		for range rapid.IntRange(1, 15).Draw(t, "before") {
			l.step()
		}
		until := day.AddDays(rapid.IntRange(-10, 10).Draw(t, "until"))
		l.book = must(l.book.Close(until))
		items, trial := Items(l.book.Entries, until), must(Trial(l.book.Entries, "2026-01-01", until))
		for range rapid.IntRange(1, 15).Draw(t, "after") {
			l.step()
		}
		if !reflect.DeepEqual(items, Items(l.book.Entries, until)) || !reflect.DeepEqual(trial, must(Trial(l.book.Entries, "2026-01-01", until))) {
			t.Fatal("a closed period changed")
		}
	})
}
