package carve

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/matching"
)

// The fourth step: demands, hazards and place of each job, filled in from the types of its everyday tasks.

func fillDetails(r *request, c carving.Content, v url.Values) {
	for _, d := range c.Duties {
		if d.Job != "" {
			v.Set(d.Key+".type", carving.NoType)
			if t, ok := r.Carving.TypeOf(d); ok {
				v.Set(d.Key+".type", t.Key)
			}
		}
	}
	for _, j := range c.Jobs {
		shown := r.suggested(c, j)
		v.Set(j.Key+".summary", j.Summary)
		v.Set(j.Key+".postal", j.Postal)
		v.Set(j.Key+".people", strconv.Itoa(max(j.People, 1)))
		for _, d := range shown.Demands {
			v.Add(j.Key+".demands", string(d.Dimension))
		}
		v[j.Key+".adaptations"] = shown.Adaptations
		form.SetChoice(v, j.Key+".hazards", shown.Hazards)
		form.SetChoice(v, j.Key+".allergens", shown.Allergens)
	}
}

// suggested is a job as it was gone through, or filled in from the catalogue. Hazards that a type usually has are checked
// so that the employer sees them; they are told only when the form is sent.
func (r *request) suggested(c carving.Content, j carving.Job) carving.Job {
	if j.Checked {
		return j
	}
	s := r.Carving.Suggest(c.Of(j.Key))
	j = carving.Unchecked(j, s)
	if len(s.Hazards) > 0 {
		j.Hazards = matching.Chosen(s.Hazards...)
	}
	if len(s.Allergens) > 0 {
		j.Allergens = matching.Chosen(s.Allergens...)
	}
	return j
}

// possible are the demands that the form offers: those of the job and those of its types, once each.
func (r *request) possible(c carving.Content, j carving.Job) []matching.Demand {
	out := slices.Clone(r.suggested(c, j).Demands)
	for _, d := range r.Carving.Suggest(c.Of(j.Key)).Demands {
		if !slices.ContainsFunc(out, func(o matching.Demand) bool { return o.Dimension == d.Dimension }) {
			out = append(out, d)
		}
	}
	return out
}

func showDetails(r *request, c carving.Content, f view.Form, page *view.CarvingStep) {
	types := []view.Option{{Value: carving.NoType, Text: r.T("carving.type.none")}}
	for _, t := range r.Carving.Types() {
		types = append(types, view.Option{Value: t.Key, Text: t.Name.In(r.voice())})
	}
	for _, j := range c.Jobs {
		p := view.CarvingPart{ID: "part-" + j.Key, Heading: r.jobTitle(j), Note: r.week(c.Minutes(j.Key))}
		for _, d := range c.Of(j.Key) {
			field := f.Select(d.Key+".type", "portal.carving.type", types)
			field.Label = r.T("carving.type.of", "name", d.Name)
			p.Fields = append(p.Fields, field)
		}
		p.Fields = append(p.Fields,
			f.Area(j.Key+".summary", "portal.carving.summary", 3).WithHint(r.T("carving.summary.hint")),
			f.Number(j.Key+".people", "portal.carving.people", "", 1, 200).WithHint(r.T("carving.people.hint")),
			f.Input(j.Key+".postal", "portal.task.postal").Narrow().As("text", "postal-code").WithHint(r.T("task.postal.hint")))
		if demands := r.demands(r.possible(c, j)); len(demands) > 0 {
			p.Fields = append(p.Fields, f.Checks(j.Key+".demands", "portal.carving.demands", demands).In("wide-columns").WithHint(r.T("carving.demands.hint")))
		}
		p.Blocks = []view.Block{
			r.Say.AskedOf(f, j.Key+".hazards", "portal.task.hazards.ask", "hazard"), r.Say.AskedOf(f, j.Key+".allergens", "portal.task.allergens.ask", "allergen"),
		}
		adaptations := f.Checks(j.Key+".adaptations", "portal.task.adaptations", r.Say.AdaptationOptions()).In("wide-columns")
		p.Blocks = append(p.Blocks, view.Block{Field: &adaptations})
		p.Buttons = []view.CarvingButton{{Do: "types", Text: r.T("carving.types.do")}}
		page.Parts = append(page.Parts, p)
	}
	if len(c.Jobs) == 0 {
		page.Empty = r.T("carving.details.none")
	}
}

func (r *request) demands(list []matching.Demand) []view.Option {
	var out []view.Option
	for _, d := range list {
		text := r.Lang.Word("scale", string(d.Dimension))
		out = append(out, view.Option{Value: string(d.Dimension), Text: text, Hint: r.Lang.Scale().LevelText(d.Dimension, d.Level, r.voice())})
	}
	return out
}

func readDetails(r *request, c carving.Content, v url.Values) (carving.Content, []marketplace.FieldError) {
	var bad []marketplace.FieldError
	was := c
	retyped := map[string]bool{} // jobs
	c.Duties, c.Jobs = slices.Clone(c.Duties), slices.Clone(c.Jobs)
	for i, d := range c.Duties {
		now, _ := r.Carving.TypeOf(d)
		typed := chosen(v, d.Key+".type", d.Type)
		if typed == carving.NoType && now.Key != "" || typed != carving.NoType && typed != "" && typed != now.Key {
			c.Duties[i].Type, retyped[d.Job] = typed, true
		}
	}
	for i, j := range c.Jobs {
		if !v.Has(j.Key + ".people") {
			continue // the form was made before this job
		}
		typed, wrong := r.readJob(was, j, v)
		bad = append(bad, wrong...)
		if typed.Checked = !retyped[j.Key]; !typed.Checked {
			v.Set("again", "yes")
		}
		c.Jobs[i] = typed
	}
	return c.Normalise(), bad
}

func (r *request) readJob(c carving.Content, j carving.Job, v url.Values) (carving.Job, []marketplace.FieldError) {
	possible := r.possible(c, j)
	people, bad := form.Whole(v, j.Key+".people")
	hazards, wrong := form.Choice(v, j.Key+".hazards")
	bad = append(bad, wrong...)
	allergens, wrong := form.Choice(v, j.Key+".allergens")
	bad = append(bad, wrong...)
	j.Summary, j.Postal, j.People, j.Hazards, j.Allergens = v.Get(j.Key+".summary"), v.Get(j.Key+".postal"), people, hazards, allergens
	j.Adaptations, j.Demands = v[j.Key+".adaptations"], nil
	for _, d := range possible {
		if slices.Contains(v[j.Key+".demands"], string(d.Dimension)) {
			j.Demands = append(j.Demands, d)
		}
	}
	return j, bad
}
