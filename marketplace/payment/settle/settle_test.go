package settle

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
	"sovite.fi/sovite/matching"
)

const (
	own   = "FI2112345600000785"
	other = "FI7944052020036082"
	ref1  = "20260001230"
	ref2  = "1232"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func in(key string, cents money.Cents, refs ...string) Payment {
	p := Payment{Key: marketplace.ID(key), Account: own, Booked: "2026-11-23", Amount: cents, Incoming: true, Party: "Kahvila Oy"}
	for _, r := range refs {
		p.References = append(p.References, camt.Reference{Text: r, Valid: r != "1233"})
	}
	return p
}

func told(p Payment, cents ...money.Cents) Payment {
	for i, c := range cents {
		p.References[i].Amount = camt.Money{Told: true, Cents: c}
	}
	return p
}

func back(p Payment) Payment {
	p.Key += "-back"
	p.Incoming, p.Reversal = !p.Incoming, true
	return p
}

func out(key string, cents money.Cents, endToEnd string) Payment {
	return Payment{Key: marketplace.ID(key), Account: own, Booked: "2026-11-23", Amount: cents, EndToEnd: endToEnd}
}

func change(p Payment, do func(*Payment)) Payment { do(&p); return p }

func open(invoice string, ref string, cents money.Cents) Receivable {
	return Receivable{Invoice: marketplace.ID(invoice), Number: "2026-" + invoice, Reference: ref, Account: own, Open: cents}
}

// What a payment pays, in every case, to the cent.
func TestDecide(t *testing.T) {
	closed := Receivable{Invoice: "a", Number: "2026-a", Reference: ref1, Closed: "paid"}
	elsewhere := open("a", ref1, 100)
	elsewhere.Account = other
	tests := []struct {
		name    string
		p       Payment
		invoice []Receivable
		outcome Outcome
		applied []Share
		parked  money.Cents
		outside money.Cents
		reasons string
	}{
		{"paid in full", in("p", 100, ref1), []Receivable{open("a", ref1, 100)}, PaidInFull, []Share{{"a", 100}}, 0, 0, "paid_in_full"},
		{"a cent too little", in("p", 99, ref1), []Receivable{open("a", ref1, 100)}, PartPaid, []Share{{"a", 99}}, 0, 0, "part_paid"},
		{"a cent too much", in("p", 101, ref1), []Receivable{open("a", ref1, 100)}, Overpaid, []Share{{"a", 100}}, 1, 0, "overpaid"},
		{"paid twice", in("p", 100, ref1), []Receivable{closed}, AlreadyClosed, nil, 100, 0, "already_closed"},
		{"credited to nothing", in("p", 100, ref1), []Receivable{open("a", ref1, 0)}, AlreadyClosed, nil, 100, 0, "already_closed"},
		{"more credited than open", in("p", 100, ref1), []Receivable{open("a", ref1, -50)}, AlreadyClosed, nil, 100, 0, "already_closed"},
		{"of no invoice", in("p", 100, ref2), []Receivable{open("a", ref1, 100)}, UnknownReference, nil, 100, 0, "unknown_reference"},
		{"a mistyped reference", in("p", 100, "1233"), []Receivable{open("a", "1233", 100)}, BadReference, nil, 100, 0, "bad_reference"},
		{"no reference", in("p", 100), []Receivable{open("a", ref1, 100)}, NoReference, nil, 100, 0, "no_reference"},
		{"somebody else's account", change(in("p", 100, ref1), func(p *Payment) { p.Account = other }), []Receivable{open("a", ref1, 100)}, WrongAccount, nil, 100, 0, "wrong_account"},
		{"an outgoing one there", change(out("p", 100, ""), func(p *Payment) { p.Account = other }), nil, WrongAccount, nil, -100, 0, "wrong_account"},
		{"another account of the organiser", in("p", 100, ref1), []Receivable{elsewhere}, PaidInFull, []Share{{"a", 100}}, 0, 0, "paid_in_full other_account"},
		{"rent", out("p", 100, ""), nil, Debit, nil, 0, -100, "debit"},
		{"a return", out("p", 100, "return-1"), nil, ReturnDone, nil, 0, 0, "return_done"},
		{"a return of another amount", out("p", 99, "return-1"), nil, ReturnDiffers, nil, -99, 0, "return_differs"},
		{"a batch without details", change(in("p", 100), func(p *Payment) { p.Batch, p.Whole = 7, true }), nil, Batch, nil, 100, 0, "batch"},
		{"nothing", in("p", 0, ref1), []Receivable{open("a", ref1, 100)}, Nothing, nil, 0, 0, "nothing"},
		{"two references, told", told(in("p", 100, ref1, ref2), 60, 40), []Receivable{open("a", ref1, 60), open("b", ref2, 50)}, PartPaid, []Share{{"a", 60}, {"b", 40}}, 0, 0, "paid_in_full part_paid"},
		{"two references, told less than paid", told(in("p", 100, ref1, ref2), 60, 30), []Receivable{open("a", ref1, 60), open("b", ref2, 30)}, Overpaid, []Share{{"a", 60}, {"b", 30}}, 10, 0, "paid_in_full paid_in_full rest"},
		{"two references, told more than paid", told(in("p", 100, ref1, ref2), 60, 50), []Receivable{open("a", ref1, 60), open("b", ref2, 50)}, SeveralUnshared, nil, 100, 0, "several"},
		{"two references, not told, exactly what is open", in("p", 110, ref1, ref2), []Receivable{open("a", ref1, 60), open("b", ref2, 50)}, PaidInFull, []Share{{"a", 60}, {"b", 50}}, 0, 0, "paid_in_full paid_in_full"},
		{"two references, not told, another sum", in("p", 109, ref1, ref2), []Receivable{open("a", ref1, 60), open("b", ref2, 50)}, SeveralUnshared, nil, 109, 0, "several"},
		{"two references, one of them unknown", told(in("p", 100, ref1, ref2), 60, 40), []Receivable{open("a", ref1, 60)}, UnknownReference, []Share{{"a", 60}}, 40, 0, "paid_in_full unknown_reference"},
		{"one reference twice", told(in("p", 100, ref1, ref1), 60, 40), []Receivable{open("a", ref1, 100)}, PaidInFull, []Share{{"a", 100}}, 0, 0, "paid_in_full"},
		{"a told share that differs from the payment", told(in("p", 100, ref1), 60), []Receivable{open("a", ref1, 100)}, PaidInFull, []Share{{"a", 100}}, 0, 0, "paid_in_full"},
		{"a buyer's own reference, one open", in("p", 100, ref1), []Receivable{closed, open("b", ref1, 100)}, PaidInFull, []Share{{"b", 100}}, 0, 0, "paid_in_full"},
		{"a buyer's own reference, two open, one fits", in("p", 70, ref1), []Receivable{open("a", ref1, 100), open("b", ref1, 70)}, PaidInFull, []Share{{"b", 70}}, 0, 0, "paid_in_full"},
		{"a buyer's own reference, two open, none fits", in("p", 80, ref1), []Receivable{open("a", ref1, 100), open("b", ref1, 70)}, Ambiguous, nil, 80, 0, "ambiguous"},
		{"a payment taken back that nobody knows", back(in("p", 100, ref1)), []Receivable{open("a", ref1, 100)}, ReversalUnknown, nil, -100, 0, "reversal_unknown"},
	}
	lang := i18nIn(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Decide(Question{Payment: tt.p, Accounts: []string{own}, Receivables: tt.invoice, Returns: []Return{{ID: "return-1", Cents: 100}}})
			s := d.Settlement
			if err != nil || s.Outcome != tt.outcome || !cmp.Equal(s.Applied, tt.applied) || s.Parked != tt.parked || s.Outside != tt.outside || !s.Balanced() {
				t.Errorf("%+v, %v", s, err)
			}
			if !slices.Equal(d.Changes, tt.applied) || d.Replay || s.Waits() != (tt.parked != 0) {
				t.Errorf("%+v", d)
			}
			keys := []string{}
			for _, r := range s.Reasons {
				keys = append(keys, r.Key)
				for _, l := range lang {
					inWords(t, r.Say(l))
					inWords(t, l.T("settle.outcome."+string(s.Outcome)))
					for _, c := range s.Choices() {
						inWords(t, c.Say(l))
					}
				}
			}
			if got := strings.Join(keys, " "); got != tt.reasons {
				t.Errorf("reasons %q", got)
			}
			again, err := Decide(Question{Payment: tt.p, Known: &s})
			if err != nil || !again.Replay || len(again.Changes) != 0 || !reflect.DeepEqual(again.Settlement, s) {
				t.Errorf("again: %+v, %v", again, err)
			}
		})
	}
	for name, p := range map[string]Payment{"no key": in("", 1), "below zero": in("p", -1), "too much": in("p", mostCents+1)} {
		if _, err := Decide(Question{Payment: p, Accounts: []string{own}}); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func i18nIn(t *testing.T) (out []i18n.Lang) {
	t.Helper()
	b := must(i18n.Load(must(matching.LoadScale())))
	for _, v := range i18n.Languages() {
		out = append(out, b.In(v))
	}
	return out
}

func inWords(t *testing.T, said string) {
	t.Helper()
	if strings.Contains(said, "settle.") || strings.Contains(said, "{") || strings.TrimSpace(said) == "" {
		t.Errorf("%q", said)
	}
}

// Every outcome has a name in every language and says what can be done.
func TestEveryOutcomeIsNamed(t *testing.T) {
	for _, l := range i18nIn(t) {
		for _, o := range Outcomes() {
			inWords(t, l.T("settle.outcome."+string(o)))
		}
	}
}

func decided(t *testing.T, q Question) Decision {
	t.Helper()
	q.Accounts = []string{own}
	d, err := Decide(q)
	if err != nil || !d.Settlement.Balanced() {
		t.Fatalf("%+v, %v", d, err)
	}
	return d
}

// What the bank takes back opens the invoices again, whole or in part, and says when more is gone than is left.
func TestReversals(t *testing.T) {
	overpaid := decided(t, Question{Payment: in("p", 130, ref1), Receivables: []Receivable{open("a", ref1, 100)}}).Settlement
	t.Run("whole", func(t *testing.T) {
		d := decided(t, Question{Payment: back(in("p", 130, ref1)), Earlier: []Settlement{overpaid}})
		if d.Settlement.Outcome != Reversed || d.Settlement.Undone != -130 || d.Settlement.Undoes != "p" || d.Settlement.Waits() {
			t.Errorf("%+v", d.Settlement)
		}
		if o := d.Others[0]; o.Undone != 130 || o.Parked != 0 || len(o.Applied) != 0 || !o.Balanced() || !cmp.Equal(d.Changes, []Share{{"a", -100}}) {
			t.Errorf("%+v", d)
		}
		if overpaid.Parked != 30 || len(overpaid.Applied) != 1 || overpaid.Applied[0].Cents != 100 {
			t.Errorf("the earlier settlement was changed in place: %+v", overpaid)
		}
		if twice := decided(t, Question{Payment: change(back(in("p", 130, ref1)), func(p *Payment) { p.Key = "again" }), Earlier: d.Others}); twice.Settlement.Outcome != ReversalUnknown {
			t.Errorf("a payment was taken back twice: %+v", twice.Settlement)
		}
	})
	t.Run("a part, found by the bank's id", func(t *testing.T) {
		named := overpaid
		named.Payment.BankID = "A1"
		part := change(back(in("p", 40)), func(p *Payment) { p.BankID, p.Party = "A1", "" })
		d := decided(t, Question{Payment: part, Earlier: []Settlement{named}})
		if o := d.Others[0]; d.Settlement.Outcome != Reversed || o.Parked != 0 || o.AppliedSum() != 90 || !cmp.Equal(d.Changes, []Share{{"a", -10}}) || !o.Balanced() {
			t.Errorf("%+v", d)
		}
	})
	t.Run("after it was returned", func(t *testing.T) {
		m := Move{Do: DoReturn, Cents: 30, Account: other, Sign: sign("k")}
		returned := must(overpaid.Make(m, Receivable{})).Settlement
		d := decided(t, Question{Payment: back(in("p", 130, ref1)), Earlier: []Settlement{returned}})
		if d.Settlement.Outcome != ReversalShort || d.Settlement.Parked != -30 || d.Others[0].Returned != 30 || !d.Others[0].Balanced() {
			t.Errorf("%+v", d)
		}
		if c := d.Settlement.Choices(); len(c) != 1 || c[0].Do != DoOutside {
			t.Errorf("%+v", c)
		}
	})
	t.Run("of which of two", func(t *testing.T) {
		a, b := overpaid, overpaid
		b.Payment.Key = "q"
		d := decided(t, Question{Payment: back(in("p", 130, ref1)), Earlier: []Settlement{a, b}})
		if d.Settlement.Outcome != ReversalUnknown || len(d.Others) > 0 {
			t.Fatalf("%+v", d)
		}
		m, err := Match(d.Settlement, b, sign("k"))
		if err != nil || m.Settlement.Undoes != "q" || m.Settlement.Parked != 0 || !m.Settlement.Balanced() || !m.Others[0].Balanced() {
			t.Errorf("%+v, %v", m, err)
		}
		if again, err := Match(m.Settlement, b, sign("k")); err != nil || !again.Replay || len(again.Changes) != 0 {
			t.Errorf("%+v, %v", again, err)
		}
		if _, err := Match(m.Settlement, a, sign("l")); !marketplace.IsKind(err, marketplace.Conflict) {
			t.Errorf("matched twice: %v", err)
		}
		if _, err := Match(d.Settlement, Settlement{Payment: in("x", 5)}, sign("l")); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("matched with a smaller one: %v", err)
		}
	})
	t.Run("a return that the bank could not pay out", func(t *testing.T) {
		done := decided(t, Question{Payment: out("d", 30, "return-1"), Returns: []Return{{ID: "return-1", Cents: 30}}}).Settlement
		d := decided(t, Question{Payment: change(back(out("d", 30, "return-1")), func(*Payment) {}), Earlier: []Settlement{done}})
		if d.Settlement.Outcome != Reversed || d.Others[0].Returned != 0 || d.Others[0].Undone != -30 || d.Settlement.Undone != 30 {
			t.Errorf("%+v", d)
		}
	})
}

