package present

import (
	"strings"
	"time"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/suggest"
)

// Presenter says values in one language.
type Presenter struct {
	Lang    i18n.Lang
	Plain   i18n.Lang // how a client is spoken to: plain Finnish for Finnish, the language itself otherwise
	ESCO    *esco.Table
	Suggest suggest.Finder
	Places  *place.Places
	Rules   *rule.Book
	Zone    *time.Location
	Now     time.Time
}

// T is a message of the portal: T("save") is "portal.save".
func (p Presenter) T(key string, args ...any) string { return p.Lang.T("portal."+key, args...) }

// N is a counting message of the portal.
func (p Presenter) N(key string, n int, args ...any) string {
	return p.Lang.N("portal."+key, n, args...)
}

// Words are the names of keys of a closed list, joined by commas.
func (p Presenter) Words(vocabulary string, keys []string) string {
	out := make([]string, len(keys))
	for i, k := range p.inOrder(vocabulary, keys) {
		out[i] = p.Lang.Word(vocabulary, k)
	}
	return strings.Join(out, ", ")
}

// Occupation is the name of an ESCO occupation; the id when it is not known.
func (p Presenter) Occupation(id string) string {
	if o, ok := p.ESCO.ByID(id); ok {
		return o.Label(p.Lang.Code())
	}
	return id
}

// Place is the municipality of a postal code with the code; the code alone when it is not known.
func (p Presenter) Place(code string) string {
	at, ok := p.Places.Postal(code)
	if !ok {
		return code
	}
	return p.Places.MunicipalityName(at.Municipality, p.Lang.Code()) + " " + code
}

// Window is a range of minutes a week in words: "10–20 t viikossa".
func (p Presenter) Window(w matching.Window) string {
	switch {
	case !w.Known():
		return p.T("not_told")
	case w.Min == w.Max:
		return p.T("hours.week", "hours", p.Lang.Hours(w.Max))
	case w.Min == 0:
		return p.T("hours.upto", "hours", p.Lang.Hours(w.Max))
	}
	return p.T("hours.between", "min", strings.Fields(p.Lang.Hours(w.Min))[0], "max", p.Lang.Hours(w.Max))
}

// Day is a moment's calendar day.
func (p Presenter) Day(i marketplace.Instant) string {
	if i.IsZero() {
		return ""
	}
	return p.Lang.Date(marketplace.DateOf(i.Time(), p.Zone))
}

// When is a moment's day and time.
func (p Presenter) When(i marketplace.Instant) string { return p.Lang.When(i, p.Zone) }

// Fresh says how long ago something changed, in days.
func (p Presenter) Fresh(i marketplace.Instant) string {
	days := int(p.Now.Sub(i.Time()).Hours() / 24)
	if days < 1 {
		return p.T("fresh.today")
	}
	return p.N("fresh.days", days)
}

// Roles are the names of roles, joined by commas.
func (p Presenter) Roles(roles []marketplace.Role) string {
	out := make([]string, len(roles))
	for i, r := range roles {
		out[i] = p.T("role." + string(r))
	}
	return strings.Join(out, ", ")
}

// Choice is a choice in words: not told, none of them, or the names.
func (p Presenter) Choice(vocabulary string, c matching.Choice) string {
	switch {
	case !c.Asked:
		return p.T("not_told")
	case len(c.Values) == 0:
		return p.T("none_of_them")
	}
	return p.Words(vocabulary, c.Values)
}

// Facts are the short facts of a task's card.
func (p Presenter) Facts(t task.Task) []view.Fact {
	facts := []view.Fact{{Icon: "clock", Label: p.T("task.hours"), Text: p.Window(t.WeekMinutes)}}
	if t.Place.Postal != "" {
		facts = append(facts, view.Fact{Icon: "place", Label: p.T("task.place"), Text: p.Place(t.Place.Postal)})
	}
	if len(t.Forms) > 0 {
		facts = append(facts, view.Fact{Icon: "form", Label: p.T("task.forms"), Text: p.Words("form", t.Forms)})
	}
	return append(facts, view.Fact{Icon: "people", Label: p.T("task.places"), Text: p.N("place_count", t.Places)})
}

// Row is a task in a list.
func (p Presenter) Row(t task.Task) view.TaskRow {
	changed := p.T("changed", "day", p.Day(t.Changed))
	return view.TaskRow{
		ID: string(t.ID), Title: p.title(t), Href: "/tasks/" + string(t.ID), Employer: t.Employer, Facts: p.Facts(t),
		State: string(t.Status), Status: p.T("status." + string(t.Status)), Summary: cut(t.Summary, 180), Changed: changed,
	}
}

func (p Presenter) title(t task.Task) string {
	if t.Title == "" {
		return p.T("task.untitled")
	}
	return t.Title
}

// cut shortens a text at a word.
func cut(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	short := string(runes[:most])
	if at := strings.LastIndexByte(short, ' '); at > 0 {
		short = short[:at]
	}
	return strings.TrimRight(short, ",.;:") + "…"
}
