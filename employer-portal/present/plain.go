package present

import (
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// PlainVoice is the voice in which a client is spoken to: plain Finnish, or the language itself.
func PlainVoice(voice i18n.Voice) i18n.Voice {
	if voice == i18n.Fi {
		return i18n.Selko
	}
	return voice
}

func (p Presenter) plain() string { return string(p.Plain.Voice) }

// plainWords name keys of a closed list in the client's voice, a sentence each.
func (p Presenter) plainWords(vocabulary string, keys []string) []string {
	var out []string
	for _, k := range keys {
		if word, ok := p.Lang.Scale().Word(vocabulary, k, p.plain()); ok {
			out = append(out, word+".")
		}
	}
	return out
}

// Preview is a task as a client sees it: one thing in each sentence, questions as headings.
func (p Presenter) Preview(t task.Task) view.Preview {
	page := view.Preview{Heading: p.title(t), TextLang: p.Lang.Code(), Edit: "/tasks/" + string(t.ID) + "/edit"}
	add := func(key string, lines ...string) {
		lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" })
		if len(lines) > 0 {
			page.Lines = append(page.Lines, view.SelkoBlock{Heading: p.T("plain." + key), Lines: lines})
		}
	}
	var steps []string
	for _, s := range t.Steps {
		steps = append(steps, s.Name+".")
	}
	add("what", append([]string{t.Summary}, steps...)...)
	add("where", p.plainPlace(t)...)
	add("when", p.plainTime(t)...)
	add("can", p.plainDemands(t)...)
	add("careful", p.plainHazards(t)...)
	add("help", p.plainHelp(t)...)
	add("pay", p.plainWords("form", t.Forms)...)
	return page
}

func (p Presenter) plainPlace(t task.Task) []string {
	out := []string{p.T("plain.at", "employer", t.Employer)}
	if t.Place.Postal != "" {
		out = append(out, p.T("plain.in", "place", p.Place(t.Place.Postal)))
	}
	return append(out, p.plainWords("access", t.Place.Access)...)
}

func (p Presenter) plainTime(t task.Task) []string {
	var out []string
	if t.WeekMinutes.Known() {
		out = append(out, p.T("plain.hours", "hours", p.plainWindow(t.WeekMinutes)))
	}
	if t.DayMinutes > 0 {
		out = append(out, p.T("plain.day", "hours", p.plainHours(t.DayMinutes)))
	}
	if len(t.Weekdays.Values) > 0 {
		out = append(out, p.T("plain.weekdays", "days", p.Words("weekday", t.Weekdays.Values)))
	}
	return append(out, p.plainWords("shift", t.Shifts.Values)...)
}

// plainHours are hours with the unit as a word.
func (p Presenter) plainHours(minutes int) string {
	digits := 0
	if minutes%60 != 0 {
		digits = 1
	}
	return p.T("plain.h", "n", p.Lang.Decimal(float64(minutes)/60, digits))
}

func (p Presenter) plainWindow(w matching.Window) string {
	if w.Min == 0 || w.Min == w.Max {
		return p.T("hours.week", "hours", p.plainHours(w.Max))
	}
	least, _, _ := strings.Cut(p.plainHours(w.Min), " ")
	return p.T("hours.between", "min", least, "max", p.plainHours(w.Max))
}

// plainDemands are the essential demands only: what the work cannot be done without.
func (p Presenter) plainDemands(t task.Task) []string {
	var out []string
	for _, d := range t.Demands {
		if d.Essential && d.Level > 0 {
			out = append(out, p.Lang.Scale().LevelText(d.Dimension, d.Level, p.plain()))
		}
	}
	return append(out, p.plainWords("certificate", t.Certificates)...)
}

func (p Presenter) plainHazards(t task.Task) []string {
	out := p.plainWords("hazard", t.Hazards.Values)
	if len(t.Allergens.Values) > 0 {
		out = append(out, p.T("plain.allergens"))
		out = append(out, p.plainWords("allergen", t.Allergens.Values)...)
	}
	if len(out) == 0 && t.Hazards.Asked && t.Allergens.Asked {
		out = append(out, p.T("plain.no_hazards"))
	}
	return out
}

func (p Presenter) plainHelp(t task.Task) []string {
	var out []string
	for _, key := range t.Adaptations {
		if a, ok := p.Lang.Scale().Adaptation(key); ok {
			out = append(out, a.Text.In(p.plain()))
		}
	}
	if t.Support > 0 {
		out = append(out, p.T("plain.support"))
	}
	return out
}

// mostPlain is how many lines say why a task can suit the client.
const mostPlain = 3

// plainMatch is why a task can suit the client, in three lines, and what still has to be agreed.
func (p Presenter) plainMatch(j Judged) view.Selko {
	s := view.Selko{Lang: p.Lang.Code(), Title: p.T("plain.why"), Lines: p.plainReasons(j.Verdict)}
	if len(s.Lines) == 0 {
		s.Lines = []string{p.T("plain.nothing_yet")}
	}
	for _, c := range j.Verdict.Changes {
		s.Open = append(s.Open, p.plainChange(c)...)
	}
	if len(j.Verdict.Ask) > 0 {
		s.Open = append(s.Open, p.T("plain.ask"))
	}
	if employer := strings.TrimSpace(j.Task.Employer); employer != "" && len(s.Open) > 0 {
		s.Open = append(s.Open, p.T("plain.coach_asks", "employer", employer))
	}
	return s
}

// plainChange is what has to be agreed on, who grants it, what it costs and who may pay, in the client's voice.
func (p Presenter) plainChange(c matching.Change) []string {
	terms, ok := p.Rules.TermsOf(p.Lang.Scale(), c, p.Today())
	if !ok {
		return nil
	}
	what := p.T("plain.ease", "dimensions", p.Words("scale", texts(c.Closes)))
	if a, ok := p.Lang.Scale().Adaptation(c.Adaptation); ok {
		what = a.Text.In(p.plain())
	}
	grants, kind, cost := terms.Messages()
	out := []string{what, p.Plain.T(grants) + " " + p.Plain.T(kind) + " " + p.Plain.T(cost)}
	for _, r := range terms.Aids {
		out = append(out, r.Offer(p.Plain))
	}
	return out
}

// plainReasons are the strongest reasons for in plain words where there are such, and otherwise what the work asks and
// the client can do.
func (p Presenter) plainReasons(v matching.Verdict) []string {
	var out []string
	if p.Plain.Voice == i18n.Selko {
		for _, r := range v.For[:min(len(v.For), mostPlain)] {
			key, args := r.Message()
			out = append(out, p.Plain.Render(key, args))
		}
		return out
	}
	for _, l := range v.Lines {
		good := l.State == matching.Met || l.State == matching.Surplus || l.State == matching.MetWith
		if good && l.Level > 0 && len(out) < mostPlain {
			out = append(out, p.Lang.Scale().LevelText(l.Dimension, l.Level, p.plain()))
		}
	}
	return out
}
