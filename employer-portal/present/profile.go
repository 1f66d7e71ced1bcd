package present

import (
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
)

// Sections are the parts of the editor as a list with states in words. current is the key of the part that is open.
func (p Presenter) Sections(client string, c profile.Content, current string) []view.Section {
	var out []view.Section
	values := form.ProfileValues(c)
	for _, s := range form.Sections(p.Lang.Scale()) {
		asked := 0
		for _, item := range s.Items {
			if isAsked(values, item) {
				asked++
			}
		}
		out = append(out, view.Section{
			Text: p.T("section." + s.Key), Href: "/clients/" + client + "/profile/" + s.Key, Current: s.Key == current,
			State: p.T("section.state", "asked", asked, "all", len(s.Items)),
		})
	}
	return out
}

func isAsked(values map[string][]string, item string) bool {
	for name := range values {
		if name == item || strings.HasPrefix(name, item+".") || strings.HasPrefix(name, item+"[") {
			return true
		}
	}
	return false
}

// Progress is how many abilities of the scale were asked.
func (p Presenter) Progress(c profile.Content) (asked, all int, text string) {
	all = len(p.Lang.Scale().Items())
	for _, a := range c.Abilities {
		if a.Rating != matching.NotAsked {
			asked++
		}
	}
	return asked, all, p.T("profile.asked", "asked", asked, "all", all)
}

// Blocks are the questions of one part of the editor.
func (p Presenter) Blocks(f view.Form, s form.Section) []view.Block {
	var out []view.Block
	for _, item := range s.Items {
		if dimension, ok := strings.CutPrefix(item, "abilities."); ok {
			out = append(out, p.scaleBlock(f, matching.Dimension(dimension)))
			continue
		}
		if item == "esco_skills" {
			out = append(out, p.pick(f, "client-skills", slices.Contains(s.Items, "goal.occupations")))
			continue
		}
		out = append(out, p.profileBlock(f, item)...)
	}
	return out
}

func (p Presenter) scaleBlock(f view.Form, d matching.Dimension) view.Block {
	item, _ := p.Lang.Scale().Item(d)
	voice, name := string(p.Lang.Voice), "abilities."+string(d)
	options := []view.Option{{Value: "", Text: p.T("not_asked")}}
	for level, text := range item.Levels {
		n := string(rune('0' + level))
		options = append(options, view.Option{Value: n, Text: text.In(voice), Hint: n})
	}
	options = append(options, view.Option{Value: form.WithheldValue, Text: p.T("withheld")})
	rating := f.Radios(name+".rating", "portal.save", options)
	if f.Values.Get(name+".rating") == "" {
		rating.Options[0].Picked = true
	}
	rating.Label, rating.Hint = item.Name.In(voice), item.Name.In(voice)
	sources := append([]view.Option{{Text: p.T("source.none")}}, f.Keyed("portal.source", profile.Sources()...)...)
	return view.Block{Scale: &view.ScaleItem{
		Rating: rating, Question: item.Ask.In(voice), Evidence: p.evidence(f, name),
		Note:   f.Area(name+".note", "portal.profile.note", 2).WithHint(p.T("profile.note.hint")),
		Source: f.Select(name+".source", "portal.profile.source", sources),
		On:     f.Date(name+".on", "portal.profile.on"),
	}}
}

// evidence says in a line who said what and when; empty when nothing is known.
func (p Presenter) evidence(f view.Form, name string) string {
	var out []string
	if source := f.Values.Get(name + ".source"); source != "" {
		out = append(out, p.T("source."+source))
	}
	if day, err := marketplace.ParseDate(f.Values.Get(name + ".on")); err == nil && day != "" {
		out = append(out, p.Lang.Date(day))
	}
	if note := f.Values.Get(name + ".note"); note != "" {
		out = append(out, cut(note, 90))
	}
	if len(out) == 0 {
		return ""
	}
	return p.T("profile.evidence.is", "text", strings.Join(out, ", "))
}

// profileBlock is any other item.
func (p Presenter) profileBlock(f view.Form, item string) []view.Block {
	label := "portal.item." + item
	switch item {
	case "strengths", "liked", "disliked", "skills":
		return fields(f.Area(item, label, 4).WithHint(p.T("item." + item + ".hint")))
	case "motivation", "resources", "goal.text", "support_note", "availability.stamina":
		return fields(f.Area(item, label, 3).WithHint(p.T("item." + item + ".hint")))
	case "goal.occupations":
		return []view.Block{p.pick(f, "client-occupations", false)}
	case "interests":
		return p.interests(f)
	case "experience", "education":
		return []view.Block{{Rows: p.rows(f, item)}}
	case "certificates":
		return []view.Block{p.choice(f, item, label, "certificate", "asked_none")}
	case "adaptations":
		return []view.Block{p.choice(f, item, label, "adaptation", "asked_none")}
	case "hazards", "allergens":
		return []view.Block{p.choice(f, item, label, strings.TrimSuffix(item, "s"), "asked_none")}
	case "forms":
		return []view.Block{p.choice(f, item, label, "form", "")}
	case "availability.weekdays", "availability.shifts":
		return []view.Block{p.choice(f, item, label, strings.TrimSuffix(strings.TrimPrefix(item, "availability."), "s"), "")}
	case "refused":
		return fields(f.Checks(item, label, f.Words("adaptation")).In("columns").WithHint(p.T("item.refused.hint")))
	}
	return p.numberBlock(f, item, label)
}

