package coach

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
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
		m, err := r.Discovery.Matches(r.Ctx, r.Actor, client, discovery.MatchOptions{Shown: 1})
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
	c, err := r.client()
	if err != nil {
		return err
	}
	current, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeMatches)
	if err != nil {
		return err
	}
	opts := discovery.MatchOptions{Shown: shownFirst, LeftOut: true}
	if r.C.Query("all") != "" {
		opts.Shown = shownMore
	}
	m, err := r.Discovery.Matches(r.Ctx, r.Actor, c.ID, opts)
	if err != nil {
		return err
	}
	page := r.matchesPage(c, current, m)
	page.Problems = view.NewForm(r.Lang, nil, errs).Problems(errs, nil)
	if len(errs) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

func (r *request) matchesPage(c profile.Client, current profile.Version, m discovery.Matches) *view.Matches {
	id := string(c.ID)
	page := &view.Matches{
		Base: r.Base(r.T("matches.title", "name", c.Name)), ClientID: id, Name: c.Name, Code: c.Code,
		Lead: r.T("matches.lead", "day", r.Say.Day(current.Saved), "n", m.Judged),
	}
	page.Back = &view.Link{Text: c.Name, Href: clientPath(c.ID)}
	if m.Degraded {
		page.Warning = r.T("matches.degraded")
	}
	if page.Empty = r.noMatches(c, current, m); page.Empty != nil {
		return page
	}
	page.Counts = r.Say.Counts(append(present.Groups(), matching.LeftOut), groupCounts(m))
	for _, g := range m.Groups {
		if g.Key == matching.LeftOut.String() {
			page.LeftOutCount = g.Count
			page.LeftOut = r.Say.LeftOut(id, m.Limits, judged(g.Items))
			continue
		}
		page.Groups = append(page.Groups, r.matchGroup(id, g, current.Content))
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
		return &view.Empty{Heading: r.T("matches.empty"), Text: r.T("client.no_profile"), Action: view.Link{Text: r.T("step.start"), Href: clientPath(c.ID) + "/profile/starter"}}
	case m.Judged == 0:
		return &view.Empty{Heading: r.T("matches.empty"), Text: r.T("matches.no_tasks"), Action: view.Link{Text: r.T("door.search"), Href: "/search"}}
	}
	return nil
}

func (r *request) matchGroup(client string, g discovery.Group, c profile.Content) view.MatchGroup {
	out := view.MatchGroup{Key: g.Key, Heading: r.T("group." + g.Key), Intro: r.T("group." + g.Key + ".intro"), Count: g.Count, Empty: r.T("group.empty")}
	for _, j := range judged(g.Items) {
		out.Cards = append(out.Cards, r.Say.Card(client, j, c))
	}
	if g.Count > len(g.Items) && r.C.Query("all") == "" {
		out.More = &view.Link{Text: r.T("matches.more", "group", out.Heading), Href: "/clients/" + url.PathEscape(client) + "/matches?all=1#" + g.Key}
	}
	return out
}

func (r *request) getMatch() error {
	c, err := r.client()
	if err != nil {
		return err
	}
	m, err := r.Discovery.Match(r.Ctx, r.Actor, c.ID, marketplace.ID(r.Param("task")))
	if err != nil {
		return err
	}
	content, err := r.contentOf(c, m.Profile)
	if err != nil {
		return err
	}
	page := r.Say.MatchPage(string(c.ID), present.Judged{Task: m.Task, Verdict: m.Verdict}, content)
	page.Base = r.Base(page.Card.Title + " – " + c.Name)
	page.Name, page.Code = c.Name, c.Code
	page.Back = &view.Link{Text: r.T("matches.title", "name", c.Name), Href: clientPath(c.ID) + "/matches"}
	return r.Show(&page)
}

// contentOf is the version of the profile that a verdict was made from, for the sources of its lines.
func (r *request) contentOf(c profile.Client, number int) (profile.Content, error) {
	if number == 0 {
		return profile.Content{}, nil
	}
	v, err := r.Profiles.VersionAt(r.Ctx, r.Actor, c.ID, number, purposeMatches)
	return v.Content, err
}

// getCompare shows two tasks side by side; with any other number the list comes back and says so.
func (r *request) getCompare() error {
	query, err := url.ParseQuery(string(r.C.Request().URI().QueryString()))
	if err != nil || len(query["t"]) != 2 || query["t"][0] == query["t"][1] {
		return r.matches([]marketplace.FieldError{{Key: "portal.wrong.two_tasks"}})
	}
	c, err := r.client()
	if err != nil {
		return err
	}
	both, err := r.Discovery.Compare(r.Ctx, r.Actor, c.ID, marketplace.ID(query["t"][0]), marketplace.ID(query["t"][1]))
	if err != nil {
		return err
	}
	content, err := r.contentOf(c, both[0].Profile)
	if err != nil {
		return err
	}
	two := judged(both[:])
	page := r.Say.ComparePage(string(c.ID), two[0], two[1], content)
	page.Base = r.Base(r.T("compare.title") + " – " + c.Name)
	page.Name = c.Name
	page.Back = &view.Link{Text: r.T("matches.title", "name", c.Name), Href: clientPath(c.ID) + "/matches"}
	return r.Show(&page)
}
