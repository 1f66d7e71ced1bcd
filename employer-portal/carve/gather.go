package carve

import (
	"net/url"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
)

// The third step: gathering what could be somebody else's into jobs.

// newJob is the choice that puts an everyday task into a job that is not there yet.
const newJob = "new"

func fillGather(_ *request, c carving.Content, v url.Values) {
	for _, j := range c.Jobs {
		v.Set(j.Key+".title", j.Title)
	}
	for _, d := range c.Free() {
		v.Set(d.Key+".job", d.Job)
		if len(c.Jobs) == 0 {
			v.Set(d.Key+".job", newJob)
		}
	}
	form.SetCents(v, "hour_cents", c.HourCents)
}

func showGather(r *request, c carving.Content, f view.Form, page *view.CarvingStep) {
	options := []view.Option{{Text: r.T("carving.job.none")}}
	first := view.CarvingPart{ID: "part-jobs", Heading: r.T("carving.jobs")}
	for _, j := range c.Jobs {
		options = append(options, view.Option{Value: j.Key, Text: r.jobTitle(j)})
		first.Fields = append(first.Fields, f.Input(j.Key+".title", "portal.carving.job.title"))
		page.Totals = append(page.Totals, view.Pair{Label: r.jobTitle(j), Text: r.week(c.Minutes(j.Key))})
	}
	options = append(options, view.Option{Value: newJob, Text: r.T("carving.job.new")})
	first.Fields = append(first.Fields, f.Input("new_title", "portal.carving.job.new_title").WithHint(r.T("carving.job.new_title.hint")))
	hour := f.Input("hour_cents", "portal.carving.hour").WithHint(r.T("carving.hour.hint")).Narrow()
	hour.Unit = "€"
	first.Fields = append(first.Fields, hour)
	first.Buttons = []view.CarvingButton{{Do: "add", Icon: "plus", Text: r.T("carving.job.add")}}
	for _, j := range c.Jobs {
		first.Buttons = append(first.Buttons, view.CarvingButton{Do: "remove:" + j.Key, Text: r.T("carving.job.remove", "name", r.jobTitle(j))})
	}
	free := c.Free()
	if page.First = &first; len(free) == 0 {
		page.Empty = r.T("carving.gather.none")
	}
	for _, d := range free {
		p := dutyPart(d, d.Name)
		p.Note, p.Fields = r.about(d), []view.Field{f.Select(d.Key+".job", "portal.carving.job", options)}
		page.Parts = append(page.Parts, p)
	}
	if len(c.Jobs) > 0 {
		page.Totals = append(page.Totals, r.freed(c)...)
	}
}

func (r *request) jobTitle(j carving.Job) string {
	if j.Title == "" {
		return r.T("task.untitled")
	}
	return j.Title
}

// week is a time a week in words.
func (r *request) week(minutes int) string {
	if minutes == 0 {
		return r.T("carving.minutes.none")
	}
	return r.T("carving.minutes.week", "minutes", r.Lang.Minutes(minutes))
}

// freed says whose time becomes free, and what it is worth if the employer has said what an hour costs.
func (r *request) freed(c carving.Content) []view.Pair {
	var out []view.Pair
	for _, one := range c.Freed() {
		who := one.Who
		if who == "" {
			who = r.T("carving.freed.nobody")
		}
		out = append(out, view.Pair{Label: r.T("carving.freed.who", "who", who), Text: r.week(one.Minutes)})
	}
	if total := c.FreedMinutes(); total > 0 {
		out = append(out, view.Pair{Label: r.T("carving.freed.sum"), Text: r.T("carving.freed.about", "hours", r.Lang.Hours(total))})
		if cents, ok := c.Worth(); ok {
			out = append(out, view.Pair{Label: r.T("carving.freed.worth"), Text: r.T("carving.freed.week", "euros", r.Lang.Euros(cents))})
		}
	}
	return out
}

func readGather(r *request, c carving.Content, v url.Values) (carving.Content, []marketplace.FieldError) {
	cents, bad := c.HourCents, []marketplace.FieldError(nil)
	if v.Has("hour_cents") {
		cents, bad = form.Cents(v, "hour_cents")
	}
	c.HourCents = cents
	gone, _ := strings.CutPrefix(v.Get("do"), "remove:")
	c.Jobs = slices.Clone(c.Jobs)
	for i, j := range c.Jobs {
		c.Jobs[i].Title = chosen(v, j.Key+".title", j.Title)
	}
	into, wanted := map[string]string{}, false
	for _, d := range c.Free() {
		into[d.Key] = chosen(v, d.Key+".job", d.Job)
		wanted = wanted || into[d.Key] == newJob
	}
	if title := strings.TrimSpace(v.Get("new_title")); title != "" || wanted {
		if title == "" {
			title = r.T("carving.job.untitled")
		}
		c.Jobs = append(c.Jobs, carving.Job{Title: title})
		c = c.Normalise()
		for key, job := range into {
			if job == newJob {
				into[key] = c.Jobs[len(c.Jobs)-1].Key
			}
		}
	}
	c = c.Gather(into)
	c.Jobs = slices.DeleteFunc(c.Jobs, func(j carving.Job) bool { return j.Key == gone })
	return c.Normalise(), bad
}
