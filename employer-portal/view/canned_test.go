package view_test

import (
	"bytes"
	"html/template"
	"net/url"
	"testing"
	"time"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/static"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/bank"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/choice"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/marketplace/reach"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/language"
	"sovite.fi/sovite/matching/suggest"
)

var noon = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// stage is everything that canned pages are made from.
type stage struct {
	scale  *matching.Scale
	bundle *i18n.Bundle
	places *place.Places
	esco   *esco.Table
	rules  *rule.Book
	words  *language.Vocabulary
}

func newStage(t *testing.T) stage {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	table, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	words, err := language.LoadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	return stage{scale, bundle, places, table, rules, words}
}

func (s stage) presenter(voice i18n.Voice) present.Presenter {
	return present.Presenter{Lang: s.bundle.In(voice), Plain: s.bundle.In(present.PlainVoice(voice)), ESCO: s.esco, Suggest: suggest.New(s.esco, s.words), Places: s.places, Rules: s.rules, Zone: time.UTC, Now: noon}
}

func ratings(pairs map[matching.Dimension]int) map[matching.Dimension]profile.Answer {
	out := map[matching.Dimension]profile.Answer{}
	for d, level := range pairs {
		out[d] = profile.Answer{Rating: matching.Rated(level), Source: "client", On: "2026-11-03"}
	}
	return out
}

func content() profile.Content {
	support := 1
	c := profile.Content{
		Strengths: []string{"Tarkka käsistään", "Saapuu aina ajoissa", "Auttaa mielellään muita"}, Motivation: "Haluan oman rahan ja työkavereita.",
		Goal: profile.Goal{Text: "Keittiötyö, jossa on selkeä järjestys."}, Liked: []string{"tiskaus", "leipominen"}, Disliked: []string{"puhelimessa puhuminen"},
		Experience: []profile.Experience{{Title: "Keittiöharjoittelu, koulu", Months: 4, Note: "Pidettiin tarkkana."}},
		Skills:     []string{"astianpesukone"}, Certificates: matching.Chosen("hygiene_passport"), Support: &support,
		Abilities: ratings(map[matching.Dimension]int{
			"lifting": 2, "standing": 3, "walking": 3, "manual_dexterity": 4, "noise_tolerance": 1, "time_pressure": 2, "memory": 3,
			"attention": 3, "independence": 3, "customer_contact": 2, "teamwork": 4, "reading": 3, "stamina": 3, "finger_dexterity": 2,
		}),
		Adaptations: matching.Chosen("extra_breaks", "lifting_aid"), Hazards: matching.Chosen("heights"), Allergens: matching.Chosen("nuts"),
		Forms: matching.Chosen("employment", "pay_subsidy", "work_trial"),
		Evidence: []evidence.Item{
			{ID: "e1", About: "abilities.lifting", By: "workplace", Kind: "seen", On: "2026-11-20", Note: "Kantoi 10 kilon laatikoita koko aamun", Source: "placements/p1/observations/2"},
			{ID: "e2", About: "support", By: "coach", Kind: "tried", On: "2026-11-21"},
		},
		Travel: profile.Travel{Postal: "53100", Transport: "public", MaxMinutes: 45},
		Availability: profile.Availability{
			WeekMinutes: matching.Window{Min: 600, Max: 1500}, Shifts: matching.Chosen("day"), DayMinutes: 360,
			Weekdays: matching.Chosen("mon", "tue", "wed", "thu", "fri"),
		},
	}
	c.Abilities["near_vision"] = profile.Answer{Rating: matching.Withheld}
	return c
}

func sampleTask(id, title, postal string, change func(*task.Task)) task.Task {
	t := task.Task{
		ID: marketplace.ID(id), Org: "org", Employer: "Ravintola Kaislaranta", Status: task.Published, Title: title, Lang: "fi",
		Summary: "Aamuvuoron keittiöapu pienessä lounasravintolassa. Työtä tehdään kokin vieressä, ja tehtävälista on seinällä.\nAloitus sovitaan yhdessä.",
		Steps:   []task.Step{{Name: "Astioiden pesu", Minutes: 300}, {Name: "Salaattien esivalmistelu", Minutes: 180}, {Name: "Pöytien pyyhkiminen", Minutes: 60}},
		Demands: []matching.Demand{
			{Dimension: "standing", Level: 3, Essential: true},
			{Dimension: "noise_tolerance", Level: 1},
			{Dimension: "lifting", Level: 2, Adaptable: true},
			{Dimension: "manual_dexterity", Level: 3, Essential: true},
			{Dimension: "time_pressure", Level: 2},
		},
		Hazards: matching.Chosen("heat", "wet_floor"), Allergens: matching.Chosen("gluten", "milk"), Certificates: []string{"hygiene_passport"},
		WeekMinutes: matching.Window{Min: 900, Max: 1200}, DayMinutes: 300, Weekdays: matching.Chosen("mon", "wed", "fri"), Shifts: matching.Chosen("day"),
		Place: task.Place{Postal: postal, Address: "Rantakatu 2", Access: []string{"step_free", "near_public_transport"}}, Adaptations: []string{"extra_breaks"},
		Support: 2, Forms: []string{"pay_subsidy", "work_trial"}, Places: 1, Pay: task.Pay{Kind: "hour", Cents: 1250},
		Created: marketplace.At(noon.AddDate(0, 0, -20)), Published: marketplace.At(noon.AddDate(0, 0, -9)), Changed: marketplace.At(noon.AddDate(0, 0, -3)),
	}
	if change != nil {
		change(&t)
	}
	return t
}

