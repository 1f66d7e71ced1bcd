package outcomes

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/measure"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/auth"
)

// tAxis is how the T-score is drawn: 50 as hoped, four standard deviations up and down.
func tAxis() axis { return axis{10, 90, []float64{10, 30, 50, 70, 90}} }

// axisOf is how an instrument is drawn.
func axisOf(k measure.Kind) axis {
	i, _ := measure.Of(k)
	a := axis{least: float64(i.Least) / measure.Hundredths, most: float64(i.Most) / measure.Hundredths}
	step := 1.0
	if k == measure.WorkAbility {
		step = 2
	}
	for m := a.least; m <= a.most; m += step {
		a.marks = append(a.marks, m)
	}
	return a
}

// value says a score in words.
func (r *request) value(k measure.Kind, m measure.Made) string {
	score, counts := m.Counts()
	switch {
	case !counts:
		return r.Lang.T("measure.answer." + string(m.Answer))
	case k == measure.Attainment:
		return r.Lang.T("measure.level." + strconv.Itoa(score/measure.Hundredths))
	case score%measure.Hundredths == 0:
		return r.Lang.Decimal(float64(score)/measure.Hundredths, 0)
	}
	return strings.TrimSuffix(r.Lang.Decimal(float64(score)/measure.Hundredths, 2), "0")
}

// points are the scores that count.
func (r *request) points(list []measure.Entry) []point {
	var out []point
	for _, e := range list {
		if score, counts := e.Value.Counts(); counts {
			p := point{on: e.Value.On, value: float64(score) / measure.Hundredths, text: r.value(e.Value.Kind, e.Value.Made)}
			if e.Value.Kind == measure.Attainment {
				p.text = strings.Replace(strconv.Itoa(score/measure.Hundredths), "-", "−", 1)
			}
			out = append(out, p)
		}
	}
	return out
}

func (r *request) getMeasures() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	s, err := r.Measures.Of(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	title, path := r.T("measure.title", "name", c.Name), measuresPath(c.ID)
	page := &view.Measures{Base: r.Base(title), Name: c.Name, NewGoal: view.Link{Text: r.T("measure.goal.add"), Href: strings.TrimSuffix(path, "measures") + "goals/new"}}
	page.Back = &view.Link{Text: c.Name, Href: strings.TrimSuffix(path, "/measures")}
	for _, kind := range measure.Kinds() {
		if kind == measure.Attainment {
			continue
		}
		name := r.Lang.T("measure.kind." + string(kind))
		section := r.section(string(kind), name, kind, s.Measures[kind], path)
		section.Text = r.Lang.T("measure.kind." + string(kind) + ".text")
		section.Add = &view.Link{Text: r.T("measure.add"), Note: name, Href: path + "/new?kind=" + string(kind)}
		page.Sections = append(page.Sections, section)
	}
	for i, g := range s.Goals {
		page.Goals = append(page.Goals, r.goal(c, "goal"+strconv.Itoa(i+1), g, s.Measures[measure.Attainment]))
	}
	page.Together = r.together(s.T)
	return r.Show(page)
}

