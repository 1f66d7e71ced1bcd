package present

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

func itoa(n int) string { return strconv.Itoa(n) }

// TaskForm is the form of a task, part by part.
func (p Presenter) TaskForm(f view.Form) []view.TaskSection {
	return []view.TaskSection{
		p.part("basics", fields(
			f.Input("title", "portal.task.title").Must().WithHint(p.T("task.title.hint")),
			f.Area("summary", "portal.task.summary", 5).WithHint(p.T("task.summary.hint")),
			f.Select("lang", "portal.task.lang", f.Keyed("portal.language", "fi", "sv", "en")))),
		p.part("steps", []view.Block{{Rows: p.steps(f)}, p.pick(f, "task-occupation", false), p.pick(f, "task-skills", true)}),
		p.demandPart(f),
		p.part("hazards", []view.Block{
			p.told(f, "hazards", "hazard"), p.told(f, "allergens", "allergen"),
			fields(f.Checks("certificates", "portal.task.certificates", f.Words("certificate")).In("columns"))[0],
		}),
		p.part("time", p.timeBlocks(f)),
		p.part("place", fields(
			f.Input("place.postal", "portal.task.postal").Narrow().As("text", "postal-code").WithHint(p.T("task.postal.hint")),
			f.Input("place.address", "portal.task.address").As("text", "street-address"),
			f.Checks("place.access", "portal.task.access", f.Words("access")).In("columns"))),
		p.part("offers", fields(
			f.Radios("support", "portal.task.support", f.Keyed("portal.offered", "0", "1", "2", "3")),
			f.Checks("adaptations", "portal.task.adaptations", p.AdaptationOptions()).In("wide-columns"))),
		p.part("terms", p.termBlocks(f)),
	}
}

func (p Presenter) part(key string, blocks []view.Block) view.TaskSection {
	return view.TaskSection{ID: "part-" + key, Heading: p.T("part." + key), Intro: p.T("part." + key + ".intro"), Blocks: blocks}
}

// told is a choice that the employer tells: not told, none, or these.
func (p Presenter) told(f view.Form, name, vocabulary string) view.Block {
	return p.AskedOf(f, name, "portal.task."+name+".ask", vocabulary)
}

// AskedOf is a choice that the employer tells, under a label (a message key).
func (p Presenter) AskedOf(f view.Form, name, label, vocabulary string) view.Block {
	return p.choiceOf(f, name, label, vocabulary, []view.Option{
		{Value: "", Text: p.T("not_told")}, {Value: form.None, Text: p.T("told_none")}, {Value: form.Some, Text: p.T("told_some")},
	})
}

func (p Presenter) timeBlocks(f view.Form) []view.Block {
	some := []view.Option{{Value: "", Text: p.T("not_told")}, {Value: form.None, Text: p.T("told_open")}, {Value: form.Some, Text: p.T("told_some")}}
	blocks := fields(p.hours(f, "week_minutes.min", "portal.task.week_min"), p.hours(f, "week_minutes.max", "portal.task.week_max"), p.hours(f, "day_minutes", "portal.task.day"))
	return append(blocks, p.choiceOf(f, "weekdays", "portal.task.weekdays", "weekday", some), p.choiceOf(f, "shifts", "portal.task.shifts", "shift", some))
}

func (p Presenter) termBlocks(f view.Form) []view.Block {
	forms := f.Words("form")
	for i := range forms {
		forms[i].Hint = p.T("form." + forms[i].Value)
	}
	kinds := append([]view.Option{{Text: p.T("not_told")}}, f.Keyed("portal.pay", task.PayKinds()...)...)
	pay := f.Input("pay.cents", "portal.task.pay").WithHint(p.T("task.pay.hint"))
	pay.Unit = "€"
	return fields(
		f.Checks("forms", "portal.task.forms.ask", forms).In("wide-columns"),
		f.Number("places", "portal.task.places.ask", "", 1, 200),
		f.Select("pay.kind", "portal.task.pay_kind", kinds), pay,
		f.Date("start", "portal.task.start").WithHint(p.T("task.start.hint")))
}

func (p Presenter) steps(f view.Form) *view.RowGroup {
	group := &view.RowGroup{Heading: p.T("task.steps.ask"), Hint: p.T("task.steps.hint"), Add: "steps", AddText: p.T("add_rows")}
	for i := range form.Rows(f.Values, "steps", "name", "minutes") {
		at := "steps[" + itoa(i) + "]."
		group.Rows = append(group.Rows, view.Row{Legend: p.T("task.step", "n", i+1), Fields: []view.Field{
			f.Input(at+"name", "portal.task.step.name"), f.Number(at+"minutes", "portal.task.step.minutes", "", 0, 10080),
		}})
	}
	return group
}

// AdaptationOptions are the entries of the catalogue with what they mean and what they cost.
func (p Presenter) AdaptationOptions() []view.Option {
	var out []view.Option
	voice := string(p.Lang.Voice)
	for _, a := range p.Lang.Scale().Adaptations() {
		if a.Grants == "employer" {
			out = append(out, view.Option{Value: a.Key, Text: a.Name.In(voice), Hint: a.Text.In(voice) + " " + p.Lang.T("rule.cost."+a.Cost)})
		}
	}
	return out
}

// demandPart is the demands by group; groups in which something is told are open.
func (p Presenter) demandPart(f view.Form) view.TaskSection {
	part := p.part("demands", nil)
	for _, group := range p.Lang.Scale().Keys("group") {
		g := view.DemandGroup{Heading: p.Lang.Word("group", group)}
		told := 0
		for _, item := range p.Lang.Scale().Items() {
			if item.Group != group {
				continue
			}
			d := p.demand(f, item)
			if f.Values.Get("demands."+string(item.Key)) != "" {
				told++
			}
			g.Open = g.Open || d.Level.Error != ""
			g.Demands = append(g.Demands, d)
		}
		g.Open = g.Open || told > 0
		g.State = p.T("part.demands.told", "told", told, "all", len(g.Demands))
		part.Demands = append(part.Demands, g)
	}
	return part
}