func sampleTasks() []task.Task {
	return []task.Task{
		sampleTask("t1", "Keittiöapu aamuvuoroon", "53100", nil),
		sampleTask("t2", "Varaston hyllytys", "53300", func(t *task.Task) {
			t.Employer, t.Certificates = "Saimaan Tukku Oy", nil
			t.Demands = append(t.Demands, matching.Demand{Dimension: "stamina", Level: 4, Essential: true, Adaptable: true})
		}),
		sampleTask("t3", "Kukkakaupan apulainen", "53100", func(t *task.Task) {
			t.Employer, t.Certificates = "Kukka ja Kääre", nil
			t.Demands = append(t.Demands, matching.Demand{Dimension: "speaking", Level: 3, Essential: true})
			t.Hazards = matching.Choice{}
		}),
		sampleTask("t4", "Leipomon pakkaaja", "53100", func(t *task.Task) { t.Allergens = matching.Chosen("nuts", "gluten") }),
		sampleTask("t5", "Yövuoron siivooja", "00100", func(t *task.Task) { t.Shifts = matching.Chosen("night") }),
		sampleTask("t6", "Hotellin aamiaisapu", "53200", func(t *task.Task) { t.Shifts = matching.Chosen("day", "weekend") }),
		sampleTask("t7", "Kokoonpano", "53100", func(t *task.Task) {
			t.Demands = append(t.Demands, matching.Demand{Dimension: "finger_dexterity", Level: 4, Essential: true}, matching.Demand{Dimension: "teamwork", Level: 5, Essential: true, Adaptable: true})
		}),
	}
}

func (s stage) judged() []present.Judged {
	p := matching.Prepare(matching.DefaultRules(s.scale), content().Matching(s.places, s.esco))
	var out []present.Judged
	for _, t := range sampleTasks() {
		out = append(out, present.Judged{Task: t, Verdict: p.Judge(t.Matching(s.places, s.esco))})
	}
	return out
}

func base(lang i18n.Lang, title, path string) view.Base {
	b := view.Base{
		Lang: lang, Title: title, Path: path, CSRF: "token", Demo: true, Mailbox: true,
		Who: &view.Who{Name: "Maija Valmentaja", Org: "Saimaan Työvalmennus", Several: true},
		Nav: []view.Link{
			{Text: lang.T("portal.nav.home"), Href: "/"},
			{Text: lang.T("portal.nav.clients"), Href: "/clients"},
			{Text: lang.T("portal.nav.tasks"), Href: "/tasks"},
			{Text: lang.T("portal.nav.search"), Href: "/search"},
			{Text: lang.T("portal.nav.organisation"), Href: "/organisation"},
		},
	}
	b.Mark()
	return b
}

// pages are all pages with canned data, by name.
func (s stage) pages(voice i18n.Voice) map[string]view.Page {
	p, lang := s.presenter(voice), s.bundle.In(voice)
	out := map[string]view.Page{}
	s.accountPages(p, lang, out)
	s.coachPages(p, lang, out)
	s.taskPages(p, lang, out)
	s.carvingPages(p, lang, out)
	s.clientPages(p, lang, out)
	outcomePages(p, lang, out)
	pricePages(p, lang, out)
	keptPages(p, lang, out)
	capacityPages(p, lang, out)
	rosterPages(p, lang, out)
	talkPages(p, lang, out)
	attendancePages(p, lang, out)
	requestPages(p, lang, out)
	timesheetPages(p, lang, out)
	invoicePages(p, lang, out)
	devicePages(p, lang, out)
	s.togetherPages(p, lang, out)
	s.placedPages(p, lang, out)
	s.networkPages(p, lang, out)
	coursePages(p, lang, out)
	return out
}

