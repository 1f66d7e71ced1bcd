package coach

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/caseload"
	"sovite.fi/sovite/marketplace/introduction"
)

// Home is a coach's first page: what needs them today.
func Home(r *visit.Request) error { return (&request{Request: r}).getBoard() }

func (r *request) getBoard() error {
	b, err := r.Caseloads.Board(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	names := map[marketplace.ID]string{}
	for _, c := range b.Clients {
		names[c.ID] = c.Name
	}
	needing := b.Needing()
	page := &view.Board{Base: r.Base(r.T("board")), Load: r.loadText(b.Load), Rule: r.loadRule(b), Empty: view.Empty{
		Heading: r.T("board.empty"), Text: r.T("board.empty.text"), Action: view.Link{Text: r.T("client.new"), Href: "/clients/new"},
	}}
	if len(needing) > 0 {
		page.Lead = r.Say.N("board.lead", len(needing))
	}
	for _, g := range []struct {
		key    string
		items  []caseload.Item
		always bool
		folded bool
	}{
		{"now", needing, true, false}, {"week", b.Soon(), false, false}, {"waiting", b.Waiting(), false, true}, {"later", b.After(), false, true},
	} {
		if len(g.items) == 0 && !g.always {
			continue
		}
		group := view.BoardGroup{ID: "board-" + g.key, Heading: r.T("board." + g.key), None: r.T("board.now.none"), Folded: g.folded}
		for _, i := range g.items {
			group.Rows = append(group.Rows, r.boardRow(i, b.Day, names[i.Client]))
		}
		page.Groups = append(page.Groups, group)
	}
	for _, c := range b.Clients {
		page.Clients = append(page.Clients, r.boardClient(c, b.Day))
	}
	return r.Show(page)
}

func (r *request) boardRow(i caseload.Item, today marketplace.Date, name string) view.BoardRow {
	row := view.BoardRow{What: r.boardLink(i), Client: name, Due: r.boardDue(i, today)}
	switch when := i.On(today); {
	case !i.Mine:
		row.Tag, row.Tone = r.T("board.who."+i.Who), "cool"
	case when == caseload.Overdue:
		row.Tag, row.Tone = r.T("board.late"), "warm"
	}
	return row
}

func (r *request) boardClient(c caseload.Row, today marketplace.Date) view.BoardClient {
	path := visit.ClientPath(c.ID)
	out := view.BoardClient{Name: c.Name, Code: c.Code, Href: path}
	if c.Open {
		out.Note = path + "/notes/new"
	}
	if c.Next == nil {
		out.Step, out.Missing = view.Link{Text: r.T("board.agree"), Href: path + "/course"}, true
		return out
	}
	out.Step, out.Due = r.boardLink(*c.Next), r.boardDue(*c.Next, today)
	if !c.Next.Mine {
		out.Due = r.T("board.who."+c.Next.Who) + ". " + out.Due
	}
	return out
}

// boardLink is what an item is in words, and the page where it is done.
func (r *request) boardLink(i caseload.Item) view.Link {
	title := i.Text
	if title == "" {
		title = r.T("board.work")
	}
	text := r.T("board."+string(i.Kind)+"."+i.Key, "title", title)
	switch {
	case i.Kind == caseload.Step && i.Key != "":
		text = r.T("course.step." + i.Key)
	case i.Kind == caseload.Step:
		text = i.Text
	}
	return view.Link{Text: text, Href: boardPath(i)}
}

// boardPath is the page where an item is done.
func boardPath(i caseload.Item) string {
	client, ref := visit.ClientPath(i.Client), url.PathEscape(string(i.Ref))
	switch i.Kind {
	case caseload.Consent:
		return client + "/consents"
	case caseload.Introduction:
		if i.Key == string(introduction.Agreed) {
			return client + "/placements/new?introduction=" + url.QueryEscape(string(i.Ref))
		}
		return "/introductions/" + ref
	case caseload.Profile:
		return client + "/starter"
	case caseload.Placement:
		return placementPath(i, "/placements/"+ref)
	case caseload.Step:
	}
	pages := map[string]string{
		"answer_referral": "/course/answer", "write_agreement": "/course/agreement", "confirm_profile": "/confirm", "meet_employer": "/meetings/new",
		"plan_support": "/placements", "follow_up": "/placements",
	}
	if page, ok := pages[i.Key]; ok {
		return client + page
	}
	return client + "/course"
}

func placementPath(i caseload.Item, path string) string {
	switch {
	case i.Key == caseload.Contact:
		return path + "/care"
	case i.Key == caseload.FollowUp && i.Part != "":
		return path + "/visit?visit=" + url.QueryEscape(string(i.Part))
	case i.Key == caseload.FollowUp:
		return path + "/visit"
	}
	return path
}

// boardDue says until when.
func (r *request) boardDue(i caseload.Item, today marketplace.Date) string {
	if i.Due == "" {
		return r.T("board.due.none")
	}
	return r.T("board.due."+string(i.On(today)), "day", r.Lang.Date(i.Due))
}

func (r *request) loadText(l caseload.Load) string {
	return r.Say.N("board.load", l.Clients) + " " + r.T("board.load."+l.State(), "limit", l.Limit)
}

func (r *request) loadRule(b caseload.Board) *view.Link {
	found, ok := r.Rules.At(b.Load.Rule, b.Day)
	if !ok {
		return nil
	}
	return &view.Link{Text: r.Lang.T("rule.page.open", "ref", found.Ref), Href: "/rules/" + url.PathEscape(found.ID)}
}
