package searchtest

import (
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/matching/search"
)

// wordsFind proves on tasks as they are worded what a person types to find them: parts of compounds, inflected forms,
// and the same in Swedish and English.
func wordsFind(t *testing.T, ix search.Index) {
	for i, w := range works() {
		put(t, ix, search.Entry{ID: string(rune('a' + i)), Title: w.title})
	}
	for words, title := range map[string]string{
		"siivous": "Toimistosiivooja", "keittiöapu": "Keittiöapulainen", "varasto": "Varastotyöntekijä",
		"pihatyö": "Pihatöitä taloyhtiössä", "pyörien korjaus": "Pyöränkorjaaja", "KIRJASTOSSA": "Kirjaston avustaja",
		"städ": "Kontorsstädning", "kök": "Köksbiträde till skolkök", "trädgård": "Trädgårdsarbete i park",
		"lager": "Lagermedarbetare", "warehouse": "Warehouse helper", "cleaning": "Office cleaner", "pesula": "Tekstiilipesulan työntekijä",
	} {
		r := find(t, ix, search.Query{Words: words})
		want := string(rune('a' + slices.IndexFunc(works(), func(w work) bool { return w.title == title })))
		if len(r.Hits) == 0 || r.Hits[0].ID != want || r.Hits[0].Score <= 0 {
			t.Errorf("%q finds %v first of all, want %s (%s) with a score", words, r.Hits, want, title)
		}
	}
	finds(t, ix, search.Query{Words: "xylofonqvist"})
}

func synonymsFind(t *testing.T, ix search.Index) {
	put(t, ix,
		search.Entry{ID: "a", Title: "Keittiöapulainen kouluun", Posted: "2026-03-01"},
		search.Entry{ID: "b", Title: "Tiskausta ja siivousta", Posted: "2026-02-01"},
		search.Entry{ID: "c", Title: "Hitsaaja", Posted: "2026-01-01"})
	finds(t, ix, search.Query{Words: "tiskaus"}, "b")
	inOrder(t, ix, search.Query{Words: "tiskaus", Also: []string{"keittiöapulainen"}}, "b", "a")
	finds(t, ix, search.Query{Also: []string{"keittiöapulainen"}}, "a", "b", "c")
}

func moreWordsFirst(t *testing.T, ix search.Index) {
	put(t, ix,
		search.Entry{ID: "a", Title: "Siivooja sairaalaan", Posted: "2026-03-01"},
		search.Entry{ID: "b", Title: "Keittiöapulainen kouluun", Posted: "2026-02-01"},
		search.Entry{ID: "c", Title: "Siivooja kouluun", Posted: "2026-01-01"},
		search.Entry{ID: "d", Title: "Kuljettaja", Posted: "2026-04-01"})
	for _, words := range []string{"siivooja koulu", "koulu siivooja"} {
		r := find(t, ix, search.Query{Words: words})
		if len(r.Hits) == 0 || r.Hits[0].ID != "c" {
			t.Errorf("%q gives %v, want c first, which has both words", words, r.Hits)
		}
		if slices.Contains(ids(r), "d") {
			t.Errorf("%q finds d, which has neither word", words)
		}
	}
	inOrder(t, ix, search.Query{Words: "siivooja", Sort: search.ByPosted}, "a", "c")
	inOrder(t, ix, search.Query{Sort: search.ByWords}, "d", "a", "b", "c")
	inOrder(t, ix, search.Query{Sort: search.ByDistance}, "d", "a", "b", "c")
	for _, h := range find(t, ix, search.Query{}).Hits {
		if h.Score != 0 {
			t.Errorf("%v has a score without words", h)
		}
	}
}

// wordsWithinFilters proves that filters only narrow down what the words alone find.
func wordsWithinFilters(t *testing.T, ix search.Index) {
	made := Generate(400, 3)
	put(t, ix, made...)
	byID := map[string]search.Entry{}
	for _, e := range made {
		byID[e.ID] = e
	}
	for _, words := range []string{"siivous", "keittiö", "städning", "varastossa", "cleaner", "hyllytys iltaisin"} {
		alone, _ := everything(t, ix, search.Query{Words: words})
		if len(alone) == 0 {
			t.Errorf("%q finds nothing", words)
		}
		q := search.Query{
			Words: words, Forms: []string{"trial", "employment"}, NotHazards: []string{"heat"}, HoursFrom: 600,
			OnlyShifts: []string{"day", "evening", "weekend"}, OnlyCerts: []string{"forklift"}, CertsKnown: true, Facets: true,
		}
		want := slices.DeleteFunc(alone, func(id string) bool { return !Fits(q, byID[id]) })
		got, r := everything(t, ix, q)
		if !slices.Equal(sorted(got), sorted(want)) {
			t.Errorf("%q with filters finds %d, want %d: %v, %v", words, len(got), len(want), got, want)
		}
		if shifts := r.Facets["shift"]; shifts["night"]+shifts["two-shift"] > 0 {
			t.Errorf("%q: facets count what the filters leave out: %v", words, shifts)
		}
	}
}

func sorted(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return ids
}

func anyWords(t *testing.T, ix search.Index) {
	put(t, ix, Generate(50, 4)...)
	for _, words := range []string{
		"🧹🙂", `"siivous`, `siivous" OR 1=1`, `' OR ''='`, "grams:siivous^5", "-siivous", "+siivous -keittiö", "sii*", "~", "\\", "\x00\xff",
		strings.Repeat("siivous ", 1280), strings.Repeat("ä", 10_240), strings.Repeat("🙂", 2_560), "ja och and",
	} {
		r, err := ix.Search(t.Context(), search.Query{Words: words})
		if err != nil {
			t.Errorf("%.40q: %v", words, err)
			continue
		}
		if len(search.Terms(words)) == 0 && r.Total != 50 {
			t.Errorf("%.40q holds no word and finds %d entries, want all", words, r.Total)
		}
		if strings.Contains(words, "siivous") && r.Total == 0 {
			t.Errorf("%.40q finds nothing", words)
		}
	}
}