func (s stage) accountPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	front := &view.Front{Base: base(lang, p.T("front.page"), "/")}
	front.Who, front.Nav = nil, nil
	out["front"] = front
	f := view.NewForm(lang, url.Values{"email": {"maija"}, "name": {"Maija"}}, []marketplace.FieldError{marketplace.Field("email", "field.email", "value", "maija")})
	signin := &view.Single{
		Base: base(lang, p.T("signin"), "/signin"), Heading: p.T("signin"), Intro: p.T("signin.intro"), Submit: p.T("signin.submit"), Action: "/signin",
		Fields:   []view.Field{f.Input("email", "portal.email").As("email", "username").Must(), f.Password("password", "portal.password", "current-password")},
		After:    []view.Link{{Text: p.T("forgot"), Href: "/forgot"}},
		Accounts: []view.Option{{Text: p.T("demo.coach"), Value: "valmentaja@demo.sovite.fi", Hint: "x"}, {Text: p.T("demo.employer"), Value: "tyonantaja@demo.sovite.fi", Hint: "x"}},
	}
	signin.Problems = f.Problems([]marketplace.FieldError{marketplace.Field("email", "field.email", "value", "maija")}, map[string]string{"email": p.T("email")})
	signin.Who, signin.Nav = nil, nil
	out["single"] = signin
	out["account"] = &view.Account{
		Base: base(lang, p.T("account"), "/account"), Email: "valmentaja@demo.sovite.fi",
		Details:  []view.Field{f.Input("name", "portal.name"), f.Select("lang", "portal.language", f.Keyed("portal.language", "fi", "sv", "en"))},
		Password: []view.Field{f.Password("old", "portal.password.old", "current-password"), f.Password("password", "portal.password.new", "new-password").WithHint(p.T("password.hint"))},
		Factor:   view.Factor{Secret: "JBSWY3DPEHPK3PXP", QR: "M0 0h3v1h-3z", Size: 20, Fields: []view.Field{f.Input("code", "portal.code.field")}},
		Feed:     &view.Link{Text: "https://sovite.example/calendar/p1-o1.code.ics"},
		Sessions: []view.Session{{ID: "s1", Device: "Firefox, Windows", Used: "23.11.2026 klo 9.14", This: true}, {ID: "s2", Device: "Safari, iPhone", Used: "21.11.2026 klo 17.02"}},
	}
	roles := f.Keyed("portal.role", "owner", "coach")
	for i := range roles {
		roles[i].ID, roles[i].Hint = "role-"+roles[i].Value, p.T("role."+roles[i].Value+".hint")
	}
	out["organisation"] = &view.Organisation{
		Base: base(lang, "Saimaan Työvalmennus", "/organisation"), Name: "Saimaan Työvalmennus",
		Facts:   []view.Pair{{Label: p.T("org.kinds"), Text: p.T("kind.coaching")}, {Label: p.T("org.business_id"), Text: "0737546-2"}},
		Members: []view.Member{{ID: "p1", Name: "Maija Valmentaja", Email: "valmentaja@demo.sovite.fi", Roles: p.Roles([]marketplace.Role{"owner", "coach"}), Since: "1.9.2026", Self: true, Change: roles}, {ID: "p2", Name: "Pekka Puro", Email: "pekka@demo.sovite.fi", Roles: p.Roles([]marketplace.Role{"coach"}), Since: "4.10.2026"}},
		Invite:  []view.Field{f.Input("email", "portal.email").As("email", "off"), f.Checks("roles", "portal.org.roles.choose", f.Keyed("portal.role", "owner", "billing", "auditor", "coach"))},
		Details: []view.Field{f.Input("name", "portal.org.name")},
	}
	out["switch"] = &view.Switch{Base: base(lang, p.T("switch"), "/switch"), Orgs: []view.Org{{ID: "o1", Name: "Saimaan Työvalmennus", Roles: p.T("role.coach"), Current: true}, {ID: "o2", Name: "Kaislaranta Oy", Roles: p.T("role.employer")}}}
	out["home"] = &view.Home{Base: base(lang, p.T("home.organiser"), "/"), Heading: p.T("home.organiser"), Intro: p.T("home.organiser.intro"), Note: p.T("home.organiser.nothing"), Doors: []view.Link{{Icon: "search", Text: p.T("door.search"), Note: p.T("door.search.note"), Href: "/search"}}}
	out["error"] = &view.Error{Base: base(lang, p.T("error.ours"), "/x"), Status: 500, Heading: p.T("error.ours"), Text: lang.T("error.internal"), ID: "01JD0000000000000000000000", Action: view.Link{Text: p.T("error.home"), Href: "/"}}
	out["help"] = &view.Help{Base: base(lang, p.T("help"), "/help"), Email: "apu@sovite.fi"}
	out["statement"] = &view.Statement{Base: base(lang, p.T("footer.accessibility"), "/accessibility")}
	out["sources"] = &view.Sources{Base: base(lang, p.T("footer.sources"), "/sources")}
	s.rulePages(p, lang, out)
	out["mailbox"] = &view.Mailbox{Base: base(lang, p.T("mailbox"), "/mailbox"), Messages: []view.Message{{ID: "m1", To: "a@b.fi", Subject: "Kutsu Sovitteeseen", Sent: "23.11.2026 klo 9.14"}}}
	out["message"] = &view.Message{Base: base(lang, "Kutsu Sovitteeseen", "/mailbox/m1"), ID: "m1", To: "a@b.fi", Subject: "Kutsu Sovitteeseen", Sent: "23.11.2026 klo 9.14", Text: "Hei!\n\nhttps://x/join/abc", Links: []string{"/join/abc"}}
}

