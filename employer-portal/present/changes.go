package present

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// Changes are the differences between two versions of a profile, field by field.
func (p Presenter) Changes(list []profile.Change) []view.Changed {
	var out []view.Changed
	for _, c := range list {
		out = append(out, view.Changed{Label: p.FieldLabel(c.Path), Before: p.values(c.Path, c.Vocab, c.Before), After: p.values(c.Path, c.Vocab, c.After)})
	}
	return out
}

func (p Presenter) values(path, vocab string, values []string) string {
	if values == nil {
		return p.T("not_asked")
	}
	if len(values) == 0 {
		return p.T("none_of_them")
	}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = p.value(path, vocab, v)
	}
	if path == "interests" {
		return strings.Join(p.named(out), "; ")
	}
	return strings.Join(out, ", ")
}

// named puts before each of the six interests which one it is.
func (p Presenter) named(words []string) []string {
	for i, key := range form.InterestKeys() {
		if i < len(words) {
			words[i] = p.T("interest."+key) + ": " + words[i]
		}
	}
	return words
}

func (p Presenter) value(path, vocab, v string) string {
	n, _ := strconv.Atoi(v)
	switch vocab {
	case "":
		if path == "support" {
			return p.T("support." + v)
		}
		if strings.HasSuffix(path, ".source") {
			return p.T("source." + v)
		}
		if strings.HasSuffix(path, ".months") {
			return v + " " + p.T("months")
		}
		if path == "interests" {
			return p.T("interest.level." + form.InterestLevel(v))
		}
		return v
	case "rating":
		return p.rating(path, matching.Rating(n))
	case "minutes":
		return p.Lang.Minutes(n)
	case "date":
		return p.Lang.Date(marketplace.Date(v))
	case "occupation":
		return p.Occupation(v)
	case "language":
		return p.T("language." + v)
	case "skill":
		return p.Skill(v)
	case "evidence":
		return p.Evidence(evidence.Read(v))
	}
	return p.Lang.Word(vocab, v)
}

// rating is a rating of the dimension that stands in the path ("abilities.lifting.rating", "must_not.lifting").
func (p Presenter) rating(path string, r matching.Rating) string {
	if r == matching.Withheld {
		return p.T("withheld")
	}
	for _, prefix := range []string{"abilities.", "must_not.", "own."} {
		path = strings.TrimPrefix(path, prefix)
	}
	dimension, _, _ := strings.Cut(path, ".")
	return p.Lang.Scale().LevelText(matching.Dimension(dimension), r.Level(), string(p.Lang.Voice))
}

// FieldLabel names a field of the profile by its path.
func (p Presenter) FieldLabel(path string) string {
	if about, ok := strings.CutPrefix(path, "evidence."); ok {
		return p.FieldLabel(about) + " – " + p.T("evidence")
	}
	if d, ok := strings.CutPrefix(path, "own."); ok {
		return p.Lang.Word("scale", d) + " – " + p.T("beside.own")
	}
	for _, prefix := range []string{"abilities.", "must_not."} {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			dimension, what, _ := strings.Cut(rest, ".")
			label := p.Lang.Word("scale", dimension)
			if prefix == "must_not." {
				return label + " – " + p.T("item.must_not")
			}
			if what != "" && what != "rating" {
				label += " – " + p.T("profile."+what)
			}
			return label
		}
	}
	if name, index, ok := strings.Cut(path, "["); ok {
		number, what, _ := strings.Cut(index, "]")
		n, _ := strconv.Atoi(number)
		return p.T("item."+name) + " " + itoa(n+1) + strings.TrimRight(" – "+p.subLabel(name, what), " –")
	}
	if strings.HasPrefix(path, "interests.") {
		return p.T("interest." + strings.TrimPrefix(path, "interests."))
	}
	return p.T("item." + path)
}

func (p Presenter) subLabel(name, what string) string {
	if what == "" {
		return ""
	}
	return p.T("item." + name + what)
}

// ProfileLabels name the fields of one part of the editor, for the error summary.
func (p Presenter) ProfileLabels(errs []marketplace.FieldError) map[string]string {
	out := map[string]string{}
	for _, e := range errs {
		out[e.Field] = p.FieldLabel(e.Field)
	}
	return out
}

// TaskLabels name the fields of the task form, for the error summary.
func (p Presenter) TaskLabels(f view.Form) map[string]string {
	out := map[string]string{}
	note := func(field *view.Field) {
		if field != nil && field.Label != "" {
			out[field.Name] = field.Label
		}
	}
	for _, s := range p.TaskForm(f) {
		for _, b := range s.Blocks {
			note(b.Field)
			if b.Picker != nil {
				out[b.Picker.Find.Value] = b.Picker.Legend
			}
			if b.Choice != nil {
				out[b.Choice.Values.Name] = b.Choice.Asked.Label
			}
			if b.Rows != nil {
				for _, r := range b.Rows.Rows {
					for i := range r.Fields {
						out[r.Fields[i].Name] = r.Legend + ", " + r.Fields[i].Label
					}
				}
			}
		}
		for _, g := range s.Demands {
			for i := range g.Demands {
				note(&g.Demands[i].Level)
			}
		}
	}
	return out
}

// SectionOf finds a part of the editor by its key; false if there is none.
func (p Presenter) SectionOf(key string) (form.Section, int, bool) {
	for i, s := range form.Sections(p.Lang.Scale()) {
		if s.Key == key {
			return s, i, true
		}
	}
	return form.Section{}, 0, false
}

// TaskConflicts are the fields in which a saved task differs from a typed one, as the task's page says them.
func (p Presenter) TaskConflicts(saved, typed task.Task) []view.Conflict {
	a, b := p.said(saved), p.said(typed.Normalise())
	var out []view.Conflict
	for i := range a {
		if i < len(b) && a[i].Label == b[i].Label && a[i].Text != b[i].Text {
			out = append(out, view.Conflict{Label: a[i].Label, Theirs: orDash(a[i].Text), Yours: orDash(b[i].Text)})
		}
	}
	return out
}

// said is every field of the form in words, always in the same number and order.
func (p Presenter) said(t task.Task) []view.Pair {
	page := p.TaskPage(t)
	joined := func(pairs []view.Pair) string {
		var out []string
		for _, pair := range pairs {
			out = append(out, strings.TrimSuffix(pair.Label+" – "+pair.Text, " – "))
		}
		return strings.Join(out, "; ")
	}
	out := []view.Pair{
		{Label: p.T("task.title"), Text: t.Title},
		{Label: p.T("task.summary"), Text: t.Summary},
		{Label: p.T("task.steps.ask"), Text: joined(page.Steps)},
		{Label: p.T("part.demands"), Text: joined(page.Demands)},
		{Label: p.T("part.offers"), Text: joined(page.Offers)},
		{Label: p.T("task.address"), Text: t.Place.Address},
		{Label: p.T("task.certificates"), Text: p.Words("certificate", t.Certificates)},
		{Label: p.T("task.occupation"), Text: p.Occupation(t.Occupation)},
		{Label: p.T("task.esco_skills"), Text: p.Skills(t.ESCOSkills)},
	}
	return append(append(out, page.Hazards...), page.Facts[:10]...)
}
