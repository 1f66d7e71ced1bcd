package task

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

// goodRow is a row that can be published, under this header.
const (
	header3  = "nimike;tunnit_min;tunnit_max;postinumero;vaarat;allergeenit;työmuodot;julkaise\n"
	goodRow  = "Tiskaaja;5;10,5;20100;wet_floor;ei;employment;kyllä\n"
	draftRow = "Luonnos;;;;;;;\n"
)

// The same table is understood in every usual way of writing it.
func TestWaysOfWriting(t *testing.T) {
	s := newService(t, nil, someOrgs())
	plain := "nimike;kuvaus;tunnit_min\nKääntäjä;\"Toinen; rivi\nja ”lainaus”\";7,5\n"
	latin := must(charmap.Windows1252.NewEncoder().Bytes([]byte(plain)))
	utf16 := must(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(plain)))
	tests := []struct {
		name, encoding, separator string
		file                      []byte
	}{
		{"UTF-8", "utf-8", ";", []byte(plain)},
		{"UTF-8 with mark", "utf-8", ";", []byte("\xef\xbb\xbf" + plain)},
		{"Windows-1252", "windows-1252", ";", latin},
		{"UTF-16", "utf-16", ";", utf16},
		{"line ends of Windows", "utf-8", ";", []byte(strings.ReplaceAll(plain, "\n", "\r\n"))},
		{"tabs", "utf-8", "\t", []byte("Nimike\tKUVAUS\ttunnit min\nKääntäjä\t\"Toinen; rivi\nja ”lainaus”\"\t7,5")},
		{"commas", "utf-8", ",", []byte("titel,beskrivning,timmar_min\nKääntäjä,\"Toinen; rivi\nja ”lainaus”\",7.5\n")},
		{"English, other order", "utf-8", ";", []byte("hours_min;title;description\n7.5;Kääntäjä;\"Toinen; rivi\nja ”lainaus”\"\n")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := s.Import(context.Background(), aino, tt.file, ImportOptions{DryRun: true})
			if err != nil || r.ErrorCount != 0 || len(r.Preview) != 1 {
				t.Fatalf("%+v, %v", r, err)
			}
			got := r.Preview[0]
			if got.Title != "Kääntäjä" || got.Summary != "Toinen; rivi\nja ”lainaus”" || got.WeekMinutes.Min != 450 {
				t.Errorf("read %+v", got)
			}
			if r.Encoding != tt.encoding || r.Separator != tt.separator {
				t.Errorf("found %s and %q", r.Encoding, r.Separator)
			}
		})
	}
}

// Every column fills its field, by key or by name.
func TestEveryColumn(t *testing.T) {
	s := newService(t, nil, someOrgs())
	head, row := []string{}, []string{}
	cells := map[string]string{
		"title": "Apulainen", "summary": "Kuvaus", "lang": "FI", "steps": "Tiskaus klo 8:00:30|Pyyhintä", "occupation": "", "esco_skills": "http://data.europa.eu/esco/" + dishes + "|" + dishes,
		"demands": "lifting:3! | Nostaminen ja kantaminen:2", "hazards": "Pöly|heat", "allergens": "-", "certificates": "hygiene_passport",
		"week_minutes.min": "5", "week_minutes.max": "7,25", "day_minutes": "4", "weekdays": "mon|tue", "shifts": "evening|day",
		"place.postal": "180", "place.address": "Katu 1", "place.access": "lift", "adaptations": "extra_breaks", "support": "2",
		"forms": "gig", "places": "3", "pay.kind": "Hour", "pay.cents": "12,40", "start": "1.2.2027", "status": "ei",
	}
	for _, c := range columns() {
		head, row = append(head, c.names[0]), append(row, cells[c.field])
	}
	file := strings.Join(head, ";") + "\n" + strings.Join(row, ";") + "\n"
	r := must(s.Import(context.Background(), aino, []byte(file), ImportOptions{DryRun: true}))
	if r.ErrorCount != 1 || r.Errors[0].Error.Key != "field.twice" || r.Errors[0].Column != "vaatimukset" {
		t.Fatalf("both words for lifting: %+v", r.Errors)
	}
	file = strings.Replace(file, " | Nostaminen ja kantaminen:2", "|Seisominen:1~", 1)
	r = must(s.Import(context.Background(), aino, []byte(file), ImportOptions{DryRun: true}))
	if r.ErrorCount != 0 || len(r.Missing)+len(r.Unknown) != 0 {
		t.Fatalf("%+v", r)
	}
	want := Task{
		ID: r.Preview[0].ID, Org: "cafe", Status: Draft, Title: "Apulainen", Summary: "Kuvaus", Lang: "fi",
		Steps:      []Step{{Name: "Tiskaus klo 8:00", Minutes: 30}, {Name: "Pyyhintä"}},
		ESCOSkills: []string{dishes}, Demands: []matching.Demand{{Dimension: "lifting", Level: 3, Essential: true}, {Dimension: "standing", Level: 1, Adaptable: true}},
		Hazards: matching.Chosen("dust", "heat"), Allergens: matching.Chosen(), Certificates: []string{"hygiene_passport"},
		WeekMinutes: matching.Window{Min: 300, Max: 435}, DayMinutes: 240, Weekdays: matching.Chosen("mon", "tue"),
		Shifts: matching.Chosen("day", "evening"), Place: Place{Postal: "00180", Address: "Katu 1", Access: []string{"lift"}},
		Adaptations: []string{"extra_breaks"}, Support: 2, Forms: []string{"gig"}, Places: 3, Pay: Pay{Kind: "hour", Cents: 1240},
		Start: "2027-02-01", ImportKey: "2",
	}
	if diff := cmp.Diff(want, r.Preview[0], cmp.AllowUnexported(marketplace.Instant{})); diff != "" {
		t.Error(diff)
	}
}