// part is a part of a page, written.
func (s stage) part(lang i18n.Lang, name string, data any) template.HTML {
	var out bytes.Buffer
	assets, err := static.New()
	if err != nil {
		return template.HTML(err.Error()) //nolint:gosec // of a test
	}
	set, err := view.New(s.bundle, assets)
	if err == nil {
		err = set.Part(&out, lang.Voice, name, data)
	}
	if err != nil {
		return template.HTML(err.Error()) //nolint:gosec // of a test
	}
	return template.HTML(out.String()) //nolint:gosec // of a test
}

func (s stage) rulePages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	f := view.NewForm(lang, url.Values{}, nil)
	list := &view.Rules{Base: base(lang, lang.T("rule.page.title"), "/rules"), Day: f.Date("on", "rule.page.on")}
	subjects, count := p.RuleSubjects(p.Today())
	list.Shown = lang.N("rule.page.shown", count, "day", lang.Date(p.Today()))
	list.List = s.part(lang, "rule-list", struct {
		Shown    string
		Subjects []view.RuleSubject
	}{list.Shown, subjects})
	out["rules"] = list
	empty := *list
	empty.List = ""
	out["rules-empty"] = &empty
	for _, id := range []string{"adjustment_aid.helper", "income.disability_pension_limit", "work_trial.no_price"} {
		page, _ := p.RulePage(id)
		page.Base = base(lang, page.Heading, "/rules/"+id)
		out["rule-"+id] = &page
	}
}

func (s stage) coachPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	count := map[string]int{"fits_now": 7, "fits_if": 5, "missing": 3}
	out["caseload"] = &view.Caseload{
		Base: base(lang, p.T("nav.clients"), "/clients"), Next: "/clients?after=x", Groups: p.Counts(present.Groups(), nil),
		Clients: []view.ClientRow{
			{ID: "c1", Name: "Aino Lehtonen", Code: "K-7F3Q", Profile: p.T("profile.state.confirmed", "day", "3.11.2026"), Counts: p.Counts(present.Groups(), count), Step: view.Link{Text: p.T("step.matches"), Href: "/clients/c1/matches"}},
			{ID: "c2", Name: "Mikael Sjöberg", Code: "K-2MZA", Profile: p.T("profile.state.draft", "day", "18.11.2026"), Counts: p.Counts(present.Groups(), count), Step: view.Link{Text: p.T("step.confirm"), Href: "/clients/c2/profile/strengths"}},
			{ID: "c3", Name: "Samu Virta", Code: "K-9XPB", Status: p.T("client.status.paused"), Profile: p.T("profile.state.none"), Step: view.Link{Text: p.T("step.start"), Href: "/clients/c3/starter"}},
		},
	}
	out["caseload-empty"] = &view.Caseload{Base: base(lang, p.T("nav.clients"), "/clients"), Empty: view.Empty{Heading: p.T("caseload.empty"), Text: p.T("caseload.empty.text"), Action: view.Link{Text: p.T("client.new"), Href: "/clients/new"}}}
	boardPages(p, lang, out)
	c, f := content(), view.NewForm(lang, url.Values{}, nil)
	client := &view.Client{
		Base: base(lang, "Aino Lehtonen", "/clients/c1"), Name: "Aino Lehtonen", Code: "K-7F3Q", Step: view.Link{Text: p.T("step.matches"), Href: "/clients/c1/matches"},
		Facts: []view.Pair{{Label: p.T("client.code"), Text: "K-7F3Q"}}, Counts: p.Counts(present.Groups(), count), Sections: p.Sections("c1", c, ""), Stamp: jointly.Stamp(p, stamped(c)),
		Details: []view.Field{f.Input("name", "portal.client.name"), f.Radios("status", "portal.client.status", f.Keyed("portal.client.status", "active", "paused", "ended"))},
	}
	client.Back = &view.Link{Text: p.T("nav.clients"), Href: "/clients"}
	client.Counted = view.Counted{Text: p.T("client.counted.not"), Ask: &view.Link{Text: p.T("client.counted.ask"), Href: "/clients/c1/consents/new?purpose=counted_in_totals"}}
	gone := choice.Choice{Task: "t8", Title: "Suljettu tehtävä", Made: choice.Made{State: choice.Kept, Group: "fits_if", At: marketplace.At(noon)}}
	client.Talk = p.Chosen(present.Place{Client: "c1", From: "client", CSRF: "token"}, []choice.Item{
		{Entry: choice.Entry{Rev: 1, Value: gone}, Task: task.Task{ID: "t8", Title: gone.Title}, Gone: true},
	})
	out["client"] = client
	for _, key := range []string{"strengths", "wishes", "background", "body", "support", "time", "limits"} {
		out["profile-"+key] = profilePage(p, lang, key, c)
	}
	other := c
	other.Strengths, other.Abilities = []string{"Tarkka"}, ratings(map[matching.Dimension]int{"lifting": 3})
	out["versions"] = &view.Versions{
		Base: base(lang, p.T("versions.title", "name", "Aino"), "/clients/c1/versions"), Compared: p.T("versions.compared", "before", 1, "after", 2),
		Versions: []view.VersionRow{{Number: 2, Saved: "3.11.2026", By: "Maija", State: p.T("versions.confirmed"), URL: "/clients/c1/versions?n=2", Current: true}, {Number: 1, Saved: "1.11.2026", State: p.T("versions.draft")}},
		Changes:  p.Changes(profile.Diff(other, c)),
	}
	s.matchPages(p, lang, c, out)
}

