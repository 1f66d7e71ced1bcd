package coach

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
)

// choosing begins the names of the fields in which a side is chosen.
const choosing = "choose."

// chosen are the sides that were chosen on a page that asked, by part of the profile.
func chosen(v url.Values) map[string]profile.Side {
	out := map[string]profile.Side{}
	for name := range v {
		if path, ok := strings.CutPrefix(name, choosing); ok {
			out[path] = profile.Side(v.Get(name))
		}
	}
	return out
}

// mergePage asks for each part that two people changed whose text stays. Everything that was typed goes along.
func (r *request) mergePage(e editor, v url.Values, typed profile.Content, m profile.Merged) *view.Merge {
	var errs []marketplace.FieldError
	asked := v.Get("over") == strconv.Itoa(e.current.Number)
	for _, path := range m.Open {
		if asked {
			errs = append(errs, marketplace.Field(choosing+path, "portal.merge.choose"))
		}
	}
	f, none := view.NewForm(r.Lang, v, errs), r.T("merge.nothing")
	page := &view.Merge{Base: r.Base(r.T("merge")), Client: view.Link{Text: e.client.Name, Href: visit.ClientPath(e.client.ID)}, Action: e.path(), Typed: maps.Clone(v)}
	page.Back = &page.Client
	labels := map[string]string{}
	typed = typed.Normalise()
	for _, path := range m.Clashes {
		options := []view.Option{
			{Value: string(profile.Mine), Text: r.T("merge.mine", "text", jointly.Part(r.Say, typed, path, none))},
			{Value: string(profile.Theirs), Text: r.T("merge.theirs", "text", jointly.Part(r.Say, e.current.Content, path, none))},
			{Value: string(profile.Before), Text: r.T("merge.before", "text", jointly.Part(r.Say, e.base.Content, path, none))},
		}
		if !asked {
			f.Values = url.Values{}
		}
		field := f.Radios(choosing+path, "portal.merge.choose", options)
		field.Label = r.Say.FieldLabel(path)
		labels[field.Name] = field.Label
		page.Fields = append(page.Fields, field)
	}
	for _, name := range append(slices.Collect(maps.Keys(labels)), "csrf", "over") {
		page.Typed.Del(name)
	}
	for name := range page.Typed {
		if strings.HasPrefix(name, choosing) {
			page.Typed.Del(name)
		}
	}
	page.Typed.Set("over", strconv.Itoa(e.current.Number))
	page.Problems = f.Problems(errs, labels)
	return page
}
