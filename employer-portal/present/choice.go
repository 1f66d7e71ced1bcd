package present

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/choice"
)

// Place says where on the pages something is chosen from.
type Place struct {
	Client  string
	From    string         // list, all (the long list), match or client: where to go afterwards
	Ranking marketplace.ID // the list in which the task was shown; may be empty
	CSRF    string
}

// Choosing is what was chosen about a task, and what can be chosen now. Group is the group of the verdict now.
func (p Presenter) Choosing(at Place, id marketplace.ID, title, group string, i choice.Item) view.Choosing {
	out := view.Choosing{State: stateOf(i), Said: p.chosen(i), Earlier: p.earlier(i.Value)}
	out.Icon = map[string]string{"kept": "hand", "dismissed": "minus", "back": "fresh"}[out.State]
	path := "/clients/" + url.PathEscape(at.Client) + "/matches/" + url.PathEscape(string(id))
	post := func(to, text string) *view.Post {
		return &view.Post{Action: path + to, Text: p.T(text), About: title, CSRF: at.CSRF, Hidden: map[string]string{
			"revision": strconv.FormatInt(i.Rev, 10), "from": at.From, "ranking": string(at.Ranking),
		}}
	}
	way := func(to, text string) view.Link {
		query := url.Values{"from": {at.From}}
		if at.Ranking != "" {
			query.Set("ranking", string(at.Ranking))
		}
		return view.Link{Text: p.T(text), Note: title, Href: path + to + "?" + query.Encode()}
	}
	switch {
	case out.State == string(choice.Kept):
		out.Undo = post("/reopen", "choice.undo_kept")
	case out.State == string(choice.Dismissed):
		out.Undo = post("/reopen", "choice.undo_dismissed")
		return out
	case choice.Overrides(group):
		out.Ways = append(out.Ways, way("/keep", "choice.keep"))
	default:
		out.Keep = post("/keep", "choice.keep")
	}
	if !i.Gone {
		out.Ways = append(out.Ways, way("/dismiss", "choice.dismiss"))
	}
	return out
}

func stateOf(i choice.Item) string {
	switch {
	case i.Value.State == choice.Dismissed && i.Changed:
		return "back"
	case i.Value.State == "":
		return string(choice.Open)
	}
	return string(i.Value.State)
}

// chosen is the choice that holds, in words; nothing while it is open.
func (p Presenter) chosen(i choice.Item) []string {
	var out []string
	switch stateOf(i) {
	case "back":
		out = append(out, p.T("choice.back", "day", p.Day(i.Value.At), "reason", p.Reason(i.Value.Reason)))
		if i.Value.Note != "" {
			out = append(out, i.Value.Note)
		}
	case string(choice.Open):
		return nil
	default:
		out = p.madeChoice(i.Value.Made)
		if i.Value.State == choice.Kept {
			out[0] = p.T("choice.kept", "day", p.Day(i.Value.At))
		}
	}
	switch {
	case i.Gone:
		out = append(out, p.T("choice.gone"))
	case i.Changed && i.Value.State == choice.Kept:
		out = append(out, p.T("choice.changed"))
	}
	return out
}

// madeChoice is one choice in words.
func (p Presenter) madeChoice(m choice.Made) []string {
	day := p.Day(m.At)
	var out []string
	switch m.State {
	case choice.Kept:
		out = append(out, p.T("choice.kept_on", "day", day))
		if m.Overrode {
			out = append(out, p.T("choice.overrode", "group", p.T("group."+m.Group)))
		}
		if m.Reason != "" {
			out = append(out, p.T("choice.kept_why", "reason", p.Reason(m.Reason)))
		}
	case choice.Dismissed:
		out = append(out, p.T("choice.dismissed_on", "day", day, "reason", p.Reason(m.Reason)))
	default:
		return []string{p.T("choice.reopened_on", "day", day)}
	}
	if m.Note != "" {
		out = append(out, m.Note)
	}
	return out
}

func (p Presenter) earlier(c choice.Choice) []string {
	list := c.Earlier
	if c.State == choice.Open {
		list = append(list[:len(list):len(list)], c.Made)
	}
	var out []string
	for _, m := range slices.Backward(list) {
		text := ""
		for _, s := range p.madeChoice(m) {
			text += s + " "
		}
		out = append(out, text)
	}
	return out
}

// Reason is a reason in words.
func (p Presenter) Reason(r choice.Reason) string { return p.T("choice.reason." + string(r)) }

// Chosen are tasks that were chosen, for a list.
func (p Presenter) Chosen(at Place, items []choice.Item) []view.Chosen {
	var out []view.Chosen
	for _, i := range items {
		c := i.Value
		row := view.Chosen{
			Task: view.Link{Text: p.title(i.Task), Note: i.Task.Employer}, Group: c.Group,
			Then:   p.T("choice.group_then", "group", p.T("group."+c.Group)),
			Choice: p.Choosing(at, c.Task, p.title(i.Task), c.Group, i),
		}
		row.Choice.Ways = nil
		if !i.Gone {
			row.Task.Href = "/clients/" + url.PathEscape(at.Client) + "/matches/" + url.PathEscape(string(c.Task))
		}
		out = append(out, row)
	}
	return out
}