func profilePage(p present.Presenter, lang i18n.Lang, key string, c profile.Content) *view.Profile {
	section, _, _ := p.SectionOf(key)
	errs := []marketplace.FieldError{marketplace.Field("availability.week_minutes.max", "field.order")}
	f := view.NewForm(lang, form.ProfileValues(c), nil)
	page := &view.Profile{
		Base: base(lang, p.T("section."+key), "/clients/c1/profile/"+key), Heading: p.T("section." + key), Intro: p.T("section." + key + ".intro"),
		Sections: p.Sections("c1", c, key), Blocks: p.Blocks(f, section), Action: "/clients/c1/profile/" + key, BaseVersion: 2,
	}
	if key == "time" {
		f = view.NewForm(lang, form.ProfileValues(c), errs)
		page.Blocks, page.Problems = p.Blocks(f, section), f.Problems(errs, p.ProfileLabels(errs))
	}
	jointly.Beside(p, page.Blocks, profile.Version{Content: c}, ownRatings(), "c1")
	page.Beside = &view.Link{Text: p.T("beside.open"), Href: "/clients/c1/beside"}
	page.Back = &view.Link{Text: "Aino Lehtonen", Href: "/clients/c1"}
	page.Asked, page.All, page.Progress = p.Progress(c)
	return page
}

func (s stage) matchPages(p present.Presenter, lang i18n.Lang, c profile.Content, out map[string]view.Page) {
	judged := s.judged()
	page := &view.Matches{Base: base(lang, p.T("matches.title", "name", "Aino Lehtonen"), "/clients/c1/matches"), ClientID: "c1", Name: "Aino Lehtonen", Code: "K-7F3Q", Lead: p.T("matches.lead", "day", "3.11.2026", "n", len(judged))}
	var left []present.Judged
	counts := map[string]int{}
	for _, j := range judged {
		counts[j.Verdict.Group.String()]++
		if j.Verdict.Group == matching.LeftOut {
			left = append(left, j)
		}
	}
	page.Counts = p.Counts(append(present.Groups(), matching.LeftOut), counts)
	for _, g := range present.Groups() {
		group := view.MatchGroup{Key: g.String(), Heading: p.T("group." + g.String()), Intro: p.T("group." + g.String() + ".intro"), Empty: p.T("group.empty"), Count: counts[g.String()]}
		for _, j := range judged {
			if j.Verdict.Group == g {
				group.Cards = append(group.Cards, p.Card("c1", j, c))
			}
		}
		page.Groups = append(page.Groups, group)
	}
	page.LeftOut, page.LeftOutCount = p.LeftOut("c1", []discovery.Limit{{Limit: "shift", LeftOut: 2, Returns: 1}, {Limit: "allergen", LeftOut: 1, Returns: 1}, {Limit: "commute", LeftOut: 1}}, left), len(left)
	s.choices(p, page, judged)
	out["matches"] = page
	match := p.MatchPage("c1", judged[6], c)
	match.Base, match.Name, match.Code = base(lang, match.Card.Title, "/clients/c1/matches/t2"), "Aino Lehtonen", "K-7F3Q"
	out["match"] = &match
	match.Card.Choice = page.Groups[0].Cards[0].Choice
	compare := p.ComparePage("c1", judged[0], judged[1], c)
	compare.Base, compare.Name = base(lang, p.T("compare.title"), "/clients/c1/compare"), "Aino Lehtonen"
	out["compare"] = &compare
}