func sign(key string) Sign { return Sign{Key: key, By: "lasse", Reason: "Sovittu puhelimessa"} }

// What a person may do with money that waits, and what not.
func TestMoves(t *testing.T) {
	parked := decided(t, Question{Payment: in("p", 100, ref2)}).Settlement
	r := open("a", ref1, 60)
	kept := must(parked.Make(Move{Do: DoKeep, Cents: 100, Buyer: "cafe", Sign: sign("k0")}, Receivable{})).Settlement
	tests := []struct {
		name string
		from Settlement
		m    Move
		r    Receivable
		want string
	}{
		{"assign a part", parked, Move{Do: DoAssign, Cents: 60, Invoice: "a"}, r, "applied 60 parked 40"},
		{"assign more than is open", parked, Move{Do: DoAssign, Cents: 61, Invoice: "a"}, r, "cents: settle.open"},
		{"assign more than waits", parked, Move{Do: DoAssign, Cents: 101, Invoice: "a"}, open("a", ref1, 500), "cents: settle.amount"},
		{"assign to another invoice than was loaded", parked, Move{Do: DoAssign, Cents: 1, Invoice: "b"}, r, "invoice: field.required"},
		{"assign nothing", parked, Move{Do: DoAssign, Invoice: "a"}, r, "cents: settle.amount"},
		{"return", parked, Move{Do: DoReturn, Cents: 100, Account: "FI79 4405 2020 0360 82"}, r, "returned 100"},
		{"return to a mistyped account", parked, Move{Do: DoReturn, Cents: 100, Account: "FI7944052020036083"}, r, "account: reference.iban_check"},
		{"keep", parked, Move{Do: DoKeep, Cents: 100, Buyer: "cafe"}, r, "kept 100"},
		{"keep for nobody", parked, Move{Do: DoKeep, Cents: 100}, r, "buyer: field.required"},
		{"a grant", parked, Move{Do: DoOutside, Cents: 100}, r, "outside 100"},
		{"use an advance", kept, Move{Do: DoAssign, Cents: 60, Kept: true, Invoice: "a"}, r, "applied 60 kept 40"},
		{"return an advance", kept, Move{Do: DoReturn, Cents: 100, Kept: true, Account: other}, r, "returned 100"},
		{"an advance that is not there", parked, Move{Do: DoAssign, Cents: 60, Kept: true, Invoice: "a"}, r, "settle.not_waiting"},
		{"what does not wait", kept, Move{Do: DoAssign, Cents: 60, Invoice: "a"}, r, "settle.not_waiting"},
		{"match what is no reversal", parked, Move{Do: DoMatch, Cents: 60}, r, "settle.not_waiting"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.m.Sign = sign("k1")
			d, err := tt.from.Make(tt.m, tt.r)
			if got := told4(d.Settlement, err); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if err != nil {
				return
			}
			if again, err := d.Settlement.Make(tt.m, tt.r); err != nil || !again.Replay || !reflect.DeepEqual(again.Settlement, d.Settlement) || len(again.Changes) > 0 {
				t.Errorf("the same key again: %+v, %v", again, err)
			}
			tt.m.Cents = 1
			if _, err := d.Settlement.Make(tt.m, tt.r); !marketplace.IsKind(err, marketplace.Conflict) {
				t.Errorf("the same key for something else: %v", err)
			}
		})
	}
	for field, s := range map[string]Sign{"key": {By: "lasse", Reason: "Sovittu"}, "by": {Key: "k", Reason: "Sovittu"}, "reason": {Key: "k", By: "lasse", Reason: " . "}} {
		_, err := parked.Make(Move{Do: DoOutside, Cents: 1, Sign: s}, Receivable{})
		if e := marketplace.AsError(err); len(e.Fields) != 1 || e.Fields[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	returned := must(parked.Make(Move{Do: DoReturn, Cents: 100, Account: other, Sign: sign("k")}, Receivable{})).Settlement
	if got := returned.Returns(); len(got) != 1 || got[0].Cents != 100 || got[0].Payment != "p" || len(got[0].ID) > 35 {
		t.Errorf("%+v", got)
	}
}

// told4 says where the money is, or what is wrong.
func told4(s Settlement, err error) string {
	if err != nil {
		e := marketplace.AsError(err)
		if len(e.Fields) > 0 {
			return e.Fields[0].Field + ": " + e.Fields[0].Key
		}
		return e.Key
	}
	if !s.Balanced() {
		return "not balanced"
	}
	var out []string
	for _, b := range []struct {
		name  string
		cents money.Cents
	}{{"applied", s.AppliedSum()}, {"parked", s.Parked}, {"kept", s.Kept}, {"returned", s.Returned}, {"outside", s.Outside}} {
		if b.cents != 0 {
			out = append(out, b.name+" "+marketplaceCents(b.cents))
		}
	}
	return strings.Join(out, " ")
}

func marketplaceCents(c money.Cents) string {
	return strings.TrimSuffix(strings.ReplaceAll((c*100).Write("en"), "€", ""), ".00")
}

// What a bank said becomes payments without loss.
func TestOfBank(t *testing.T) {
	e := camt.Entry{Booked: "2026-11-23", BankID: "B", Batch: 3, Payments: []camt.Payment{{Key: "k", Amount: 5, Incoming: true, BankID: "A", EndToEnd: "E", Party: "P", Message: "M", References: []camt.Reference{{Text: ref1, Valid: true}}}}}
	got := OfBank(camt.Statement{Account: own}, e)
	want := []Payment{{Key: "k", Account: own, Booked: "2026-11-23", Amount: 5, Incoming: true, BankID: "A", EndToEnd: "E", Party: "P", Message: "M", References: e.Payments[0].References, Entry: "B", Whole: true, Batch: 3}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
