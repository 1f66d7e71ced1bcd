package task

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// column is one column of the table: the field it fills, the header names it is known by, and how a cell is read.
type column struct {
	field string   // path of the field, as Validate names it
	names []string // Finnish, Swedish, English; the first of each is the template's
	read  func(*cell, *Task)
}

// columns are all columns, in the order of the template. Words of closed lists may be written as their key or as their
// name in any language, several of them with | between; hours are decimal hours a week, with comma or point. In the
// columns of hazards and allergens the word for "none" says that there are none; an empty cell says nothing.
func columns() []column {
	return []column{
		{"title", []string{"nimike", "titel", "title"}, func(c *cell, t *Task) { t.Title = c.text }},
		{"summary", []string{"kuvaus", "beskrivning", "description"}, func(c *cell, t *Task) { t.Summary = c.text }},
		{"lang", []string{"kieli", "språk", "language"}, func(c *cell, t *Task) { t.Lang = strings.ToLower(c.text) }},
		{"steps", []string{"osatehtävät", "deluppgifter", "steps"}, func(c *cell, t *Task) { t.Steps = c.steps() }},
		{"occupation", []string{"esco_ammatti", "esco_yrke", "esco_occupation"}, func(c *cell, t *Task) { t.Occupation = c.text }},
		{"esco_skills", []string{"esco_taidot", "esco_färdigheter", "esco_skills"}, func(c *cell, t *Task) { t.ESCOSkills = c.list() }},
		{"demands", []string{"vaatimukset", "krav", "demands"}, func(c *cell, t *Task) { t.Demands = c.demands() }},
		{"hazards", []string{"vaarat", "risker", "hazards"}, func(c *cell, t *Task) { t.Hazards = c.choice("hazard") }},
		{"allergens", []string{"allergeenit", "allergener", "allergens"}, func(c *cell, t *Task) { t.Allergens = c.choice("allergen") }},
		{"certificates", []string{"pätevyydet", "behörigheter", "certificates"}, func(c *cell, t *Task) { t.Certificates = c.keys("certificate") }},
		{"week_minutes.min", []string{"tunnit_min", "timmar_min", "hours_min"}, func(c *cell, t *Task) { t.WeekMinutes.Min = c.minutes() }},
		{"week_minutes.max", []string{"tunnit_max", "timmar_max", "hours_max"}, func(c *cell, t *Task) { t.WeekMinutes.Max = c.minutes() }},
		{"day_minutes", []string{"tunnit_päivässä", "timmar_per_dag", "hours_per_day"}, func(c *cell, t *Task) { t.DayMinutes = c.minutes() }},
		{"weekdays", []string{"viikonpäivät", "veckodagar", "weekdays"}, func(c *cell, t *Task) { t.Weekdays = c.choice("weekday") }},
		{"shifts", []string{"vuorot", "skift", "shifts"}, func(c *cell, t *Task) { t.Shifts = c.choice("shift") }},
		{"place.postal", []string{"postinumero", "postnummer", "postal_code"}, func(c *cell, t *Task) { t.Place.Postal = c.postal() }},
		{"place.address", []string{"osoite", "adress", "address"}, func(c *cell, t *Task) { t.Place.Address = c.text }},
		{"place.access", []string{"esteettömyys", "tillgänglighet", "accessibility"}, func(c *cell, t *Task) { t.Place.Access = c.keys("access") }},
		{"adaptations", []string{"mukautukset", "anpassningar", "adaptations"}, func(c *cell, t *Task) { t.Adaptations = c.keys("adaptation") }},
		{"support", []string{"tuki", "stöd", "support"}, func(c *cell, t *Task) { t.Support = c.number() }},
		{"forms", []string{"työmuodot", "arbetsformer", "work_forms"}, func(c *cell, t *Task) { t.Forms = c.keys("form") }},
		{"places", []string{"paikkoja", "platser", "places"}, func(c *cell, t *Task) { t.Places = c.number() }},
		{"pay.kind", []string{"palkkaus", "lön", "pay"}, func(c *cell, t *Task) { t.Pay.Kind = strings.ToLower(c.text) }},
		{"pay.cents", []string{"palkka_eur", "lön_eur", "pay_eur"}, func(c *cell, t *Task) { t.Pay.Cents = c.cents() }},
		{"start", []string{"alkaa", "börjar", "start"}, func(c *cell, t *Task) { t.Start = c.date() }},
		{publishField, []string{"julkaise", "publicera", "publish"}, func(c *cell, t *Task) {
			if c.yes() {
				t.Status = Published
			}
		}},
	}
}

// publishField is the column that no field of a task has.
const publishField = "status"

// layout says which column of the file is which of ours.
type layout struct {
	columns []column // as they stand in the file; a column without read is not known
	headers []string // as they are written in the file
	missing []string // our columns that the file lacks, by their name in the actor's language
	unknown []string // headers that are not known
	twice   []string // headers of columns that stand in the file twice
}

// lay finds the file's columns. lang chooses the names of the missing ones.
func lay(headers []string, lang string) layout {
	known, l := columns(), layout{headers: headers}
	seen := map[string]bool{}
	for _, h := range headers {
		i := slices.IndexFunc(known, func(c column) bool {
			return slices.ContainsFunc(c.names, func(n string) bool { return header(n) == header(h) })
		})
		if i < 0 {
			l.columns = append(l.columns, column{})
			if strings.TrimSpace(h) != "" {
				l.unknown = append(l.unknown, strings.TrimSpace(h))
			}
			continue
		}
		if seen[known[i].field] {
			l.twice = append(l.twice, strings.TrimSpace(h))
		}
		seen[known[i].field] = true
		l.columns = append(l.columns, known[i])
	}
	for _, c := range known {
		if !seen[c.field] {
			l.missing = append(l.missing, c.names[language(lang)])
		}
	}
	return l
}

// name is the header, as the file has it, of the column that a field's error belongs to. A field whose column the file
// lacks is named as the template of the language would.
func (l layout) name(field, lang string) string {
	for i, c := range l.columns {
		if c.field != "" && belongs(field, c.field) {
			return strings.TrimSpace(l.headers[i])
		}
	}
	for _, c := range columns() {
		if belongs(field, c.field) {
			return c.names[language(lang)]
		}
	}
	return field
}

// belongs says whether a path such as "demands[2].level" or "hazards.values[0]" speaks of the column's field. A path
// that is shorter than the field, such as "week_minutes", belongs to the first column of it.
func belongs(path, field string) bool {
	rest, ok := strings.CutPrefix(path, field)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[') || strings.HasPrefix(field, path+".")
}

// header folds a header, so that case, spaces, hyphens and the dots of ä, ö and å make no difference.
func header(s string) string {
	s = norm.NFD.String(strings.ToLower(strings.TrimSpace(s)))
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r <= 0x36f:
			return -1
		case r == ' ' || r == '-':
			return '_'
		}
		return r
	}, s)
}

func language(lang string) int {
	return max(0, slices.Index([]string{"fi", "sv", "en"}, lang))
}
