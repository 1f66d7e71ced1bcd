package portal_test

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	portal "sovite.fi/sovite/employer-portal"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// mark stands in every text of the profile, so that whoever shows one is seen.
const mark = "Qvx"

// full is a profile in which nothing is empty.
func full() profile.Content {
	support := 2
	return profile.Content{
		Strengths: []string{mark + " strength"}, Motivation: mark + " motivation", Resources: mark + " resources",
		Goal:      profile.Goal{Text: mark + " goal", Occupations: []string{"occupation/1aadb308-432a-4d01-b54b-b4f7f76dd419"}},
		Interests: &matching.Interests{1, 0.5}, Liked: []string{mark + " liked"}, Disliked: []string{mark + " disliked"},
		Experience: []profile.Experience{{Title: mark + " title", Months: 7, Note: mark + " note"}}, Education: []profile.Education{{Name: mark + " school", Year: 2001}},
		Skills: []string{mark + " skill"}, ESCOSkills: []string{"skill/c662be22-f17a-4ba0-894f-d720b20c44cf"}, Certificates: matching.Chosen("hygiene_passport"),
		Abilities:   map[matching.Dimension]profile.Answer{"lifting": {Rating: matching.Rated(3), Note: mark + " ability", Source: "coach", On: "2026-01-07"}},
		Adaptations: matching.Chosen("extra_breaks"), Refused: []string{"lifting_aid"}, Support: &support, SupportNote: mark + " support",
		Availability: profile.Availability{
			WeekMinutes: matching.Window{Min: 300, Max: 1200}, DayMinutes: 300, Weekdays: matching.Chosen("mon"), Shifts: matching.Chosen("day"), From: "2026-12-01",
			Stamina: mark + " stamina",
		},
		Travel:  profile.Travel{Postal: "00500", Transport: "public", MaxMinutes: 60},
		Hazards: matching.Chosen("dust"), Allergens: matching.Chosen("nuts"), Forms: matching.Chosen("employment"), MustNot: matching.Ratings{"standing": matching.Rated(4)},
	}
}

// without gives, for every field of a profile however deep, the profile in which that field alone is different.
func without() map[string]profile.Content {
	out := map[string]profile.Content{}
	root := full()
	eachLeaf("", reflect.ValueOf(&root).Elem(), func(path string, leaf reflect.Value) {
		before := reflect.New(leaf.Type()).Elem()
		before.Set(leaf)
		leaf.SetZero()
		if path == ".Experience.Title" || path == ".Education.Name" { // these cannot be empty
			leaf.SetString("another")
		}
		c := root
		c.Experience, c.Education = slices.Clone(root.Experience), slices.Clone(root.Education)
		out[path] = c
		leaf.Set(before)
	})
	for name, change := range map[string]func(*profile.Answer){
		"Rating": func(a *profile.Answer) { a.Rating = matching.Rated(1) }, "Note": func(a *profile.Answer) { a.Note = "" },
		"Source": func(a *profile.Answer) { a.Source = "client" }, "On": func(a *profile.Answer) { a.On = "" },
	} {
		c := full()
		a := c.Abilities["lifting"]
		change(&a)
		c.Abilities["lifting"] = a
		out[".Abilities."+name] = c
	}
	return out
}

func eachLeaf(path string, v reflect.Value, do func(string, reflect.Value)) {
	whole := v.Type() == reflect.TypeFor[matching.Choice]() || v.Type() == reflect.TypeFor[matching.Window]()
	switch {
	case v.Kind() == reflect.Struct && !whole:
		for i := range v.NumField() {
			eachLeaf(path+"."+v.Type().Field(i).Name, v.Field(i), do)
		}
	case v.Kind() == reflect.Slice && v.Len() > 0 && v.Index(0).Kind() == reflect.Struct:
		eachLeaf(path, v.Index(0), do)
	default:
		do(path, v)
	}
}

// known are the ids, and the parts of a profile, that stand in for every open part of an address.
var known = []string{"client", "task", "draft", "held", "introduction", "again", "acme", "coach", "strengths", "support"}

// addresses fills the open parts of an address with every id that there is.
func addresses(w *world, path string) []string {
	from := strings.IndexAny(path, "{:")
	if from < 0 {
		return []string{path}
	}
	end := from + 1 + strings.IndexAny(path[from+1:]+"/", "}/")
	if path[from] == '{' {
		end++
	}
	var out []string
	for _, name := range known {
		id := string(w.id(name))
		if id == "" {
			id = name // the name of a part of a profile
		}
		out = append(out, addresses(w, path[:from]+id+path[end:])...)
	}
	return out
}

