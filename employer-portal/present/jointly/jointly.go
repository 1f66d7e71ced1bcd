package jointly

import (
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/marketplace/profile/starter"
	"sovite.fi/sovite/matching"
)

// Part is what a content says about an item of the profile, in a line; none when it says nothing.
func Part(p present.Presenter, c profile.Content, item, none string) string {
	changes := p.Changes(c.Part(item))
	var out []string
	for _, x := range changes {
		if len(changes) == 1 {
			return x.After
		}
		out = append(out, x.Label+": "+x.After)
	}
	if len(out) == 0 {
		return none
	}
	return strings.Join(out, "; ")
}

// Stamp says when a profile was confirmed together, by whom besides the coach, and whether it has changed since.
func Stamp(p present.Presenter, v profile.Version) string {
	if v.Together == nil {
		return p.T("together.stamp.none")
	}
	present := make([]string, len(v.Together.Present))
	for i, who := range v.Together.Present {
		present[i] = strings.ToLower(p.T("together.present." + who))
	}
	text := p.T("together.stamp", "day", p.Lang.Date(v.Together.On), "n", v.Together.Number, "present", strings.Join(present, ", "))
	if v.Changed {
		text += " " + p.T("together.stamp.changed")
	}
	return text
}

// Beside puts the client's own ratings and what is known beside each ability of the blocks.
func Beside(p present.Presenter, blocks []view.Block, v profile.Version, own profile.Own, client string) {
	gaps := map[string]profile.Beside{}
	for _, b := range profile.Compare(v.Content, own.Content) {
		gaps["abilities."+string(b.Dimension)+".rating"] = b
	}
	for i := range blocks {
		s := blocks[i].Scale
		if s == nil {
			continue
		}
		if b, ok := gaps[s.Rating.Name]; ok && b.Own.Rating != matching.NotAsked {
			s.Own = []string{p.T("beside.said", "text", p.Level(b.Dimension, b.Own.Rating)), p.T("gap." + string(b.Gap))}
		}
		about := strings.TrimSuffix(s.Rating.Name, ".rating")
		for _, e := range evidence.On(v.Content.Evidence, about) {
			s.Seen = append(s.Seen, p.Evidence(e))
		}
		s.Add = &view.Link{Text: p.T("evidence.new"), Note: s.Rating.Label, Href: "/clients/" + client + "/evidence/new?about=" + about}
	}
}

// Step is a question of the starter with its fields; only the rating is asked of an ability.
func Step(p present.Presenter, q starter.Question, index int, f view.Form) *view.Step {
	all := len(starter.Questions())
	page := &view.Step{
		Heading: p.Lang.T("starter." + q.Key), Lead: p.Lang.T("starter." + q.Key + ".hint"), N: index + 1, All: all,
		Progress: p.T("starter.progress", "n", index+1, "all", all), Blocks: p.Blocks(f, form.Section{Items: q.Items}),
	}
	for _, b := range page.Blocks {
		if b.Scale != nil {
			b.Scale.Plain = true
		}
	}
	return page
}

// Answers are what a content says about a question, field by field.
func Answers(p present.Presenter, q starter.Question, c profile.Content) []view.Pair {
	return p.Told(ratingsOnly(c.Only(q.Items...)))
}

// ratingsOnly leaves out who rated an ability and when: the page says that once.
func ratingsOnly(c profile.Content) profile.Content {
	for d, a := range c.Abilities {
		c.Abilities[d] = profile.Answer{Rating: a.Rating}
	}
	return c
}

// Checked is a question with its answers, and where to change them.
func Checked(p present.Presenter, q starter.Question, c profile.Content, path string) view.CheckedRow {
	return view.CheckedRow{Question: p.Plain.T("starter." + q.Key), Lines: Answers(p, q, c), Change: view.Link{Text: p.T("starter.change"), Href: path}}
}
