package carve

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/check"
)

// The first step: what is done in the place, typed one a line or chosen from examples.

func fillTasks(_ *request, c carving.Content, v url.Values) {
	v.Set("title", c.Title)
	v.Set("sector", c.Sector)
	for _, d := range c.Duties {
		v.Set(d.Key+".name", d.Name)
		v.Set(d.Key+".who", d.Who)
		v.Set(d.Key+".often", string(d.Often))
		if d.Minutes > 0 {
			v.Set(d.Key+".minutes", strconv.Itoa(d.Minutes))
		}
	}
}

func showTasks(r *request, c carving.Content, f view.Form, page *view.CarvingStep) {
	sectors := []view.Option{{Text: r.T("carving.sector.none")}}
	for _, s := range r.Carving.Sectors() {
		sectors = append(sectors, view.Option{Value: s.Key, Text: s.Name.In(r.voice())})
	}
	first := view.CarvingPart{ID: "part-add", Heading: r.T("carving.add"), Fields: []view.Field{
		f.Input("title", "portal.carving.title").WithHint(r.T("carving.title.hint")),
		f.Area("lines", "portal.carving.lines", 5).WithHint(r.T("carving.lines.hint")),
		f.Select("sector", "portal.carving.sector", sectors).WithHint(r.T("carving.sector.hint")),
	}}
	if options := r.examples(c); len(options) > 0 {
		first.Fields = append(first.Fields, f.Checks("examples", "portal.carving.examples", options).In("columns"))
	}
	first.Buttons = []view.CarvingButton{{Do: "add", Icon: "plus", Text: r.T("carving.add.do")}}
	page.First = &first
	often := append([]view.Option{{Text: r.T("not_told")}}, f.Keyed("portal.carving.often", check.Words(carving.Oftens())...)...)
	for _, d := range c.Duties {
		p := dutyPart(d, d.Name)
		p.Row = true
		p.Fields = []view.Field{
			f.Input(d.Key+".name", "portal.carving.name"), f.Number(d.Key+".minutes", "portal.carving.minutes", "", 0, 10080),
			f.Select(d.Key+".often", "portal.carving.often", often), f.Input(d.Key+".who", "portal.carving.who"),
		}
		p.Buttons = []view.CarvingButton{{Do: "remove:" + d.Key, Text: r.T("carving.remove", "name", d.Name)}}
		page.Parts = append(page.Parts, p)
	}
	if len(c.Duties) == 0 {
		page.Empty = r.T("carving.tasks.none")
	}
}

// examples are those of the sector that are not listed yet.
func (r *request) examples(c carving.Content) []view.Option {
	sector, ok := r.Carving.Sector(c.Sector)
	if !ok {
		return nil
	}
	var out []view.Option
	for i, e := range sector.Examples {
		name := e.Name.In(r.voice())
		if !slices.ContainsFunc(c.Duties, func(d carving.Duty) bool { return strings.EqualFold(d.Name, name) }) {
			out = append(out, view.Option{Value: strconv.Itoa(i), Text: name})
		}
	}
	return out
}

func readTasks(r *request, c carving.Content, v url.Values) (carving.Content, []marketplace.FieldError) {
	var bad []marketplace.FieldError
	gone, _ := strings.CutPrefix(v.Get("do"), "remove:")
	was := c.Sector
	if gone != "" {
		c = c.Gather(map[string]string{gone: ""}) // the job it leaves has to be gone through again
	}
	c.Title, c.Sector = chosen(v, "title", c.Title), chosen(v, "sector", c.Sector)
	c.Duties = slices.DeleteFunc(slices.Clone(c.Duties), func(d carving.Duty) bool { return d.Key == gone })
	for i, d := range c.Duties {
		d.Name, d.Who = chosen(v, d.Key+".name", d.Name), chosen(v, d.Key+".who", d.Who)
		d.Often = carving.Often(chosen(v, d.Key+".often", string(d.Often)))
		if v.Has(d.Key + ".minutes") {
			n, wrong := form.Whole(v, d.Key+".minutes")
			d.Minutes, bad = n, append(bad, wrong...)
		}
		c.Duties[i] = d
	}
	lines := v.Get("lines")
	if sector, ok := r.Carving.Sector(was); ok {
		for _, n := range v["examples"] {
			if i, err := strconv.Atoi(n); err == nil && i >= 0 && i < len(sector.Examples) {
				lines += "\n" + sector.Examples[i].Name.In(r.voice())
			}
		}
	}
	return c.Add(lines), bad
}
