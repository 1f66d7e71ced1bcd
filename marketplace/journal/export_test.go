package journal

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/settle"
)

func sampleBook(t testing.TB) Book {
	t.Helper()
	evil := payment("p", 1566_76)
	evil.Party = "=cmd|' /C calc'!A0\r\n\"Kahvila\";Ääni € Oy"
	b := booked(t, event("i", Issued{crew()}), event("s", Settled{[]Change{{nil, settle.Settlement{Payment: evil, Applied: []settle.Share{{Invoice: "inv", Cents: 1566_76}}}}}}))
	b = must(b.Close(day))
	b, _, err := b.Correct("c", 2, day, "=1+1")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCSV(t *testing.T) {
	got := string(must(CSV(lang(i18n.Fi), chart(), sampleBook(t).Entries)))
	want := "\ufeff" + strings.ReplaceAll(`Tosite;Päivä;Tapahtumapäivä;Tili;Tilin nimi;Debet;Kredit;Selite;Laskun tunniste;ALV-käsittely;ALV-%;Kustannuspaikka;Projekti;Tapahtuman tunniste;Oikaisee tositetta
1;2026-11-23;2026-11-23;1700;Myyntisaamiset;1566,76;;Lasku 2026-000123;inv;;;;;i;
1;2026-11-23;2026-11-23;3000;Myynti, ALV 25,5 %;;1000,00;Lasku 2026-000123;;S;25,50;KP1;P7;i;
1;2026-11-23;2026-11-23;3000;Myynti, ALV 25,5 %;;208,57;Lasku 2026-000123;;S;25,50;KP2;;i;
1;2026-11-23;2026-11-23;3040;Veroton myynti (0 %);;50,00;Lasku 2026-000123;;E;0,00;;;i;
1;2026-11-23;2026-11-23;2939;Arvonlisäverovelka;;308,19;Lasku 2026-000123;;S;25,50;;;i;
2;2026-11-23;2026-11-23;1910;Pankkitili;1566,76;;"Suoritus 23.11.2026 =cmd|' /C calc'!A0  ""Kahvila"";Ääni € Oy";;;;;;s;
2;2026-11-23;2026-11-23;1700;Myyntisaamiset;;1566,76;"Suoritus 23.11.2026 =cmd|' /C calc'!A0  ""Kahvila"";Ääni € Oy";inv;;;;;s;
3;2026-11-24;2026-11-23;1910;Pankkitili;;1566,76;Oikaisu: tosite 2, 23.11.2026. =1+1. Kuuluu suljettuun kauteen, tapahtunut 23.11.2026.;;;;;;c;2
3;2026-11-24;2026-11-23;1700;Myyntisaamiset;1566,76;;Oikaisu: tosite 2, 23.11.2026. =1+1. Kuuluu suljettuun kauteen, tapahtunut 23.11.2026.;inv;;;;;c;2
`, "\n", "\r\n")
	got = strings.ReplaceAll(got, "\u00a0", " ")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	english := string(must(CSV(lang(i18n.En), chart(), sampleBook(t).Entries)))
	if !strings.Contains(english, ";1566.76;") || !strings.Contains(english, "Entry;Day;") {
		t.Error(english)
	}
}

// No cell can run as a formula, whatever somebody wrote into a cost centre, and nothing else of it is lost.
func TestCellsAreHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+358": "'+358", "-1": "'-1", "@x": "'@x", "\t=1": "'=1", "\r\n=1": "'=1", "  =1": "'=1", "＝1": "'＝1", "\u200b=1": "'=1", "\u2212 1": "'\u2212 1",
		"a=1": "a=1", "": "", "7": "7", "a\nb": "a b", "a\x00b": "a b", "ä€": "ä€", "\xff": "?",
	} {
		if got := cell(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// Every cell comes back from the file as it was written, and the amounts add up by account to the trial balance.
func TestCSVRoundTrip(t *testing.T) {
	fi := lang(i18n.Fi)
	rapid.Check(t, func(t *rapid.T) {
		c := Content{"inv", rapid.String().Draw(t, "number"), []Sale{{Exempt, 0, money.Cents(rapid.Int64Range(1, 1e9).Draw(t, "net")), "", rapid.StringN(0, 40, -1).Draw(t, "project")}}, nil}
		b, entry, err := Book{}.Post(chart(), event("e", Issued{c}))
		if err != nil {
			t.Fatal(err)
		}
		raw := must(CSV(fi, chart(), b.Entries))
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 3 {
			t.Fatalf("%v in %q", err, raw)
		}
		sum := money.Cents(0)
		for _, row := range rows[1:] {
			for _, name := range []int{5, 6} {
				if row[name] != "" {
					v := must(money.ParseCents(row[name], "fi"))
					if sum += v; name == 6 {
						sum -= 2 * v
					}
				}
			}
			if row[7] != cell(entry.Say(fi)) {
				t.Fatalf("%q, want %q", row[7], cell(entry.Say(fi)))
			}
			for _, value := range row {
				if value != "" && strings.ContainsAny(value[:1], "=+-@\t\r\n") {
					t.Fatalf("%q can run", value)
				}
			}
		}
		if sum != 0 || rows[2][12] != cell(c.Sales[0].Project) || !bytes.Equal(raw, must(CSV(fi, chart(), b.Entries))) {
			t.Fatalf("%q", rows)
		}
	})
}

func TestSIE(t *testing.T) {
	f := File{Company: `Paja "Ääni" ry`, BusinessID: "0112038-9", Generated: "2026-12-01", From: "2026-01-01", To: "2026-12-31"}
	b := sampleBook(t)
	b, _, _ = b.Post(chart(), Event{ID: "next", Day: "2027-01-01", What: PaidOut{1}})
	got := must(SIE(lang(i18n.Fi), chart(), f, b.Entries))
	want := strings.ReplaceAll(`#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#PROGRAM "Sovite" 1
#GEN 20261201
#ORGNR "0112038-9"
#FNAMN "Paja \"Ääni\" ry"
#RAR 0 20260101 20261231
#VALUTA EUR
#KONTO 1700 "Myyntisaamiset"
#KTYP 1700 T
#KONTO 1910 "Pankkitili"
#KTYP 1910 T
#KONTO 2939 "Arvonlisäverovelka"
#KTYP 2939 S
#KONTO 3000 "Myynti, ALV 25,5 %"
#KTYP 3000 I
#KONTO 3040 "Veroton myynti (0 %)"
#KTYP 3040 I
#DIM 1 "Kustannuspaikka"
#OBJEKT 1 "KP1" "KP1"
#OBJEKT 1 "KP2" "KP2"
#DIM 6 "Projekti"
#OBJEKT 6 "P7" "P7"
#VER A 1 20261123 "Lasku 2026-000123" 20261123
{
   #TRANS 1700 {} 1566.76 20261123 "inv"
   #TRANS 3000 {1 "KP1" 6 "P7"} -1000.00 20261123 ""
   #TRANS 3000 {1 "KP2"} -208.57 20261123 ""
   #TRANS 3040 {} -50.00 20261123 ""
   #TRANS 2939 {} -308.19 20261123 ""
}
#VER A 2 20261123 "Suoritus 23.11.2026 =cmd|' /C calc'!A0  \"Kahvila\";Ääni EUR Oy" 20261123
{
   #TRANS 1910 {} 1566.76 20261123 ""
   #TRANS 1700 {} -1566.76 20261123 "inv"
}
#VER A 3 20261124 "Oikaisu: tosite 2, 23.11.2026. =1+1. Kuuluu suljettuun kauteen, tapahtunut 23.11.2026." 20261123
{
   #TRANS 1910 {} -1566.76 20261123 ""
   #TRANS 1700 {} 1566.76 20261123 "inv"
}
`, "\n", "\r\n")
	want = strings.ReplaceAll(want, "20261123 \"\"\r\n   #TRANS 1700 {} 1566.76 20261123", "20261124 \"\"\r\n   #TRANS 1700 {} 1566.76 20261124")
	if utf8.Valid(got) || !bytes.Contains(got, []byte("\x8e\x84ni")) {
		t.Error("the file is not in code page 437")
	}
	text := strings.NewReplacer("\x8e", "Ä", "\x84", "ä").Replace(string(got))
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []File{{Generated: "x", From: f.From, To: f.To}, {Generated: day, To: f.To}, {Generated: day, From: f.From}} {
		if _, err := SIE(lang(i18n.Fi), chart(), bad, nil); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// Whatever texts are in the books, every line of the file is one that the format knows: nothing breaks out of its quotes.
func FuzzSIE(f *testing.F) {
	f.Add("Paja", "KP1", "7")
	f.Add("\"\r\n#VER B 1", "}\\\"", "\\")
	f.Fuzz(func(t *testing.T, company, centre, number string) {
		if utf8.RuneCountInString(centre) > tagMost {
			return
		}
		b, _, err := Book{}.Post(chart(), event("e", Issued{Content{"inv", number, []Sale{{Exempt, 0, 100, centre, ""}}, nil}}))
		if err != nil {
			t.Fatal(err)
		}
		out := string(must(SIE(lang(i18n.Fi), chart(), File{company, "", day, day, day}, b.Entries)))
		for l := range strings.SplitSeq(strings.TrimSuffix(out, "\r\n"), "\r\n") {
			if l = strings.TrimSpace(l); l != "{" && l != "}" && !strings.HasPrefix(l, "#") || strings.ContainsAny(l, "\r\n\t") || strings.Count(strings.ReplaceAll(l, `\"`, ""), `"`)%2 != 0 {
				t.Errorf("%q", l)
			}
		}
		if strings.Count(out, "\r\n#VER ") != 1 {
			t.Errorf("%q", out)
		}
	})
}