// reachable is every address that can be read, of the interface and of the pages.
func reachable(w *world) (api, pages []string) {
	for _, route := range server.Routes(server.Deps{Parts: w.Parts}) {
		if route.Method == "GET" {
			api = append(api, addresses(w, openapi.Base+route.Path)...)
		}
	}
	for _, way := range portal.Ways() {
		if way.Method == "GET" {
			pages = append(pages, addresses(w, way.Path)...)
		}
	}
	return api, pages
}

// shown says yes to the first name, the strengths and the times of a profile, and puts the client forward for it as "again".
func shown(t *testing.T, c profile.Content, name, lang string) *world {
	t.Helper()
	w, ctx := newWorld(t), t.Context()
	_, err := w.Profiles.ChangeClient(ctx, w.Actor("coach"), w.id("client"), profile.NewClient{Name: name, Lang: lang})
	ok(t, err)
	v, err := w.Profiles.Save(ctx, w.Actor("coach"), w.id("client"), 1, c, true)
	ok(t, err)
	asked, err := w.Consents.Ask(ctx, w.Actor("coach"), w.id("client"), consent.Request{
		Purpose: consent.Introduction, Receiver: w.id("acme"), Task: w.id("task"), Fields: []consent.Field{consent.FirstName, consent.Strengths, consent.AvailableTimes},
	})
	ok(t, err)
	_, err = w.Consents.Give(ctx, w.TheClient(), asked.ID, consent.Answer{Present: "alone", Version: v.Number})
	ok(t, err)
	i, err := w.Introductions.Send(ctx, w.Actor("coach"), asked.ID)
	ok(t, err)
	w.IDs["again"] = string(i.ID)
	w.IDs["held"] = string(asked.ID)
	w.Carry(t)
	return w
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// read is everything that somebody of the employer can read, by address: status, headers and every byte. With only, just
// what answered there.
func read(t *testing.T, w *world, only map[string]string) map[string]string {
	t.Helper()
	api, pages := reachable(w)
	out := map[string]string{}
	note := func(who, path string, resp *httptest.ResponseRecorder) {
		var headers []string
		for name, values := range resp.Header() {
			if name != "Date" {
				headers = append(headers, name+": "+strings.Join(values, ", "))
			}
		}
		slices.Sort(headers)
		out[who+" "+path] = fmt.Sprint(resp.Code, headers) + resp.Body.String()
	}
	wanted := func(who, path string) bool { return only == nil || strings.HasPrefix(only[who+" "+path], "20") }
	for _, who := range []string{"employer", "employer-owner"} {
		for _, path := range api {
			if wanted(who, path) {
				note(who, path, w.raw(t, who, path))
			}
		}
	}
	b := w.as(t, "employer")
	for _, path := range pages {
		if wanted("page", path) {
			note("page", path, b.raw(path))
		}
	}
	return out
}

// raw asks the interface and keeps the whole answer.
func (w *world) raw(t *testing.T, who, path string) *httptest.ResponseRecorder {
	t.Helper()
	path, cookies, _ := strings.Cut(path, "\x00")
	r := w.Request(who, "GET", path, "")
	if cookies != "" {
		r.Header.Set("Cookie", cookies)
		r.Header.Set("Accept", "text/html")
	}
	r.Host = strings.TrimPrefix(servertest.Origin, "http://")
	resp, body := w.Do(t, r)
	rec := httptest.NewRecorder()
	maps.Copy(rec.Header(), resp.Header)
	rec.Code = resp.StatusCode
	rec.Body.WriteString(body)
	return rec
}

// raw asks for a page and keeps the whole answer, without following a redirect.
func (b *browser) raw(path string) *httptest.ResponseRecorder {
	b.t.Helper()
	var cookies []string
	for _, name := range slices.Sorted(maps.Keys(b.cookies)) {
		cookies = append(cookies, name+"="+b.cookies[name])
	}
	return b.world.raw(b.t, "", path+"\x00"+strings.Join(cookies, "; "))
}

// TestNothingUnconsentedReachesAnEmployer: two worlds that differ in one field of a client's profile are the same to the
// byte for an employer, at every address that answers, unless the client said yes to that field; two that differ in all the
// others at once, at every address there is.
func TestNothingUnconsentedReachesAnEmployer(t *testing.T) {
	everywhere := read(t, shown(t, full(), "Aino Qvxon", "fi"), nil)
	other := profile.Content{Strengths: full().Strengths, Availability: full().Availability}
	other.Availability.Stamina = ""
	differ(t, "everything else", everywhere, read(t, shown(t, other, "Aino Muu", "sv"), nil), false)

	plain := read(t, shown(t, full(), "Aino Qvxon", "fi"), everywhere)
	told := map[string]bool{
		".Strengths": true, ".Availability.WeekMinutes": true, ".Availability.DayMinutes": true, ".Availability.Weekdays": true, ".Availability.Shifts": true,
		".Availability.From": true,
	}
	fields := without()
	for name, c := range fields {
		differ(t, name, plain, read(t, shown(t, c, "Aino Qvxon", "fi"), everywhere), told[name])
	}
	for name := range told {
		if _, known := fields[name]; !known || len(fields) < 35 {
			t.Errorf("%d fields were tried, %s known %v", len(fields), name, known)
		}
	}
	differ(t, "first name", plain, read(t, shown(t, full(), "Eeva Qvxon", "fi"), everywhere), true)
	differ(t, "last name", plain, read(t, shown(t, full(), "Aino Muu", "fi"), everywhere), false)
	differ(t, "language", plain, read(t, shown(t, full(), "Aino Qvxon", "sv"), everywhere), false)
}

// differ compares what can be read in two worlds; told says whether it has to differ.
func differ(t *testing.T, name string, plain, other map[string]string, told bool) {
	t.Helper()
	at := ""
	for path, bytes := range plain {
		if other[path] == bytes {
			continue
		}
		if at = path; !told {
			t.Errorf("%s changes %s:\n%s\n%s", name, path, bytes, other[path])
		}
	}
	if len(other) != len(plain) || len(plain) < 20 || told != (at != "") {
		t.Errorf("%s: %d addresses against %d, a difference at %q", name, len(plain), len(other), at)
	}
}

// TestEveryReadIsRecorded: whoever is shown something of a profile, at whatever address, is written down by that request.
func TestEveryReadIsRecorded(t *testing.T) {
	w := shown(t, full(), "Aino client", "fi")
	newest := func() marketplace.ID {
		list, err := w.Profiles.MyReaders(t.Context(), w.TheClient(), marketplace.Page{Limit: 1})
		ok(t, err)
		return list.Items[0].ID
	}
	api, pages := reachable(w)
	readers := map[string]int{}
	check := func(who, path string, ask func() *httptest.ResponseRecorder) {
		before := newest()
		resp := ask()
		if !strings.Contains(resp.Body.String(), mark) {
			return
		}
		if readers[who]++; newest() == before {
			t.Errorf("%s read at %s and nobody wrote it down", who, path)
		}
	}
	for _, who := range []string{"coach", "employer", "colleague", "unit-owner", "auditor", "administrator", "rival"} {
		b := w.as(t, who)
		for _, path := range api {
			check(who, path, func() *httptest.ResponseRecorder { return w.raw(t, who, path) })
		}
		for _, path := range pages {
			check(who, path, func() *httptest.ResponseRecorder { return b.raw(path) })
		}
	}
	if readers["coach"] < 6 || readers["employer"] != 3 || len(readers) != 2 {
		t.Errorf("who read where: %v", readers)
	}
}

// TestTakenBackAtEveryAddress: what showed the card answers in the very next request as if there had never been one, and no
// address names the introduction any more.
func TestTakenBackAtEveryAddress(t *testing.T) {
	w := shown(t, full(), "Aino client", "fi")
	b, client, again := w.as(t, "employer"), w.client(t), string(w.id("again"))
	before := read(t, w, nil)
	client.get("/my/introductions/{again}/back?lang=en").expect(200, "Nobody is told why")
	client.post("/my/introductions/{again}/back", url.Values{}).expect(200, "It is taken back")
	showed := 0
	for address, bytes := range read(t, w, nil) {
		if strings.Contains(before[address], mark) {
			if showed++; !strings.HasPrefix(bytes, "404 ") {
				t.Errorf("%s: %.200s", address, bytes)
			}
		}
		if _, body, _ := strings.Cut(bytes, "]"); strings.Contains(body, mark) || strings.Contains(body, again) && !strings.Contains(address, again) {
			t.Errorf("%s still says %.300s", address, body)
		}
	}
	if showed != 5 {
		t.Errorf("%d addresses showed the card", showed)
	}
	never := b.get("/received/none").doc.Find("main").Text()
	if got := b.get("/received/{again}").doc.Find("main").Text(); got != never || b.status != 404 {
		t.Errorf("%d %s\nfor what never was: %s", b.status, got, never)
	}
	w.as(t, "coach").get("/introductions/{again}").expect(200, "Withdrawn")
}
