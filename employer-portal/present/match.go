package present

import (
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// How many reasons a card shows; the page of one match shows all.
const (
	cardFor     = 3
	cardAgainst = 2
)

// Judged is one task with its verdict.
type Judged struct {
	Task    task.Task
	Verdict matching.Verdict
}

// Groups are the groups that have cards, best first.
func Groups() []matching.Group {
	return []matching.Group{matching.FitsNow, matching.FitsIf, matching.Missing}
}

// Counts are how many tasks are in each of the groups, by the groups' keys.
func (p Presenter) Counts(groups []matching.Group, count map[string]int) []view.Count {
	var out []view.Count
	for _, g := range groups {
		out = append(out, view.Count{Group: g.String(), Text: p.T("group." + g.String()), N: count[g.String()]})
	}
	return out
}

// Card is a verdict in words, with the strongest reasons only.
func (p Presenter) Card(client string, j Judged, c profile.Content) view.MatchCard {
	card := p.FullCard(client, j, c)
	card.For = card.For[:min(len(card.For), cardFor)]
	card.Against = card.Against[:min(len(card.Against), cardAgainst)]
	return card
}

// FullCard is a verdict in words, with every reason.
func (p Presenter) FullCard(client string, j Judged, c profile.Content) view.MatchCard {
	v := j.Verdict
	facts := append(p.Facts(j.Task), p.commute(v)...)
	facts = append(facts, view.Fact{Icon: "fresh", Label: p.T("task.fresh"), Text: p.Fresh(j.Task.Changed)})
	card := view.MatchCard{
		ID: string(j.Task.ID), Title: p.title(j.Task), Employer: j.Task.Employer, Facts: facts,
		Href:  "/clients/" + client + "/matches/" + string(j.Task.ID),
		Group: v.Group.String(), Word: p.T("group." + v.Group.String()), For: p.reasons(v.For), Against: p.reasons(v.Against),
	}
	for _, q := range v.Ask {
		key, args := q.Message()
		card.Ask = append(card.Ask, p.Lang.Render(key, args))
	}
	for _, change := range v.Changes {
		card.Changes = append(card.Changes, p.change(change))
	}
	for _, l := range v.Lines {
		card.Lines = append(card.Lines, p.line(l, c))
	}
	return card
}

// commute is the way to work as a fact, taken from the reason that names it.
func (p Presenter) commute(v matching.Verdict) []view.Fact {
	for _, r := range slices.Concat(v.For, v.Against) {
		if r.Code == matching.CommuteWithin || r.Code == matching.CommuteTakes {
			return []view.Fact{{Icon: "way", Label: p.T("task.commute"), Text: p.T("commute", "minutes", r.Args["minutes"])}}
		}
	}
	return nil
}

func (p Presenter) reasons(list []matching.Reason) []string {
	var out []string
	for _, r := range list {
		key, args := r.Message()
		out = append(out, p.Lang.Render(key, args))
	}
	return out
}

func (p Presenter) change(c matching.Change) view.Change {
	key, args := c.Message()
	voice := string(p.Lang.Voice)
	out := view.Change{Name: p.T("change.ease"), Text: p.Lang.Render(key, args)}
	if a, ok := p.Lang.Scale().Adaptation(c.Adaptation); ok {
		out.Name = a.Name.In(voice)
	}
	terms, ok := p.Rules.TermsOf(p.Lang.Scale(), c, p.Today())
	if !ok {
		return out
	}
	grants, kind, cost := terms.Messages()
	out.Who, out.Kind, out.Cost = p.Lang.T(grants), p.Lang.T(kind), p.Lang.T(cost)
	for _, r := range terms.Aids {
		out.Aids = append(out.Aids, view.Aid{Text: r.Offer(p.Lang), Rule: p.ruleLink(r)})
	}
	return out
}

// line compares one demand in words: the level's example of work on both sides.
func (p Presenter) line(l matching.Line, c profile.Content) view.Line {
	voice, scale := string(p.Lang.Voice), p.Lang.Scale()
	out := view.Line{
		Demand: p.Lang.Word("scale", string(l.Dimension)), Asks: scale.LevelText(l.Dimension, l.Level, voice),
		State: string(l.State), Verdict: p.T("state." + string(l.State)), Adaptation: p.Words("adaptation", l.By),
	}
	switch {
	case l.Has.Known():
		out.Person = scale.LevelText(l.Dimension, l.Has.Level(), voice)
	case l.Has == matching.Withheld:
		out.Person = p.T("withheld")
	default:
		out.Person = p.T("not_asked")
	}
	out.Source = p.source(l, c.Abilities[l.Dimension])
	return out
}

// source says where the two sides of a line come from.
func (p Presenter) source(l matching.Line, a profile.Answer) string {
	profileSide := p.T("source.unknown")
	if a.Source != "" {
		profileSide = p.T("source." + a.Source)
	}
	if a.On != "" {
		profileSide += " " + p.Lang.Date(a.On)
	}
	taskSide := p.T("source.wish")
	if l.Essential {
		taskSide = p.T("source.essential")
	}
	if l.Adaptable {
		taskSide += ", " + p.T("source.adaptable")
	}
	return p.T("source.line", "profile", profileSide, "task", taskSide)
}

// Breaches are the hard limits that a verdict names.
func (p Presenter) Breaches(v matching.Verdict) []string {
	var out []string
	for _, b := range v.Breaches {
		key, args := b.Message()
		out = append(out, p.Lang.Render(key, args))
	}
	return out
}

// LeftOut are the limits that leave tasks out, as discovery counted them, each with the nearest of the tasks it stands
// before.
func (p Presenter) LeftOut(client string, limits []discovery.Limit, nearest []Judged) []view.LeftOut {
	var out []view.LeftOut
	for _, l := range limits {
		o := view.LeftOut{
			Limit: p.N("left_out", l.LeftOut, "limit", p.T("limit."+l.Limit)), Text: p.T("limit." + l.Limit + ".text"), Returns: p.N("returns", l.Returns),
		}
		for _, j := range nearest {
			if slices.Contains(limitsOf(j.Verdict), l.Limit) {
				o.Tasks = append(o.Tasks, view.Link{
					Text: p.title(j.Task), Note: j.Task.Employer, Href: "/clients/" + client + "/matches/" + string(j.Task.ID),
				})
			}
		}
		out = append(out, o)
	}
	return out
}

// limitsOf are the limits that a verdict breaks, each once.
func limitsOf(v matching.Verdict) []string {
	var out []string
	for _, b := range v.Breaches {
		if !slices.Contains(out, b.Limit) {
			out = append(out, b.Limit)
		}
	}
	return out
}

// Parts are the summands of the order, and their sum.
func (p Presenter) Parts(v matching.Verdict) (parts []view.Part, total view.Part) {
	of := 0.0
	for _, part := range v.Parts {
		of += part.Of
		parts = append(parts, view.Part{
			Name: p.T("match.part." + part.Key), Text: p.T("match.part." + part.Key + ".text"),
			Points: p.Lang.Decimal(part.Points, 2), Of: p.Lang.Decimal(part.Of, 0),
		})
	}
	return parts, view.Part{Name: p.T("match.sum"), Points: p.Lang.Decimal(v.Score, 2), Of: p.Lang.Decimal(of, 0)}
}

// MatchPage is everything about one match.
func (p Presenter) MatchPage(client string, j Judged, c profile.Content) view.Match {
	parts, total := p.Parts(j.Verdict)
	page := view.Match{
		ClientID: client, Card: p.FullCard(client, j, c), Intro: p.T("group." + j.Verdict.Group.String() + ".intro"),
		Breaches: p.Breaches(j.Verdict), Parts: parts, Total: total, RuleSet: j.Verdict.RuleSet, Notes: p.reasons(j.Verdict.Notes),
		Selko: p.plainMatch(j),
	}
	if j.Verdict.Low != j.Verdict.High {
		page.Range = p.T("match.range", "low", p.Lang.Decimal(j.Verdict.Low, 0), "high", p.Lang.Decimal(j.Verdict.High, 0))
	}
	return page
}

// ComparePage shows two tasks side by side, demand by demand.
func (p Presenter) ComparePage(client string, left, right Judged, c profile.Content) view.Compare {
	page := view.Compare{ClientID: client, Left: p.FullCard(client, left, c), Right: p.FullCard(client, right, c)}
	for i, fact := range p.taskFacts(left.Task)[:7] {
		page.Rows = append(page.Rows, view.CompareRow{Name: fact.Label, Left: fact.Text, Right: p.taskFacts(right.Task)[i].Text})
	}
	for _, item := range p.Lang.Scale().Items() {
		a, b := p.lineOf(left.Verdict, item.Key, c), p.lineOf(right.Verdict, item.Key, c)
		if a == "" && b == "" {
			continue
		}
		page.Rows = append(page.Rows, view.CompareRow{Name: p.Lang.Word("scale", string(item.Key)), Left: orDash(a), Right: orDash(b)})
	}
	return page
}

func (p Presenter) lineOf(v matching.Verdict, d matching.Dimension, c profile.Content) string {
	for _, l := range v.Lines {
		if l.Dimension == d {
			line := p.line(l, c)
			return line.Verdict + ". " + line.Asks
		}
	}
	return ""
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
