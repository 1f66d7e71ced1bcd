package settle

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
)

// What is suggested to a person for a payment that waits, the best first, with what speaks for it.
func TestSuggest(t *testing.T) {
	all := []Receivable{open("a", ref1, 100), open("b", "868516259619897", 100), open("c", "13579", 70), open("d", ref2, 0)}
	all[0].Number, all[1].Number, all[2].Number = "2026-000123", "2026-000124", "2026-0001"
	says := func(text string) Payment {
		return change(in("p", 55), func(p *Payment) { p.Message = text })
	}
	for name, tt := range map[string]struct {
		p    Payment
		want string
	}{
		"nothing":                              {says("kiitos"), ""},
		"the reference":                        {says("viite 20260001230"), "a names_reference"},
		"the reference in groups":              {says("viite 86851 62596 19897, kiitos"), "b names_reference"},
		"the reference as RF":                  {says("RF36 2026 0001 230"), "a names_reference"},
		"a part of a longer number":            {says("120260001230 202600012301"), ""},
		"the number of the invoice":            {says("Lasku 2026-000123."), "a names_number"},
		"a number that begins another":         {says("2026-000123"), "a names_number"},
		"two invoices":                         {says("2026-000124 ja 2026-000123"), "a names_number; b names_number"},
		"the amount of two":                    {in("p", 100), "a same_amount; b same_amount"},
		"the reference before the amount":      {change(in("p", 70), func(p *Payment) { p.Message = "868516259619897" }), "b names_reference; c same_amount"},
		"a wrong digit":                        {change(in("p", 55), func(p *Payment) { p.References = []camt.Reference{{Text: "20260001239"}} }), "a near_reference"},
		"a missing digit":                      {change(in("p", 55), func(p *Payment) { p.References = []camt.Reference{{Text: "2026001230"}} }), "a near_reference"},
		"two digits changed places, and money": {change(in("p", 100), func(p *Payment) { p.References = []camt.Reference{{Text: "20260010230"}} }), "a near_reference same_amount; b same_amount"},
		"two wrong digits":                     {change(in("p", 55), func(p *Payment) { p.References = []camt.Reference{{Text: "20260001299"}} }), ""},
		"a closed invoice":                     {says("viite 1232"), ""},
		"an outgoing payment":                  {out("p", 100, ""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range Suggest(tt.p, all) {
				one := string(s.Invoice)
				for _, r := range s.Because {
					one += " " + r.Key
					for _, l := range i18nIn(t) {
						inWords(t, r.Say(l))
					}
				}
				got = append(got, one)
			}
			if said := strings.Join(got, "; "); said != tt.want {
				t.Errorf("%q, want %q", said, tt.want)
			}
		})
	}
	many := make([]Receivable, 20)
	for i := range many {
		many[i] = open(strings.Repeat("x", i+1), ref1, 100)
	}
	if got := Suggest(in("p", 100), many); len(got) != mostSuggestions || got[0].Invoice != "x" {
		t.Errorf("%+v", got)
	}
}

// One slip is found whichever it is, and a reference is no slip of itself.
func TestSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.StringMatching(`[0-9]{4,20}`).Draw(t, "reference")
		at := rapid.IntRange(0, len(a)-2).Draw(t, "at")
		digit := rapid.StringMatching(`[0-9]`).Draw(t, "digit")
		for name, b := range map[string]string{
			"wrong": a[:at] + digit + a[at+1:], "missing": a[:at] + a[at+1:], "additional": a[:at] + digit + a[at:],
			"swapped": a[:at] + a[at+1:at+2] + a[at:at+1] + a[at+2:],
		} {
			if slip(a, b) != (a != b) || slip(b, a) != (a != b) {
				t.Fatalf("%s: %q and %q", name, a, b)
			}
		}
	})
}

func FuzzSuggest(f *testing.F) {
	f.Add("viite 20260001230", "2026-000123", "20260001230")
	f.Add("ıİ 1232", "ıİ 1232", "1232")
	f.Fuzz(func(t *testing.T, message, number, ref string) {
		p := change(in("p", 1), func(p *Payment) { p.Message, p.References = message, []camt.Reference{{Text: ref}} })
		for _, s := range Suggest(p, []Receivable{{Invoice: "a", Number: number, Reference: ref1, Open: money.Cents(2)}}) {
			if len(s.Because) == 0 {
				t.Errorf("%+v", s)
			}
		}
	})
}
