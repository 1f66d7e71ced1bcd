package coach

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/choice"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/web"
)

// freshCounts is how many clients of a caseload are compared with all tasks for one page at most; the others show what
// was counted last, so that a long caseload never makes anybody wait.
const freshCounts = 5

// counts are how many tasks are in each group for a client: as they were shown last for this version of the profile, or
// counted now, as long as the page has not counted too many yet.
func (r *request) counts(client marketplace.ID, version int) ([]view.Count, error) {
	last, err := r.Discovery.Rankings(r.Ctx, r.Actor, client, marketplace.Page{Limit: 1})
	if err != nil {
		return nil, err
	}
	today := marketplace.DateOf(r.Clock(), r.Zone)
	var groups map[string]int
	if len(last.Items) > 0 && last.Items[0].Profile == version {
		groups = last.Items[0].Groups
	}
	if (groups == nil || last.Items[0].Day < today) && r.counted < freshCounts {
		r.counted++
		chosen, err := r.Choices.Lists(r.Ctx, r.Actor, client)
		if err != nil {
			return nil, err
		}
		m, err := r.Discovery.Matches(r.Ctx, r.Actor, client, discovery.MatchOptions{Shown: 1, Aside: chosen.Aside()})
		if err != nil {
			return nil, err
		}
		groups = groupCounts(m)
	}
	if groups == nil {
		return nil, nil
	}
	return r.Say.Counts(present.Groups(), groups), nil
}

func groupCounts(m discovery.Matches) map[string]int {
	out := map[string]int{}
	for _, g := range m.Groups {
		out[g.Key] = g.Count
	}
	return out
}

func judged(list []discovery.Match) []present.Judged {
	out := make([]present.Judged, len(list))
	for i, m := range list {
		out[i] = present.Judged{Task: m.Task, Verdict: m.Verdict}
	}
	return out
}

// shown is how many matches of each group a list shows at first, and after asking for more.
const (
	shownFirst = 10
	shownMore  = 100
)

func (r *request) getMatches() error { return r.matches(nil) }

// matches shows a client's match list, with what was wrong with a wish to compare.
func (r *request) matches(errs []marketplace.FieldError) error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	current, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeMatches)
	if err != nil {
		return err
	}
	chosen, err := r.Choices.Lists(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	opts := discovery.MatchOptions{Shown: shownFirst, LeftOut: true, Aside: chosen.Aside()}
	if r.C.Query("all") != "" {
		opts.Shown = shownMore
	}
	m, err := r.Discovery.Matches(r.Ctx, r.Actor, c.ID, opts)
	if err != nil {
		return err
	}
	page := r.matchesPage(c, current, m, chosen)
	page.Problems = view.NewForm(r.Lang, nil, errs).Problems(errs, nil)
	if len(errs) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

func (r *request) matchesPage(c profile.Client, current profile.Version, m discovery.Matches, chosen choice.Lists) *view.Matches {
	id := string(c.ID)
	page := &view.Matches{
		Base: r.Base(r.T("matches.title", "name", c.Name)), ClientID: id, Name: c.Name, Code: c.Code,
		Lead: r.T("matches.lead", "day", r.Say.Day(current.Saved), "n", m.Judged),
	}
	page.Back = &view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}
	if page.Empty = r.noMatches(c, current, m); page.Empty != nil {
		return page
	}
	page.Counts = r.Say.Counts(append(present.Groups(), matching.LeftOut), groupCounts(m))
	at := r.place(c, fromList, m.Ranking)
	if r.C.Query("all") != "" {
		at.From = fromAll
	}
	page.Aside = r.Say.Chosen(r.place(c, at.From, ""), chosen.Dismissed)
	for _, g := range m.Groups {
		if g.Key == matching.LeftOut.String() {
			page.LeftOutCount = g.Count
			page.LeftOut = r.Say.LeftOut(id, m.Limits, judged(g.Items))
			for _, l := range page.LeftOut {
				for i := range l.Tasks {
					l.Tasks[i].Href = fromRanking(l.Tasks[i].Href, m.Ranking)
				}
			}
			continue
		}
		page.Groups = append(page.Groups, r.matchGroup(at, g, current.Content, chosen))
	}
	for _, t := range m.NotEvaluated {
		page.Unjudged = append(page.Unjudged, view.Link{Text: t.Title, Href: "/tasks/" + url.PathEscape(string(t.ID))})
	}
	return page
}

// noMatches says why there is nothing to show: no profile yet, or no task at all.
func (r *request) noMatches(c profile.Client, current profile.Version, m discovery.Matches) *view.Empty {
	switch {
	case current.Number == 0:
		return &view.Empty{Heading: r.T("matches.empty"), Text: r.T("client.no_profile"), Action: view.Link{Text: r.T("step.start"), Href: visit.ClientPath(c.ID) + "/starter"}}
	case m.Judged == 0:
		return &view.Empty{Heading: r.T("matches.empty"), Text: r.T("matches.no_tasks"), Action: view.Link{Text: r.T("door.search"), Href: "/search"}}
	}
	return nil
}

// fromRanking makes the page of a match know the list that led to it.
func fromRanking(path string, ranking marketplace.ID) string {
	return path + "?ranking=" + url.QueryEscape(string(ranking))
}