// What is wrong is named by row and column, as a spreadsheet shows them.
func TestRowErrors(t *testing.T) {
	s := newService(t, nil, someOrgs())
	file := header3 +
		goodRow +
		"\n" + // row 3: empty
		"\"Kaksi\nriviä\";viisi;10;20100;ei;ei;employment;kyllä\n" + // row 4
		"Tyhjä;;;;;;;kyllä\n" + // row 5: lacks all that publishing needs
		"Väärä;1;2;99998;lava|heat;ei;gig;ehkä;yli\n" + // row 6
		"Toisin päin;3;2;;;;;\n" // row 7
	r := must(s.Import(context.Background(), aino, []byte(file), ImportOptions{}))
	var got []string
	for _, e := range r.Errors {
		got = append(got, e.Error.Field+": "+e.Error.Key)
	}
	want := []string{
		"row 4, tunnit_min: field.number",
		"row 5, työmuodot: field.required", "row 5, tunnit_min: field.required", "row 5, postinumero: field.required",
		"row 5, vaarat: task.tell_hazards", "row 5, allergeenit: task.tell_allergens",
		"row 6, vaarat: field.choice", "row 6, julkaise: import.yes_no", "row 6, column 9: import.too_many_cells",
		"row 6, postinumero: field.postal",
		"row 7, tunnit_max: field.order",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r.Rows != 5 || r.Good != 1 || r.Saved != 0 || r.ErrorCount != len(want) {
		t.Errorf("report %+v", r)
	}
}

func TestErrorsOfTheFile(t *testing.T) {
	s := newService(t, nil, someOrgs())
	long := "title\n" + strings.Repeat("x\n", MaxTableRows+1)
	tests := []struct {
		name, file string
		kind       marketplace.Kind
		key, arg   string
	}{
		{"nothing", "", marketplace.Invalid, "import.empty", ""},
		{"no titles", "kuvaus;vaarat\nx;y\n", marketplace.Invalid, "import.no_title", "nimike"},
		{"a column twice", "nimike;title\nx;y\n", marketplace.Invalid, "import.twice", "title"},
		{"a quotation mark within", "nimike;kuvaus\na;b\n5\" putki;c\n", marketplace.Invalid, "import.quotes", "3"},
		{"an open quotation mark", "nimike;kuvaus\n\"a;b\nc;d\n", marketplace.Invalid, "import.quotes", "2"},
		{"too many rows", long, marketplace.TooLarge, "import.too_many_rows", "20000"},
		{"too many columns", "title" + strings.Repeat(";", 200) + "\n", marketplace.TooLarge, "import.too_many_columns", "200"},
		{"too many bytes", strings.Repeat("x", MaxTableBytes+1), marketplace.TooLarge, "import.too_large", "10"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.Import(context.Background(), aino, []byte(tt.file), ImportOptions{DryRun: true})
			e := marketplace.AsError(err)
			if e.Kind != tt.kind || e.Key != tt.key {
				t.Fatalf("got %v", err)
			}
			for _, v := range e.Args {
				if v != tt.arg {
					t.Errorf("args %v, want %q", e.Args, tt.arg)
				}
			}
		})
	}
}