func (s stage) clientPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	card := p.ClientCard(profile.NewCard(profile.Subject{Content: content(), Name: "Aino Lehtonen", Lang: "fi", Contact: "Kati"}, consent.AllFields(), "K-7F3Q"))
	client := view.Link{Text: "Aino Lehtonen", Href: "/clients/c1"}
	f := view.NewForm(lang, url.Values{}, nil)
	out["consents"] = &view.Consents{
		Base: base(lang, p.T("consent.page"), "/clients/c1/consents"), Client: client, Ask: view.Link{Text: p.T("consent.new"), Href: "/clients/c1/consents/new"}, Path: "/clients/c1",
		Link: "https://sovite.test/my/in/c1.abc", Door: p.T("consent.door.open"), DoorNote: p.T("consent.door.used", "when", "1.11.2026"), Closable: true,
		Rows: []view.ConsentRow{{Title: "Ravintola Kaislaranta", State: p.T("consent.state.given"), Tone: "good", Send: "c1", Sent: &view.Link{Text: p.T("intro.see"), Note: "x", Href: "/introductions/1"}, Lines: []string{p.T("consent.purpose.introduction"), p.CardFields(consent.AllFields())}}},
	}
	out["consent_new"] = &view.ConsentNew{
		Base: base(lang, p.T("consent.new"), "/clients/c1/consents/new"), Client: client, Action: "/clients/c1/consents/new", Card: &card, CardFor: p.T("consent.preview.text"),
		Fields: []view.Field{f.Radios("purpose", "portal.consent.purpose", f.Keyed("portal.consent.purpose", "introduction", "reference"))},
	}
	rows := []view.IntroductionRow{{Title: "Keittiöapu aamuvuoroon", Href: "/received/1", Note: p.T("intro.inbox.note", "day", "23.11.2026", "coach", "Maija Valmentaja"), State: p.T("intro.state.sent"), Tone: "warm", Due: p.T("intro.due.you.employer", "day", "7.12.2026")}}
	out["introductions"] = &view.Introductions{Base: base(lang, p.T("intro.inbox"), "/received"), Lead: p.T("intro.inbox.lead"), Open: rows, Ended: rows}
	out["introductions-empty"] = &view.Introductions{
		Base: base(lang, p.T("intro.inbox"), "/received"), Lead: p.T("intro.inbox.lead"),
		Empty: view.Empty{Heading: p.T("intro.inbox.empty"), Text: p.T("intro.inbox.empty.text"), Action: view.Link{Text: p.T("nav.tasks"), Href: "/tasks"}},
	}
	out["introduction"] = &view.Introduction{
		Base: base(lang, p.T("intro.title", "title", "Keittiöapu aamuvuoroon"), "/received/1"), Lead: p.T("intro.lead.employer"), State: p.T("intro.state.seen"), Tone: "warm",
		Heading: p.T("intro.asked.title.employer"), Asked: p.T("intro.asked.seen.employer"), Yours: true, Facts: []view.Pair{{Label: p.T("intro.sent"), Text: "23.11.2026"}},
		Task: view.Link{Text: p.T("intro.task"), Href: "/tasks/t1"}, Card: &card,
		Answers: []view.Link{{Text: p.T("intro.meet"), Href: "/received/1/meet"}, {Text: p.T("intro.offer"), Href: "/received/1/offer"}, {Text: p.T("intro.refuse"), Href: "/received/1/refuse"}},
		More:    []view.Link{{Text: p.T("intro.withdraw"), Href: "/introductions/1/withdraw"}},
		Readers: p.T("intro.readers", "coach", "Maija", "provider", "Tukityö", "employer", "Kaislaranta"),
		Thread:  []view.IntroductionMessage{{Who: "Maija Valmentaja, Tukityö", When: "23.11.2026", ForClient: true, Lines: []string{"Hei!", "Sopiiko perjantai?"}}},
		Write:   &view.WriteForm{Action: "/received/1/messages", Fields: []view.Field{f.Area("text", "portal.intro.write", 4).WithHint(p.T("intro.write.hint"))}},
		History: []view.Pair{{Label: "23.11.2026", Text: p.T("intro.event.send")}},
	}
	number := *out["consent_new"].(*view.ConsentNew)
	number.Card, number.NoCard = nil, p.T("consent.preview.counted")+" "+p.Plain.T("reach.ask")
	out["consent_new_counted"] = &number
	out["my"] = &view.My{
		Base: base(lang, p.T("my.asked", "org", "Kaislaranta"), "/my/asked/1"), Heading: p.T("my.asked", "org", "Kaislaranta"), Lead: []string{p.T("my.purpose.introduction")},
		Blocks: p.Preview(sampleTasks()[0]).Lines, Text: "fi", Card: &card, CardFor: "Kaislaranta", After: []view.SelkoBlock{{Heading: p.T("my.asked.no"), Lines: []string{p.T("my.asked.no.text")}}},
		Answers: []view.Link{{Text: p.T("my.yes"), Href: "/my/asked/1/yes"}, {Text: p.T("my.no"), Href: "/my/asked/1/no"}},
		Form:    &view.MyForm{Action: "/my/asked/1/talk", Submit: p.T("my.talk"), Second: true}, More: []view.Link{{Text: p.T("my.readers.older"), Href: "/my/readers"}},
	}
	out["my-home"] = &view.My{
		Base: base(lang, p.T("my.home"), "/my"), Heading: p.T("my.home.hello", "name", "Aino"), Doors: []view.Link{{Icon: "check", Text: p.T("my.consents"), Note: p.T("my.consents.note"), Href: "/my/consents"}},
		Rows:  []view.MyRow{{Heading: "Kaislaranta", Lines: []string{p.T("my.state.given", "day", "1.1.2027")}, Action: &view.Link{Text: p.T("my.back"), Note: "Kaislaranta", Href: "/my/consents/1/back"}}},
		Facts: p.Told(content()), Empty: p.T("my.consents.none"),
	}
}