func (p Presenter) numberBlock(f view.Form, item, label string) []view.Block {
	switch item {
	case "support":
		options := append([]view.Option{{Text: p.T("not_asked")}}, f.Keyed("portal.support", "0", "1", "2", "3")...)
		field := f.Radios(item, label, options)
		if f.Values.Get(item) == "" {
			field.Options[0].Picked = true
		}
		return fields(field)
	case "availability.week_minutes":
		return fields(p.hours(f, item+".min", label+".min"), p.hours(f, item+".max", label+".max"))
	case "availability.day_minutes":
		return fields(p.hours(f, item, label))
	case "availability.from":
		return fields(f.Date(item, label))
	case "travel":
		transport := append([]view.Option{{Text: p.T("not_asked")}}, f.Words("transport")...)
		return fields(
			f.Input("travel.postal", "portal.item.travel.postal").Narrow().As("text", "off").WithHint(p.T("item.travel.postal.hint")),
			f.Select("travel.transport", "portal.item.travel.transport", transport),
			f.Number("travel.max_minutes", "portal.item.travel.max_minutes", "portal.minutes", 0, 600))
	case "must_not":
		return p.mustNot(f)
	}
	return nil
}

func (p Presenter) hours(f view.Form, name, label string) view.Field {
	field := f.Input(name, label).WithHint(p.T("hours.hint"))
	field.Unit = p.T("hours.unit")
	return field
}

func fields(list ...view.Field) []view.Block {
	out := make([]view.Block, len(list))
	for i := range list {
		out[i] = view.Block{Field: &list[i]}
	}
	return out
}

// choice is a list with the question whether it was asked. none is the message for "asked: none of them"; empty when
// that is no possible answer.
func (p Presenter) choice(f view.Form, name, label, vocabulary, none string) view.Block {
	options := []view.Option{{Value: "", Text: p.T("not_asked")}}
	if none == "" && f.Values.Get(name+".asked") == form.None {
		none = "asked_none" // saved so elsewhere: it must not be lost here
	}
	if none != "" {
		options = append(options, view.Option{Value: form.None, Text: p.T(none)})
	}
	return p.choiceOf(f, name, label, vocabulary, append(options, view.Option{Value: form.Some, Text: p.T("asked_some")}))
}

func (p Presenter) choiceOf(f view.Form, name, label, vocabulary string, options []view.Option) view.Block {
	asked := f.Radios(name+".asked", label, options)
	asked.ID = view.FieldID(name)
	asked.Error = f.Wrong[name]
	asked.Options[0].ID = asked.ID
	if f.Values.Get(name+".asked") == "" {
		asked.Options[0].Picked = true
	}
	values := f.Checks(name, label, f.Words(vocabulary)).In("columns")
	for i := range values.Options {
		values.Options[i].ID = view.FieldID(name + "." + values.Options[i].Value)
	}
	return view.Block{Choice: &view.ChoiceField{Asked: asked, Values: values}}
}

func (p Presenter) interests(f view.Form) []view.Block {
	var out []view.Block
	for _, key := range form.InterestKeys() {
		name := "interests." + key
		options := append([]view.Option{{Text: p.T("not_asked")}}, f.Keyed("portal.interest.level", "0", "0.25", "0.5", "0.75", "1")...)
		field := f.Radios(name, "portal.interest."+key, options).In("inline")
		if f.Values.Get(name) == "" {
			field.Options[0].Picked = true
		}
		out = append(out, fields(field)...)
	}
	out[0].Heading = p.T("item.interests")
	return out
}

func (p Presenter) mustNot(f view.Form) []view.Block {
	var out []view.Block
	for _, item := range p.Lang.Scale().Items() {
		name := "must_not." + string(item.Key)
		options := []view.Option{{Text: p.T("must_not.none")}}
		for level, text := range item.Levels {
			n := string(rune('0' + level))
			options = append(options, view.Option{Value: n, Text: p.T("must_not.upto", "level", n, "text", text.In(string(p.Lang.Voice)))})
		}
		field := f.Select(name, "portal.save", options)
		field.Label = item.Name.In(string(p.Lang.Voice))
		out = append(out, fields(field)...)
	}
	out[0].Heading = p.T("item.must_not")
	return out
}

// rows are the earlier jobs or the education, with empty rows at the end.
func (p Presenter) rows(f view.Form, name string) *view.RowGroup {
	text, number, unit := "title", "months", "portal.months"
	if name == "education" {
		text, number, unit = "name", "year", ""
	}
	group := &view.RowGroup{Heading: p.T("item." + name), Hint: p.T("item." + name + ".hint"), Add: name, AddText: p.T("add_rows")}
	for i := range form.Rows(f.Values, name, text, number) {
		at := name + "[" + itoa(i) + "]."
		row := view.Row{Legend: p.T("item."+name) + " " + itoa(i+1), Fields: []view.Field{
			f.Input(at+text, "portal.item."+name+"."+text), f.Number(at+number, "portal.item."+name+"."+number, unit, 0, 0),
		}}
		if name == "experience" {
			row.Fields = append(row.Fields, f.Input(at+"note", "portal.item.experience.note"))
		}
		group.Rows = append(group.Rows, row)
	}
	return group
}