func (p Presenter) demand(f view.Form, item matching.Item) view.Demand {
	voice, name := string(p.Lang.Voice), "demands."+string(item.Key)
	options := []view.Option{{Text: p.T("demand.none")}}
	for level, text := range item.Levels {
		n := itoa(level)
		options = append(options, view.Option{Value: n, Text: n + " – " + text.In(voice)})
	}
	level := f.Select(name, "portal.save", options)
	level.Label = item.Name.In(voice)
	d := view.Demand{
		Level:     level,
		Essential: f.Checks(name+".essential", "portal.save", []view.Option{{Value: "yes", Text: p.T("demand.essential")}}),
		Adaptable: f.Checks(name+".adaptable", "portal.save", []view.Option{{Value: "yes", Text: p.T("demand.adaptable")}}),
	}
	d.Essential.Label, d.Adaptable.Label = level.Label, level.Label
	return d
}

// TaskPage is a task as everybody who is signed in sees it.
func (p Presenter) TaskPage(t task.Task) view.Task {
	page := view.Task{Row: p.Row(t), TextLang: t.Lang, Summary: paragraphs(t.Summary)}
	for _, s := range t.Steps {
		page.Steps = append(page.Steps, view.Pair{Label: s.Name, Text: p.weekly(s.Minutes)})
	}
	for _, d := range t.Demands {
		page.Demands = append(page.Demands, view.Pair{Label: p.Lang.Word("scale", string(d.Dimension)), Text: p.demandText(d)})
	}
	page.Hazards = []view.Pair{
		{Label: p.T("task.hazards.ask"), Text: p.Choice("hazard", t.Hazards)},
		{Label: p.T("task.allergens"), Text: p.Choice("allergen", t.Allergens)},
	}
	page.Offers = p.offers(t)
	page.Facts = p.taskFacts(t)
	return page
}

func (p Presenter) weekly(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return p.T("weekly", "time", p.Lang.Minutes(minutes))
}

func (p Presenter) demandText(d matching.Demand) string {
	text := p.Lang.Scale().LevelText(d.Dimension, d.Level, string(p.Lang.Voice))
	if d.Essential {
		text += " " + p.T("demand.is_essential")
	}
	if d.Adaptable {
		text += " " + p.T("demand.is_adaptable")
	}
	return text
}

func (p Presenter) offers(t task.Task) []view.Pair {
	out := []view.Pair{{Label: p.T("task.support"), Text: p.T("offered." + itoa(t.Support))}}
	for _, key := range t.Adaptations {
		if a, ok := p.Lang.Scale().Adaptation(key); ok {
			out = append(out, view.Pair{Label: a.Name.In(string(p.Lang.Voice)), Text: a.Text.In(string(p.Lang.Voice))})
		}
	}
	return out
}

func (p Presenter) taskFacts(t task.Task) []view.Pair {
	out := []view.Pair{
		{Label: p.T("task.hours"), Text: p.Window(t.WeekMinutes)},
		{Label: p.T("task.day"), Text: p.orNot(t.DayMinutes > 0, p.Lang.Hours(t.DayMinutes))},
		{Label: p.T("task.weekdays"), Text: p.open("weekday", t.Weekdays)},
		{Label: p.T("task.shifts"), Text: p.open("shift", t.Shifts)},
		{Label: p.T("task.place"), Text: p.orNot(t.Place.Postal != "", p.Place(t.Place.Postal))},
		{Label: p.T("task.access"), Text: p.orNot(len(t.Place.Access) > 0, p.Words("access", t.Place.Access))},
		{Label: p.T("task.forms"), Text: p.orNot(len(t.Forms) > 0, p.Words("form", t.Forms))},
		{Label: p.T("task.places"), Text: itoa(t.Places)},
		{Label: p.T("task.pay"), Text: p.Pay(t.Pay)},
		{Label: p.T("task.start"), Text: p.start(t.Start)},
	}
	if len(t.Certificates) > 0 {
		out = append(out, view.Pair{Label: p.T("task.certificates"), Text: p.Words("certificate", t.Certificates)})
	}
	if t.Occupation != "" {
		out = append(out, view.Pair{Label: p.T("task.occupation"), Text: p.Occupation(t.Occupation)})
	}
	if len(t.ESCOSkills) > 0 {
		out = append(out, view.Pair{Label: p.T("task.esco_skills"), Text: p.Skills(t.ESCOSkills)})
	}
	return out
}

// open is a choice of when to work; none of them means that it can be agreed.
func (p Presenter) open(vocabulary string, c matching.Choice) string {
	if c.Asked && len(c.Values) == 0 {
		return p.T("told_open")
	}
	return p.Choice(vocabulary, c)
}

func (p Presenter) orNot(told bool, text string) string {
	if !told {
		return p.T("not_told")
	}
	return text
}

// Pay is the pay in words.
func (p Presenter) Pay(pay task.Pay) string {
	switch {
	case pay.Kind == "":
		return p.T("not_told")
	case pay.Cents == 0:
		return p.T("pay." + pay.Kind)
	}
	return p.T("pay."+pay.Kind+".sum", "sum", p.Lang.Euros(pay.Cents))
}

func (p Presenter) start(d marketplace.Date) string {
	if d == "" {
		return p.T("at_once")
	}
	return p.Lang.Date(d)
}

func paragraphs(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, "\n") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