func TestColumnsAreNamed(t *testing.T) {
	s := newService(t, nil, someOrgs())
	r := must(s.Import(context.Background(), aino, []byte("nimike;vaara;;muistiinpano\nx;y;;z\n"), ImportOptions{DryRun: true}))
	if diff := cmp.Diff([]string{"vaara", "muistiinpano"}, r.Unknown); diff != "" {
		t.Error(diff)
	}
	if len(r.Missing) != len(columns())-1 || !slices.Contains(r.Missing, "vaarat") {
		t.Errorf("missing %v", r.Missing)
	}
}

func TestManyErrorsAreCounted(t *testing.T) {
	s := newService(t, nil, someOrgs())
	r := must(s.Import(context.Background(), aino, []byte("nimike;tuki\n"+strings.Repeat("x;9\n", 300)), ImportOptions{}))
	if len(r.Errors) != 200 || r.ErrorCount != 300 || r.Errors[199].Row != 201 {
		t.Errorf("%d shown of %d", len(r.Errors), r.ErrorCount)
	}
}

// Dry runs and files with an error save nothing; good rows alone can be taken, and a corrected file adds the rest.
func TestImportSavesAllOrWhatWasAsked(t *testing.T) {
	ctx := context.Background()
	s := newService(t, memory(t), someOrgs())
	bad := []byte(header3 + goodRow + draftRow + "Väärä;x;;;;;;\n")
	mended := []byte(header3 + goodRow + draftRow + "Väärä;1;;;;;;\n")
	steps := []struct {
		name           string
		file           []byte
		opts           ImportOptions
		saved, skipped int
		total          int
	}{
		{"dry run", mended, ImportOptions{DryRun: true}, 0, 0, 0},
		{"with an error", bad, ImportOptions{}, 0, 0, 0},
		{"only the good rows", bad, ImportOptions{OnlyGood: true}, 2, 0, 2},
		{"mended", mended, ImportOptions{}, 1, 2, 3},
		{"again", mended, ImportOptions{}, 0, 3, 3},
		{"published as a draft now", []byte(strings.Replace(string(mended), "kyllä", "ei", 1)), ImportOptions{}, 0, 3, 3},
		{"the same row twice", []byte(header3 + goodRow + goodRow), ImportOptions{}, 1, 1, 4},
	}
	for _, step := range steps {
		r, err := s.Import(ctx, aino, step.file, step.opts)
		if err != nil || r.Saved != step.saved || r.Skipped != step.skipped {
			t.Fatalf("%s: saved %d, skipped %d, %v", step.name, r.Saved, r.Skipped, err)
		}
		all := must(s.Mine(ctx, aino, "", marketplace.Page{}))
		if len(all.Items) != step.total {
			t.Fatalf("%s: %d tasks, want %d", step.name, len(all.Items), step.total)
		}
	}
	published := must(s.Mine(ctx, aino, Published, marketplace.Page{}))
	if len(published.Items) != 2 || published.Items[0].Value.Published.IsZero() || !strings.HasSuffix(published.Items[1].Value.ImportKey, "/2") {
		t.Errorf("published: %+v", published.Items)
	}
	other := must(s.Import(ctx, otso, mended, ImportOptions{}))
	if other.Saved != 3 {
		t.Errorf("another employer's import of the same file saved %d", other.Saved)
	}
}

