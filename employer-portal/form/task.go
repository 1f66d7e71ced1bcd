package form

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// TaskValues fills the form from a task.
func TaskValues(t task.Task) url.Values {
	v := url.Values{}
	w := writer(v)
	w.text("title", t.Title)
	w.text("summary", t.Summary)
	w.text("lang", t.Lang)
	for i, s := range t.Steps {
		w.text(at("steps", i, "name"), s.Name)
		w.number(at("steps", i, "minutes"), s.Minutes)
	}
	w.text("occupation", t.Occupation)
	w.list("esco_skills", t.ESCOSkills)
	for _, d := range t.Demands {
		name := "demands." + string(d.Dimension)
		w.text(name, strconv.Itoa(d.Level))
		w.flag(name+".essential", d.Essential)
		w.flag(name+".adaptable", d.Adaptable)
	}
	w.choice("hazards", t.Hazards)
	w.choice("allergens", t.Allergens)
	w.list("certificates", t.Certificates)
	w.minutes("week_minutes.min", t.WeekMinutes.Min)
	w.minutes("week_minutes.max", t.WeekMinutes.Max)
	w.minutes("day_minutes", t.DayMinutes)
	w.choice("weekdays", t.Weekdays)
	w.choice("shifts", t.Shifts)
	w.text("place.postal", t.Place.Postal)
	w.text("place.address", t.Place.Address)
	w.list("place.access", t.Place.Access)
	w.list("adaptations", t.Adaptations)
	w.text("support", strconv.Itoa(t.Support))
	w.list("forms", t.Forms)
	w.text("places", strconv.Itoa(max(t.Places, 1)))
	w.text("pay.kind", t.Pay.Kind)
	w.decimal("pay.cents", t.Pay.Cents)
	w.text("start", string(t.Start))
	return v
}

func (w writer) flag(name string, on bool) {
	if on {
		w.text(name, "yes")
	}
}

// Task reads the whole form over a task: what the form does not ask stays as it is.
func Task(v url.Values, into task.Task, scale *matching.Scale) (task.Task, []marketplace.FieldError) {
	r := &reader{values: v}
	into.Title, into.Summary, into.Lang = r.text("title"), r.text("summary"), r.text("lang")
	into.Steps = r.steps()
	into.Occupation, into.ESCOSkills = r.text("occupation"), r.list("esco_skills")
	into.Demands = r.demands(scale)
	into.Hazards, into.Allergens = r.choice("hazards"), r.choice("allergens")
	into.Certificates = r.list("certificates")
	into.WeekMinutes = r.window("week_minutes")
	into.DayMinutes = r.minutes("day_minutes")
	into.Weekdays, into.Shifts = r.choice("weekdays"), r.choice("shifts")
	into.Place = task.Place{Postal: r.text("place.postal"), Address: r.text("place.address"), Access: r.list("place.access")}
	into.Adaptations, into.Forms = r.list("adaptations"), r.list("forms")
	into.Support, _ = r.level("support", 3)
	into.Places = r.number("places")
	into.Pay = task.Pay{Kind: r.text("pay.kind"), Cents: r.decimal("pay.cents")}
	into.Start = marketplace.Date(r.text("start"))
	return into, r.bad
}

func (r *reader) steps() []task.Step {
	Compact(r.values, "steps", "name", "minutes")
	var out []task.Step
	for i := range maxRows {
		s := task.Step{Name: r.text(at("steps", i, "name")), Minutes: r.number(at("steps", i, "minutes"))}
		if s != (task.Step{}) {
			out = append(out, s)
		}
	}
	return out
}

// demands are in the order of their keys, as they are stored, so that the numbers in errors lead back to the fields.
func (r *reader) demands(scale *matching.Scale) []matching.Demand {
	var out []matching.Demand
	for _, item := range scale.Items() {
		name := "demands." + string(item.Key)
		if level, ok := r.level(name, matching.MaxLevel); ok {
			out = append(out, matching.Demand{
				Dimension: item.Key, Level: level,
				Essential: r.values.Has(name + ".essential"), Adaptable: r.values.Has(name + ".adaptable"),
			})
		}
	}
	slices.SortFunc(out, func(a, b matching.Demand) int { return strings.Compare(string(a.Dimension), string(b.Dimension)) })
	return out
}

// TaskFields gives the errors of the service the names of the form's fields: "demands[2].level" is the field of the third
// demand, and a range of hours has its mistakes at its first field.
func TaskFields(t task.Task, errs []marketplace.FieldError) []marketplace.FieldError {
	out := slices.Clone(errs)
	for i, e := range out {
		var index int
		rest, ok := strings.CutPrefix(e.Field, "demands[")
		if n, _, found := strings.Cut(rest, "]"); ok && found {
			index, _ = strconv.Atoi(n)
			if index >= 0 && index < len(t.Demands) {
				out[i].Field = "demands." + string(t.Demands[index].Dimension)
			}
		}
		out[i].Field = plainField(out[i].Field)
	}
	return out
}

// ProfileFields does the same for a profile's errors.
func ProfileFields(errs []marketplace.FieldError) []marketplace.FieldError {
	out := slices.Clone(errs)
	for i := range out {
		out[i].Field = plainField(out[i].Field)
	}
	return out
}

// plainField leads errors about one entry of a list to the field that holds the whole list.
func plainField(field string) string {
	switch field {
	case "week_minutes", "availability.week_minutes":
		return field + ".min"
	}
	name, rest, ok := strings.Cut(field, "[")
	if ok && !strings.Contains(rest, "].") {
		return name
	}
	return field
}