func (r *request) matchGroup(at present.Place, g discovery.Group, c profile.Content, chosen choice.Lists) view.MatchGroup {
	out := view.MatchGroup{Key: g.Key, Heading: r.T("group." + g.Key), Intro: r.T("group." + g.Key + ".intro"), Count: g.Count, Empty: r.T("group.empty")}
	for _, j := range judged(g.Items) {
		card := r.Say.Card(at.Client, j, c)
		card.Href = fromRanking(card.Href, at.Ranking)
		card.Choice = r.Say.Choosing(at, j.Task.ID, card.Title, card.Group, chosen.Of(j.Task.ID))
		out.Cards = append(out.Cards, card)
	}
	if g.Count > len(g.Items) && r.C.Query("all") == "" {
		out.More = &view.Link{Text: r.T("matches.more", "group", out.Heading), Href: "/clients/" + url.PathEscape(at.Client) + "/matches?all=1#" + g.Key}
	}
	return out
}

func (r *request) getMatch() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	m, err := r.Discovery.Match(r.Ctx, r.Actor, c.ID, marketplace.ID(r.Param("task")))
	if err != nil {
		return err
	}
	version, err := r.versionOf(c, m.Profile)
	if err != nil {
		return err
	}
	chosen, err := r.choiceOf(c, m)
	if err != nil {
		return err
	}
	page := r.Say.MatchPage(string(c.ID), present.Judged{Task: m.Task, Verdict: m.Verdict}, version.Content)
	page.Base = r.Base(page.Card.Title + " – " + c.Name)
	page.Name, page.Code, page.Card.Choice = c.Name, c.Code, chosen
	if version.Number > 0 {
		page.Stamp = jointly.Stamp(r.Say, version)
	}
	page.Back = &view.Link{Text: r.T("matches.title", "name", c.Name), Href: visit.ClientPath(c.ID) + "/matches"}
	if page.Introduce, err = r.introduceWay(c, m.Task.ID); err != nil {
		return err
	}
	return r.Show(&page)
}

// introduceWay is how the client comes to be introduced for a task: first the client is asked, then it is sent.
func (r *request) introduceWay(c profile.Client, of marketplace.ID) (*view.Link, error) {
	list, err := r.Consents.Of(r.Ctx, r.Actor, c.ID, marketplace.Page{Limit: mostConsents})
	if err != nil {
		return nil, err
	}
	for _, said := range list.Items {
		if said.Task == of && said.Purpose == consent.Introduction && (said.State == consent.Given || said.State == consent.Asked) {
			state := string(said.State)
			return &view.Link{Text: r.T("intro.from_match." + state), Note: r.T("intro.from_match." + state + ".text"), Href: visit.ClientPath(c.ID) + "/consents"}, nil
		}
	}
	return &view.Link{Text: r.T("intro.from_match.ask"), Note: r.T("intro.from_match.ask.text"), Href: visit.ClientPath(c.ID) + "/consents/new?task=" + url.QueryEscape(string(of))}, nil
}

// choiceOf is what was chosen and can be chosen about a match, from the list that led to it.
func (r *request) choiceOf(c profile.Client, m discovery.Match) (view.Choosing, error) {
	ranking, err := web.Query(r.C, "ranking")
	if err != nil {
		return view.Choosing{}, err
	}
	e, err := r.Choices.Get(r.Ctx, r.Actor, c.ID, m.Task.ID)
	i := choice.Item{Entry: e, Task: m.Task, Changed: e.Rev > 0 && e.Value.ChangedSince(m.Task)}
	at := r.place(c, fromMatch, marketplace.ID(ranking))
	return r.Say.Choosing(at, m.Task.ID, m.Task.Title, m.Verdict.Group.String(), i), err
}

// versionOf is the version of the profile that a verdict was made from, for the sources of its lines.
func (r *request) versionOf(c profile.Client, number int) (profile.Version, error) {
	if number == 0 {
		return profile.Version{}, nil
	}
	return r.Profiles.VersionAt(r.Ctx, r.Actor, c.ID, number, purposeMatches)
}

// getCompare shows two tasks side by side; with any other number the list comes back and says so.
func (r *request) getCompare() error {
	query, err := url.ParseQuery(string(r.C.Request().URI().QueryString()))
	if err != nil || len(query["t"]) != 2 || query["t"][0] == query["t"][1] {
		return r.matches([]marketplace.FieldError{{Key: "portal.wrong.two_tasks"}})
	}
	c, err := r.Client()
	if err != nil {
		return err
	}
	both, err := r.Discovery.Compare(r.Ctx, r.Actor, c.ID, marketplace.ID(query["t"][0]), marketplace.ID(query["t"][1]))
	if err != nil {
		return err
	}
	version, err := r.versionOf(c, both[0].Profile)
	if err != nil {
		return err
	}
	two := judged(both[:])
	page := r.Say.ComparePage(string(c.ID), two[0], two[1], version.Content)
	page.Base = r.Base(r.T("compare.title") + " – " + c.Name)
	page.Name = c.Name
	page.Back = &view.Link{Text: r.T("matches.title", "name", c.Name), Href: visit.ClientPath(c.ID) + "/matches"}
	return r.Show(&page)
}