func (r *request) section(id, name string, kind measure.Kind, list []measure.Entry, path string) view.MeasureSection {
	out := view.MeasureSection{ID: id, Heading: name, Caption: r.T("measure.table", "kind", name), Chart: r.chart(id, name, r.points(list), axisOf(kind))}
	for _, e := range list {
		m := e.Value
		day := r.Lang.Date(m.On)
		row := view.MeasureRow{Day: day, Phase: r.Lang.T("measure.phase." + string(m.Phase)), Value: r.value(kind, m.Made), By: r.person(m.By)}
		row.Correct = view.Link{Text: r.T("measure.correct"), Note: name + ", " + day, Href: path + "/" + url.PathEscape(string(m.ID))}
		var before []string
		for _, was := range m.Earlier {
			before = append(before, r.T("measure.before", "value", r.value(kind, was), "who", r.person(was.By), "day", r.Say.Day(was.At)))
		}
		if len(before) > 0 {
			row.Earlier = r.T("measure.earlier", "list", strings.Join(before, ", "))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (r *request) goal(c profile.Client, id string, g measure.Goal, all []measure.Entry) view.MeasureGoal {
	path := measuresPath(c.ID)
	out := view.MeasureGoal{
		MeasureSection: r.section(id, g.Words, measure.Attainment, of(g.ID, all), path),
		Since:          r.T("measure.goal.since", "day", r.Lang.Date(g.Set), "weight", g.Weight),
	}
	for i, text := range g.Levels {
		out.Levels = append(out.Levels, view.Pair{Label: r.Lang.T("measure.level." + strconv.Itoa(i-2)), Text: text})
	}
	if g.Dropped != "" {
		out.Dropped = r.T("measure.goal.dropped", "day", r.Lang.Date(g.Dropped))
		return out
	}
	out.Add = &view.Link{Text: r.T("measure.goal.rate"), Note: g.Words, Href: path + "/new?kind=attainment&goal=" + url.QueryEscape(string(g.ID))}
	out.Drop = &view.Post{
		Action: strings.TrimSuffix(path, "measures") + "goals/" + url.PathEscape(string(g.ID)) + "/drop", Text: r.T("measure.goal.drop"), About: g.Words,
		CSRF: auth.CSRFFrom(r.Ctx),
	}
	return out
}

// of are the ratings of one goal.
func of(goal marketplace.ID, all []measure.Entry) []measure.Entry {
	var out []measure.Entry
	for _, e := range all {
		if e.Value.Goal == goal {
			out = append(out, e)
		}
	}
	return out
}

// together is how far all goals were reached over time; nil before any was rated.
func (r *request) together(list []measure.TPoint) *view.MeasureSection {
	if len(list) == 0 {
		return nil
	}
	name := r.T("measure.t")
	out := &view.MeasureSection{ID: "together", Heading: name, Caption: r.T("measure.table", "kind", name)}
	var points []point
	for _, t := range list {
		text := r.Lang.Decimal(t.T, 0)
		points = append(points, point{t.On, t.T, text})
		out.Rows = append(out.Rows, view.MeasureRow{Day: r.Lang.Date(t.On), Value: text, Phase: r.Lang.Number(int64(t.Goals))})
	}
	out.Chart = r.chart("together", name, points, tAxis())
	return out
}

// getMine is what the client who visits has answered.
func (r *request) getMine() error {
	s, err := r.Measures.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.measures")), Heading: r.T("my.measures"), Lead: []string{r.T("my.measures.lead"), r.T("my.measures.wrong")}}
	page.Back = &view.Link{Text: r.T("my.nav.home"), Href: "/my"}
	for _, kind := range measure.Kinds() {
		if list := s.Measures[kind]; kind != measure.Attainment && len(list) > 0 {
			page.Charts = append(page.Charts, r.myChart(string(kind), r.Lang.T("measure.kind."+string(kind)), r.Lang.T("measure.kind."+string(kind)+".text"), kind, list))
		}
	}
	for i, g := range s.Goals {
		text := r.T("my.measures.goal")
		if g.Dropped != "" {
			text = r.T("measure.goal.dropped", "day", r.Lang.Date(g.Dropped))
		}
		page.Charts = append(page.Charts, r.myChart("goal"+strconv.Itoa(i+1), g.Words, text, measure.Attainment, of(g.ID, s.Measures[measure.Attainment])))
	}
	if len(page.Charts) == 0 {
		page.Empty = r.T("my.measures.none")
	}
	return r.Show(page)
}

func (r *request) myChart(id, name, text string, kind measure.Kind, list []measure.Entry) view.MyChart {
	out := view.MyChart{Heading: name, Text: text, Chart: r.chart(id, name, r.points(list), axisOf(kind))}
	for _, e := range list {
		out.Lines = append(out.Lines, r.T("my.measures.point", "day", r.Lang.Date(e.Value.On), "value", r.value(kind, e.Value.Made)))
	}
	return out
}