// choices puts one of everything that can be chosen onto the match list.
func (s stage) choices(p present.Presenter, page *view.Matches, judged []present.Judged) {
	at := present.Place{Client: "c1", From: "list", Ranking: "rank1", CSRF: "token"}
	day := marketplace.At(noon.AddDate(0, 0, -5))
	kept := choice.Made{State: choice.Kept, Reason: choice.ClientWants, Group: "missing", Overrode: true, By: "p1", At: day}
	aside := choice.Made{State: choice.Dismissed, Reason: choice.TooFar, Note: "Bussi ei kulje iltaisin", Group: "fits_now", By: "p1", At: day}
	back := choice.Item{Entry: choice.Entry{Rev: 2, Value: choice.Choice{Made: aside, Earlier: []choice.Made{kept}}}, Changed: true}
	for _, g := range page.Groups {
		for i := range g.Cards {
			made := []choice.Item{back, {Entry: choice.Entry{Rev: 1, Value: choice.Choice{Made: kept}}}, {}}[i%3]
			g.Cards[i].Choice = p.Choosing(at, marketplace.ID(g.Cards[i].ID), g.Cards[i].Title, g.Key, made)
		}
	}
	item := choice.Item{Entry: choice.Entry{Rev: 1, Value: choice.Choice{Task: "t9", Made: aside}}, Task: judged[0].Task}
	page.Aside = p.Chosen(at, []choice.Item{item})
}

