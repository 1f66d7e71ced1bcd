package process

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// line is one known thing in words; what nobody has asked says so.
func (r *request) line(l coaching.Line) view.Pair {
	out := view.Pair{Label: r.T("course.line." + l.Key)}
	switch {
	case l.Values == nil:
		out.Text = r.T("course.not_asked")
	case len(l.Values) == 0:
		out.Text = r.T("none_of_them")
	default:
		var words []string
		for _, v := range l.Values {
			words = append(words, r.value(l.Vocab, v))
		}
		between := ", "
		if l.Key == "week_wanted" {
			between = "–"
		}
		out.Text = strings.Join(words, between)
	}
	return out
}

func (r *request) value(vocab, v string) string {
	switch vocab {
	case "":
		return v
	case "date":
		return r.Lang.Date(marketplace.Date(v))
	case "count":
		return v
	case "referrer":
		return r.T("course.referrer." + v)
	case "days", "minutes":
		n, err := strconv.Atoi(v)
		if err != nil {
			return v
		}
		if vocab == "minutes" {
			return r.Lang.Minutes(n)
		}
		return r.Say.N("course.days", n)
	}
	return r.Lang.Word(vocab, v)
}

func (r *request) lines(all []coaching.Line) []view.Pair {
	var out []view.Pair
	for _, l := range all {
		out = append(out, r.line(l))
	}
	return out
}

// step is a next step in words.
func (r *request) step(s coaching.Step) string {
	if s.Key != "" {
		return r.T("course.step." + s.Key)
	}
	return s.Text
}

func (r *request) next(s coaching.Step, change string) *view.NextStep {
	if !s.Good() {
		return nil
	}
	return &view.NextStep{
		Text: r.step(s), Due: r.T("course.due", "day", r.Lang.Date(s.Due)), Owner: r.T("course.owner." + string(s.Owner)), Late: s.Due < r.Coaching.Today(),
		Change: view.Link{Text: r.T("course.next.change"), Href: change},
	}
}

func (r *request) state(s coaching.State) string { return r.T("course.state." + string(s)) }

func (r *request) kind(k form.Kind) string { return r.T("course.form." + string(k)) }

// keyed are values with a message each.
func (r *request) keyed(f view.Form, name string, values []string, empty bool) []view.Option {
	out := f.Keyed("portal.course."+name, values...)
	if empty {
		out = append([]view.Option{{Text: r.T("course.not_asked")}}, out...)
	}
	return out
}

func owners() []string {
	var out []string
	for _, o := range coaching.Owners() {
		out = append(out, string(o))
	}
	return out
}

// sections are what a paper says, field by field; what was not asked says so.
func (r *request) sections(p coaching.Paper) []view.Pair {
	d, _ := form.Definition(p.Kind)
	var out []view.Pair
	for _, f := range d.Fields {
		text := p.Values[f.Key]
		switch {
		case text == "":
			text = r.T("course.not_asked")
		case f.Type == form.DateField:
			text = r.Lang.Date(marketplace.Date(text))
		case f.Type == form.ChoiceField:
			text = r.T("course.f." + string(p.Kind) + "." + f.Key + "." + text)
		}
		out = append(out, view.Pair{Label: r.T("course.f." + string(p.Kind) + "." + f.Key), Text: text})
	}
	return out
}

// or is a text, or that it was not asked.
func (r *request) or(text string) string {
	if text == "" {
		return r.T("course.not_asked")
	}
	return text
}

func (r *request) day(d marketplace.Date) string {
	if d == "" {
		return r.T("course.not_asked")
	}
	return r.Lang.Date(d)
}

// agreed says how an agreement stands.
func (r *request) agreed(a coaching.Agreement) string {
	switch a.Way {
	case "client":
		return r.T("course.agreed.client", "day", r.Lang.Date(a.Agreed), "who", r.T("course.present."+a.Present))
	case "together":
		return r.T("course.agreed.together", "day", r.Lang.Date(a.Agreed), "who", a.Present)
	}
	if !a.Talk.IsZero() {
		return r.T("course.agreed.talk", "day", r.Say.Day(a.Talk))
	}
	return r.T("course.agreed.no")
}
