package carve

import (
	"net/url"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/check"
)

// The fifth step: how each job could be done, with what follows from it.

func fillRoutes(_ *request, c carving.Content, v url.Values) {
	for _, j := range c.Jobs {
		v.Set(j.Key+".route", string(j.Route))
	}
}

func showRoutes(r *request, c carving.Content, f view.Form, page *view.CarvingStep) {
	options := f.Keyed("portal.carving.route", check.Words(r.Carving.Routes())...)
	for i := range options {
		options[i].Hint = r.T("carving.route."+options[i].Value+".means") + r.refs(carving.Route(options[i].Value))
	}
	for _, j := range c.Jobs {
		p := view.CarvingPart{ID: "part-" + j.Key, Heading: r.jobTitle(j), Note: r.week(c.Minutes(j.Key))}
		p.Fields = []view.Field{f.Radios(j.Key+".route", "portal.carving.route", options)}
		page.Parts = append(page.Parts, p)
	}
	if page.Cites = r.cites(r.Carving.Routes()...); len(c.Jobs) == 0 {
		page.Empty, page.Cites = r.T("carving.details.none"), nil
	}
}

// refs are the sections of the rules behind a route, in brackets; their numbers and days stand with the rules below.
func (r *request) refs(route carving.Route) string {
	var sections []string
	info, _ := r.Carving.Route(route)
	for _, id := range info.Rules {
		rule, ok := r.Rules.At(id, r.Say.Today())
		if ok && !slices.Contains(sections, rule.Cite(r.Lang)) {
			sections = append(sections, rule.Cite(r.Lang))
		}
	}
	if len(sections) == 0 {
		return ""
	}
	return " (" + strings.Join(sections, "; ") + ")"
}

// cites are the rules behind routes, in force today, once each, with their numbers, sections and days.
func (r *request) cites(routes ...carving.Route) []view.Cite {
	var out []view.Cite
	var seen []string
	for _, key := range routes {
		info, _ := r.Carving.Route(key)
		for _, id := range info.Rules {
			rule, ok := r.Rules.At(id, r.Say.Today())
			if !ok || slices.Contains(seen, id) {
				continue
			}
			seen = append(seen, id)
			out = append(out, view.Cite{
				Link: view.Link{Text: r.Lang.T("rule.page.open", "ref", rule.Ref), Href: "/rules/" + id}, Text: rule.Say(r.Lang), Where: rule.Cite(r.Lang) + ", " + rule.Validity(r.Lang),
			})
		}
	}
	return out
}

func readRoutes(_ *request, c carving.Content, v url.Values) (carving.Content, []marketplace.FieldError) {
	c.Jobs = slices.Clone(c.Jobs)
	for i, j := range c.Jobs {
		c.Jobs[i].Route = carving.Route(chosen(v, j.Key+".route", string(j.Route)))
	}
	return c, nil
}