func (s stage) taskPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	var rows []view.TaskRow
	for i, t := range sampleTasks() {
		t.Status = []task.Status{task.Published, task.Draft, task.Closed}[i%3]
		row := p.Row(t)
		if t.Status == task.Draft {
			row.Missing = p.N("task.missing_count", 2)
		}
		rows = append(rows, row)
	}
	out["home_employer"] = &view.HomeEmployer{
		Base: base(lang, p.T("home.employer"), "/"), Due: []view.Link{{Text: p.N("due.quotes", 2), Href: "/requests"}, {Text: p.N("due.hours", 1), Href: "/approvals/t1"}}, Tasks: rows[:3], Waiting: []view.Link{{Text: p.T("waiting.finish", "title", rows[1].Title), Href: "/tasks/t2/edit", Note: p.N("task.missing_count", 2)}},
		Doors: []view.Link{{Icon: "person", Text: p.T("door.hire"), Note: p.T("door.hire.note"), Href: "/tasks/new"}, {Icon: "people", Text: p.T("door.buy"), Note: p.T("door.buy.note"), Href: "/tasks/new"}, {Icon: "help", Text: p.T("door.unsure"), Note: p.T("door.unsure.note"), Href: "/tasks/new"}},
	}
	out["tasks"] = &view.Tasks{Base: base(lang, p.T("nav.tasks"), "/tasks"), Tasks: rows, Filters: []view.Link{{Text: p.T("tasks.all"), Href: "/tasks", Current: true}, {Text: p.T("tasks.draft"), Href: "/tasks?status=draft"}}}
	t := sampleTasks()[0]
	errs := []marketplace.FieldError{marketplace.Field("title", "field.required"), marketplace.Field("hazards", "task.tell_hazards")}
	f := view.NewForm(lang, form.TaskValues(t), errs)
	out["task_edit"] = &view.TaskEdit{
		Base: base(lang, t.Title, "/tasks/t1/edit"), Heading: t.Title, Status: p.T("status.draft"), State: "draft", Action: "/tasks/t1/edit", Revision: "3",
		Sections: p.TaskForm(f), Preview: "/tasks/t1/preview", CanPublish: true, Missing: f.Problems(errs, p.TaskLabels(f)), Conflict: p.TaskConflicts(t, sampleTasks()[1]),
	}
	page := p.TaskPage(t)
	page.Base, page.Actions = base(lang, t.Title, "/tasks/t1"), []view.Link{{Text: p.T("task.edit"), Href: "/tasks/t1/edit"}}
	page.Reach = p.Reach(sampleReach(), nil, "/tasks/t1/edit")
	out["task"] = &page
	counted := *out["task_edit"].(*view.TaskEdit)
	counted.Base, counted.State, counted.Added = base(lang, t.Title, "/tasks/t1/edit"), "published", p.T("reach.added", "what", "Nostoapuväline")
	counted.Reach = p.Reach(sampleReach(), []string{"lifting_aid"}, "")
	out["task_edit_counted"] = &counted
	preview := p.Preview(t)
	preview.Base = base(lang, t.Title, "/tasks/t1/preview")
	out["preview"] = &preview
	plain := view.NewForm(lang, url.Values{}, nil)
	out["import"] = &view.Import{
		Base: base(lang, p.T("import"), "/tasks/import"), Field: plain.Input("file", "portal.import.field").WithHint(p.T("import.field.hint")), Checked: true, Name: "tehtavat.csv", Content: "x", Good: 3, Bad: 1,
		Rows: []view.ImportRow{{Number: 4, State: p.T("import.wrong"), Errors: []string{lang.T("field.number", "value", "kymmenen")}}, {Title: "Keittiöapu", State: p.T("import.fine")}},
	}
	out["bank_upload"] = &bank.Upload{
		Base: base(lang, p.T("bank.import"), "/payments/import"), Heading: p.T("bank.import"), Lead: p.T("bank.import.lead"), Action: "/payments/import", Submit: p.T("bank.import.submit"),
		Field: plain.Input("file", "portal.bank.import.field").WithHint(p.T("bank.import.hint")), Demo: &view.Link{Text: p.T("bank.demo"), Href: "/payments/demo.xml"},
		Accounts: view.PlacedPart{ID: "accounts", Heading: p.T("bank.accounts"), Lines: []string{"FI21 1234 5600 0007 85"}, Ways: []view.Link{{Text: p.T("bank.account"), Href: "/payments/account"}}},
	}
	out["search"] = &view.Search{
		Base: base(lang, p.T("nav.search"), "/search"), Save: "/searches/new?words=keittio", Kept: []view.Link{{Text: p.T("saved.list"), Href: "/searches"}}, Found: p.N("search.found", 6), Tasks: rows, Next: "/search?page=2",
		Fields: []view.Field{plain.Input("q", "portal.search.words")}, Facets: []view.Field{plain.Checks("form", "portal.task.forms", plain.Words("form"))},
	}
	out["search-empty"] = &view.Search{Base: base(lang, p.T("nav.search"), "/search"), Found: p.N("search.found", 0), Relax: []view.Link{{Text: p.T("search.without", "filter", p.T("task.forms")), Href: "/search", Note: p.N("search.found", 3)}}, Fields: []view.Field{plain.Input("q", "portal.search.words")}}
}

// sampleReach is what an employer is told of a task.
func sampleReach() reach.Reach {
	return reach.Reach{State: reach.Told, Changed: true, Figures: reach.Figures{
		Told: true, Now: 10, If: 50, Missing: 10,
		More:  []reach.More{{Adaptation: "lifting_aid", People: 20}, {Adaptation: "seated_work", People: 10}, {Adaptation: matching.EaseDemand, Dimension: "lifting", People: 10}},
		Alone: []reach.Alone{{Limit: "weekday", Values: []string{"mon", "fri"}, People: 20}, {Limit: "hours", People: 10}},
	}}
}
