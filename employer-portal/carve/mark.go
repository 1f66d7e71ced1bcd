package carve

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/check"
)

// The second step: what needs the staff's own expertise, what could be somebody else's, what is never done.

func fillMarks(_ *request, c carving.Content, v url.Values) {
	for _, d := range c.Duties {
		v.Set(d.Key+".mark", string(d.Mark))
	}
}

func showMarks(r *request, c carving.Content, f view.Form, page *view.CarvingStep) {
	for _, d := range c.Duties {
		p := dutyPart(d, d.Name)
		p.Note = r.about(d)
		p.Fields = []view.Field{f.Radios(d.Key+".mark", "portal.carving.mark", f.Keyed("portal.carving.mark", check.Words(carving.Marks())...))}
		page.Parts = append(page.Parts, p)
	}
	if len(c.Duties) == 0 {
		page.Empty = r.T("carving.tasks.none")
	}
}

// about says how long a task takes and who does it.
func (r *request) about(d carving.Duty) string {
	text := r.T("carving.minutes.none")
	if d.Minutes > 0 {
		text = r.T("carving.minutes.week", "minutes", r.Lang.Minutes(d.Minutes))
	}
	if d.Who != "" {
		text += " " + r.T("carving.by", "who", d.Who)
	}
	return text
}

func readMarks(_ *request, c carving.Content, v url.Values) (carving.Content, []marketplace.FieldError) {
	c.Duties = append([]carving.Duty(nil), c.Duties...)
	into := map[string]string{}
	for i, d := range c.Duties {
		c.Duties[i].Mark = carving.Mark(chosen(v, d.Key+".mark", string(d.Mark)))
		if c.Duties[i].Mark == carving.Expertise && d.Job != "" {
			into[d.Key] = "" // it leaves its job, which has to be gone through again
		}
	}
	return c.Gather(into), nil
}