// A crash at any write, before or after it, and the same import again: every row is there once, with all its facts.
func TestImportSurvivesEveryCrash(t *testing.T) {
	ctx := context.Background()
	file := []byte(header3 + goodRow + draftRow + goodRow + "Neljäs;1;2;;;;;\n")
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; k <= 4; k++ {
			t.Run(fmt.Sprintf("moment %v, write %d", moment, k), func(t *testing.T) {
				db := memory(t)
				faulty := storetest.Faulty(db, k, moment)
				_, err := newService(t, faulty, someOrgs()).Import(ctx, aino, file, ImportOptions{})
				wantKind(t, err, marketplace.Unavailable)
				s := newService(t, db, someOrgs())
				r, err := s.Import(ctx, aino, file, ImportOptions{})
				if err != nil || r.Saved+r.Skipped != 4 {
					t.Fatalf("again: %+v, %v", r, err)
				}
				if n := len(must(s.Mine(ctx, aino, "", marketplace.Page{})).Items); n != 4 {
					t.Errorf("%d tasks", n)
				}
				types := factTypes(t, db)
				slices.Sort(types)
				want := []string{"task.created", "task.created", "task.created", "task.created", "task.published", "task.published"}
				if diff := cmp.Diff(want, types); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// An import ends when its caller gives up, and goes on when made again.
func TestImportIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := newService(t, memory(t), someOrgs())
	file := []byte("nimike\nyksi\nkaksi\nkolme\n")
	var seen []int
	r, err := s.Import(ctx, aino, file, ImportOptions{Progress: func(done, total int) {
		seen = append(seen, done*10+total)
		if done == 2 {
			cancel()
		}
	}})
	wantKind(t, err, marketplace.Unavailable)
	if !errors.Is(err, context.Canceled) || r.Saved != 2 || !slices.Equal(seen, []int{13, 23}) {
		t.Fatalf("saved %d, progress %v, %v", r.Saved, seen, err)
	}
	if r = must(s.Import(context.Background(), aino, file, ImportOptions{})); r.Saved != 1 || r.Skipped != 2 {
		t.Errorf("again: %+v", r)
	}
}

// The template can be imported as it is, in every language, and has every column.
func TestTemplate(t *testing.T) {
	s := newService(t, nil, someOrgs())
	for i, lang := range []string{"fi", "sv", "en"} {
		file := Template(lang)
		r, err := s.Import(context.Background(), aino, file, ImportOptions{DryRun: true})
		if err != nil || r.ErrorCount > 0 || r.Good != 2 || len(r.Missing) > 0 || len(r.Unknown) > 0 {
			t.Errorf("%s: %+v, %v", lang, r, err)
		}
		for _, c := range columns() {
			if !bytes.Contains(file, []byte(c.names[i])) {
				t.Errorf("%s lacks the column %s", lang, c.names[i])
			}
		}
	}
	if !bytes.Equal(Template("de"), Template("fi")) {
		t.Error("another language does not give the Finnish template")
	}
}

// Whatever the bytes are: no crash, numbers that add up, and rows in order.
func FuzzReadTable(f *testing.F) {
	for _, lang := range []string{"fi", "sv", "en"} {
		f.Add(Template(lang))
	}
	f.Add([]byte(header3 + goodRow + draftRow))
	f.Add([]byte("title\n\"a\r\n\r\nb\"\r\n\r\nc"))
	f.Add([]byte("\xff\xfet\x00i\x00t\x00l\x00e\x00\n\x00x\x00"))
	f.Add([]byte("title;demands;steps;start;hours_min\nx;a:1!|:;:|b:;1.2.3;1e400\n"))
	s := newService(f, nil, someOrgs())
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := s.Import(context.Background(), aino, file, ImportOptions{DryRun: true})
		if err != nil {
			if k := marketplace.KindOf(err); k != marketplace.Invalid && k != marketplace.TooLarge {
				t.Fatalf("a file cannot cause %v", err)
			}
			return
		}
		if r.Good > r.Rows || (r.ErrorCount == 0) != (r.Good == r.Rows) {
			t.Fatalf("%d of %d rows are good with %d errors", r.Good, r.Rows, r.ErrorCount)
		}
		last := 1
		for _, e := range r.Errors {
			if e.Row < max(2, last) || e.Column == "" {
				t.Fatalf("error %+v after row %d", e, last)
			}
			last = e.Row
		}
		for _, task := range r.Preview {
			if bad := task.Validate(s.Scale, s.Places, s.ESCO); len(bad) > 0 || task.Org != "cafe" {
				t.Fatalf("a good row is wrong: %v", bad)
			}
		}
	})
}
