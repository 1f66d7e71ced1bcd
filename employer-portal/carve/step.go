package carve

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
)

// step is one step: what its form holds, how it is shown, and what is read out of it.
type step struct {
	key  string
	fill func(r *request, c carving.Content, v url.Values)
	show func(r *request, c carving.Content, f view.Form, page *view.CarvingStep)
	read func(r *request, c carving.Content, v url.Values) (carving.Content, []marketplace.FieldError)
}

// lastStep is where the answers are checked; it is the page of the carving itself.
const lastStep = "check"

func steps() []step {
	return []step{
		{"tasks", fillTasks, showTasks, readTasks},
		{"mark", fillMarks, showMarks, readMarks},
		{"gather", fillGather, showGather, readGather},
		{"details", fillDetails, showDetails, readDetails},
		{"route", fillRoutes, showRoutes, readRoutes},
	}
}

func (r *request) step() (step, int, error) {
	for i, s := range steps() {
		if s.key == r.Param("step") {
			return s, i, nil
		}
	}
	return step{}, 0, marketplace.Errorf(marketplace.NotFound, "error.not_found")
}

// links are the steps with words; current is the key of the one that is shown.
func (r *request) links(id marketplace.ID, current string) []view.Link {
	var out []view.Link
	for i, s := range steps() {
		out = append(out, view.Link{Text: r.T("carving.step", "n", i+1, "name", r.T("carving."+s.key)), Href: path(id) + "/" + s.key, Current: s.key == current})
	}
	return append(out, view.Link{Text: r.T("carving.step", "n", len(out)+1, "name", r.T("carving.check")), Href: path(id), Current: current == lastStep})
}

func (r *request) getStep() error {
	s, at, err := r.step()
	if err != nil {
		return err
	}
	e, err := r.entry()
	if err != nil {
		return err
	}
	if !e.Value.MayEdit(r.Actor) {
		return r.Redirect(path(e.ID), "")
	}
	v := url.Values{}
	s.fill(r, e.Value.Content, v)
	return r.Show(r.stepPage(s, at, e, v, nil))
}

// stepPage shows a step with what was typed.
func (r *request) stepPage(s step, at int, e carving.Entry, v url.Values, errs []marketplace.FieldError) *view.CarvingStep {
	f := view.NewForm(r.Lang, v, errs)
	name := r.T("carving." + s.key)
	page := &view.CarvingStep{
		Base: r.Base(name + " – " + r.title(e.Value)), Heading: r.T("carving.heading", "n", at+1, "name", name), Intro: r.T("carving." + s.key + ".intro"),
		Action: path(e.ID) + "/" + s.key, Revision: strconv.FormatInt(e.Rev, 10), Steps: r.links(e.ID, s.key), Submit: r.T("carving.next"), Previous: at > 0,
	}
	page.Back = &view.Link{Text: r.T("carvings"), Href: "/carvings"}
	s.show(r, e.Value.Content, f, page)
	page.Problems = f.Problems(errs, labels(page))
	return page
}

// labels are the labels of all fields of a step; those about one task or job say which.
func labels(page *view.CarvingStep) map[string]string {
	out := map[string]string{}
	add := func(p view.CarvingPart, of string) {
		for _, f := range p.Fields {
			out[f.Name] = of + f.Label
		}
		for _, b := range p.Blocks {
			if b.Choice != nil {
				out[b.Choice.Values.Name] = of + b.Choice.Values.Label
			}
			if b.Field != nil {
				out[b.Field.Name] = of + b.Field.Label
			}
		}
	}
	if page.First != nil {
		add(*page.First, "")
	}
	for _, p := range page.Parts {
		add(p, p.Heading+", ")
	}
	return out
}

