package money

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

func TestWrite(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{Cents(123450).Write("fi"), "1\u00a0234,50\u00a0€"},
		{Cents(123450).Write("sv"), "1\u00a0234,50\u00a0€"},
		{Cents(123450).Write("en"), "€1,234.50"},
		{Cents(-5).Write("en"), "−€0.05"},
		{Cents(math.MinInt64).Write("en"), "−€92,233,720,368,547,758.08"},
		{Rate(275050).Write("fi"), "27,505\u00a0€"},
		{Rate(270000).Write("en"), "€27.00"},
		{Quarters(29).Write("fi"), "7,25\u00a0t"},
		{Quarters(30).Write("en"), "7.5\u00a0h"},
		{Quarters(-32).Write("sv"), "−8\u00a0h"},
		{Quarters(0).Count("fi"), "0"},
		{Quarters(40_001).Count("fi"), "10\u00a0000,25"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

// What people write is read in their language; what could mean two things is refused.
func TestParse(t *testing.T) {
	const no = math.MinInt64
	for _, tt := range []struct {
		text, lang string
		want       Cents
	}{
		{"12,50", "fi", 1250},
		{"12.50", "fi", 1250},
		{"12,5 €", "sv", 1250},
		{"1 234 567,89 €", "fi", 123456789},
		{"1\u202f234,50 EUR", "fi", 123450},
		{"€1,234.50", "en", 123450},
		{"€ -3", "en", -300},
		{"-3 €", "fi", -300},
		{" −3 ", "fi", -300},
		{"007", "fi", 700},
		{"1.234", "fi", no},
		{"1,234", "en", 123400},
		{"12,34", "en", no},
		{"1 23", "fi", no},
		{"1.234,50", "fi", no},
		{"12,505", "fi", no},
		{"12,", "fi", no},
		{",5", "fi", no},
		{"--3", "fi", no},
		{"", "fi", no},
		{"€", "fi", no},
		{"1e3", "en", no},
		{"12 €/h", "fi", no},
		{"99999999999999999999", "fi", no},
		{"İ€", "fi", no},
	} {
		got, err := ParseCents(tt.text, tt.lang)
		if refused := tt.want == no; marketplace.IsKind(err, marketplace.Invalid) != refused || !refused && got != tt.want {
			t.Errorf("%q in %s: %d, %v", tt.text, tt.lang, got, err)
		}
	}
	if got, err := RoundCents("13,4950000000001", "fi"); got != 1350 || err != nil {
		t.Errorf("a spreadsheet's number: %d, %v", got, err)
	}
	if got, err := RoundCents("-0.005", "fi"); got != -1 || err != nil {
		t.Errorf("half a cent below zero: %d, %v", got, err)
	}
	if _, err := ParseRate("1,23456", "fi"); err == nil {
		t.Error("a price with five decimals")
	}
}

func TestParseQuarters(t *testing.T) {
	for text, want := range map[string]Quarters{"7,25 h": 29, "7.50": 30, "8 t": 32, "8 tim": 32, "8 tim.": 32, "0": 0, "-1,75h": -7} {
		if got, err := ParseQuarters(text, "fi"); got != want || err != nil {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"7,3", "7:15", "7,251", "h", "", "9999999999999999999"} {
		if got, err := ParseQuarters(text, "fi"); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}

// What is written is read again as the same, in every language and for every value.
func TestReadWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64().Draw(t, "value")
		lang := rapid.SampledFrom([]string{"fi", "sv", "en"}).Draw(t, "language")
		if got, err := ParseCents(Cents(v).Write(lang), lang); int64(got) != v || err != nil {
			t.Fatalf("%q is %d, %v", Cents(v).Write(lang), got, err)
		}
		if got, err := ParseRate(Rate(v).Write(lang), lang); int64(got) != v || err != nil {
			t.Fatalf("%q is %d, %v", Rate(v).Write(lang), got, err)
		}
		if got, err := ParseQuarters(Quarters(v).Write(lang), lang); int64(got) != v || err != nil {
			t.Fatalf("%q is %d, %v", Quarters(v).Write(lang), got, err)
		}
	})
}

// Whatever is typed is read or refused, and what was read is written and read again as the same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"1 234,50 €", "€1,234.50", "−7,25 h", "1,2,3", "€", "9223372036854775807", "-92233720368547758.08", "\u00a0", "tim"} {
		f.Add(s, "fi")
		f.Add(s, "en")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		if c, err := ParseCents(text, lang); err == nil {
			if again, err := ParseCents(c.Write(lang), lang); again != c || err != nil {
				t.Errorf("%q is %d, then %d, %v", text, c, again, err)
			}
			if r, err := RoundCents(text, lang); r != c || err != nil {
				t.Errorf("%q rounds to %d, %v", text, r, err)
			}
		}
		if q, err := ParseQuarters(text, lang); err == nil {
			if again, err := ParseQuarters(q.Write(lang), lang); again != q || err != nil {
				t.Errorf("%q is %d, then %d, %v", text, q, again, err)
			}
		}
	})
}