// postStep saves a step, whichever button was pressed, and goes where the button says.
func (r *request) postStep() error {
	s, at, err := r.step()
	if err != nil {
		return err
	}
	e, err := r.entry()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	typed, errs := s.read(r, e.Value.Content, v)
	if len(errs) > 0 {
		return r.Wrong(r.stepPage(s, at, e, v, errs))
	}
	rev := visit.Revision(v.Get("revision"), -1)
	saved, err := r.Carvings.Save(r.Ctx, r.Actor, e.ID, rev, typed)
	switch {
	case err == nil:
		return r.onwards(saved, at, v)
	case marketplace.IsKind(err, marketplace.Stale):
		addMissing(r, s, e.Value.Content, v)
		return r.Write(visit.StatusConflict, r.stepPage(s, at, e, v, []marketplace.FieldError{{Key: "portal.carving.stale"}}))
	}
	if errs, err = visit.FieldErrors(err); err != nil {
		return err
	}
	return r.Wrong(r.stepPage(s, at, e, v, inForm(e.Value.Content, named(typed.Normalise(), errs))))
}

// addMissing fills in what somebody else has added since the form was made; what was typed stays as it was typed.
func addMissing(r *request, s step, c carving.Content, v url.Values) {
	typed := map[string]bool{}
	for name := range v {
		key, _, _ := strings.Cut(name, ".")
		typed[key] = true
	}
	fresh := url.Values{}
	s.fill(r, c, fresh)
	for name, values := range fresh {
		if key, _, _ := strings.Cut(name, "."); !typed[key] {
			v[name] = values
		}
	}
}

// onwards goes where the button says: a step on or back, away, or to the same step.
func (r *request) onwards(e carving.Entry, at int, v url.Values) error {
	all := steps()
	again := path(e.ID) + "/" + all[at].key
	switch do := v.Get("do"); {
	case do == "later":
		return r.Redirect("/carvings", "saved")
	case do == "back" && at > 0:
		return r.Redirect(path(e.ID)+"/"+all[at-1].key, "")
	case do == "next" && v.Get("again") != "":
		return r.Redirect(again, "carving_types")
	case do == "next" && at+1 < len(all):
		return r.Redirect(path(e.ID)+"/"+all[at+1].key, "")
	case do == "next":
		return r.Redirect(path(e.ID), "")
	}
	return r.Redirect(again, "saved")
}

// named gives the errors of the service the names of the fields: "duties[2].name" is "d7.name" when d7 is the third.
func named(c carving.Content, errs []marketplace.FieldError) []marketplace.FieldError {
	out := make([]marketplace.FieldError, len(errs))
	for i, e := range errs {
		list, rest, _ := strings.Cut(e.Field, "[")
		number, rest, ok := strings.Cut(rest, "]")
		n, err := strconv.Atoi(number)
		key := ""
		switch {
		case !ok || err != nil:
		case list == "duties" && n < len(c.Duties):
			key = c.Duties[n].Key
		case list == "jobs" && n < len(c.Jobs):
			key = c.Jobs[n].Key
		}
		if key != "" {
			field, _, _ := strings.Cut(strings.TrimPrefix(rest, "."), "[")
			field = strings.TrimSuffix(field, ".values")
			e.Field = key + "." + field
		}
		out[i] = e
	}
	return out
}

// inForm leads mistakes in what is not saved yet to the field in which it was typed. The page is shown with what is saved,
// so that what was to be added is still there to be added.
func inForm(saved carving.Content, errs []marketplace.FieldError) []marketplace.FieldError {
	for i, e := range errs {
		key, _, ok := strings.Cut(e.Field, ".")
		_, job := saved.Job(key)
		duty := slices.ContainsFunc(saved.Duties, func(d carving.Duty) bool { return d.Key == key })
		switch {
		case !ok || job || duty:
		case strings.HasPrefix(key, "j"):
			errs[i].Field = "new_title"
		default:
			errs[i].Field = "lines"
		}
	}
	return errs
}

// dutyPart is the part about one everyday task.
func dutyPart(d carving.Duty, name string) view.CarvingPart {
	return view.CarvingPart{ID: "part-" + d.Key, Heading: name}
}

// chosen is the value of a field that the form has; otherwise what it was.
func chosen(v url.Values, name, was string) string {
	if !v.Has(name) {
		return was
	}
	return v.Get(name)
}
