package employer

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/watch"
	"sovite.fi/sovite/matching/search"
)

// searchPage is how many tasks one page of the search shows.
const searchPage = 20

// searchFields are the fields of the search form that filter, by the names that discovery gives them.
func searchFields() map[string]string {
	return map[string]string{
		"words": "portal.search.words", "forms": "portal.task.forms", "regions": "portal.search.region", "shifts": "portal.task.shifts",
		"access": "portal.task.access", "kilometres": "portal.search.km", "hours_to": "portal.search.hours",
	}
}

func (r *request) getSearch() error {
	v, err := url.ParseQuery(string(r.C.Request().URI().QueryString()))
	if err != nil {
		v = url.Values{}
	}
	v.Del("lang")
	if !v.Has("forms") && v.Get("form") != "" {
		v["forms"] = v["form"]
	}
	found, err := r.Finder.Search(r.Ctx, r.Actor, r.searchQuery(v))
	if err == nil {
		return r.Show(r.searchResults(v, found))
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	if r.Actor.Person == "" {
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	page := r.searchForm(v, errs, nil)
	page.Found = r.Say.N("search.found", 0)
	return r.Wrong(page)
}

func (r *request) searchQuery(v url.Values) find.Query {
	page := min(max(r.whole("page"), 1), search.MaxOffset/searchPage)
	q := form.Search(v)
	q.Limit, q.Offset = searchPage, (page-1)*searchPage
	return q
}

// searchForm is the form with the counts of the facets, if there are any.
func (r *request) searchForm(v url.Values, errs []marketplace.FieldError, facets map[string]map[string]int) *view.Search {
	f := view.NewForm(r.Lang, v, errs)
	page := &view.Search{Base: r.Base(r.T("nav.search"))}
	page.Fields = []view.Field{
		f.Input("words", "portal.search.words").WithHint(r.T("search.words.hint")),
		f.Input("postal", "portal.search.near").As("text", "postal-code").WithHint(r.T("task.postal.hint")),
		f.Select("kilometres", "portal.search.km", append([]view.Option{{Text: r.T("search.km.any")}}, f.Keyed("portal.search.km", "5", "10", "25", "50")...)),
		f.Select("sort", "portal.search.sort", f.Keyed("portal.search.sort", string(search.ByWords), string(search.ByPosted), string(search.ByDistance))),
	}
	page.Facets = []view.Field{
		f.Checks("forms", "portal.task.forms", r.withCounts(f.Words("form"), facets["form"], v["forms"])),
		f.Checks("regions", "portal.search.region", r.regions(facets["region"], v["regions"])),
		f.Checks("shifts", "portal.task.shifts", f.Words("shift")),
		f.Checks("access", "portal.task.access", r.withCounts(f.Words("access"), facets["access"], v["access"])),
		f.Number("hours_to", "portal.search.hours", "portal.hours.unit", 0, 168),
	}
	page.Problems = f.Problems(errs, visit.Labels(slices.Concat(page.Fields, page.Facets)...))
	page.Kept = r.keptLinks()
	return page
}

// withCounts adds how many tasks each choice has, and leaves out those with none that are not chosen.
func (r *request) withCounts(options []view.Option, counts map[string]int, chosen []string) []view.Option {
	if counts == nil {
		return options
	}
	var out []view.Option
	for _, o := range options {
		n := counts[o.Value]
		if n == 0 && !slices.Contains(chosen, o.Value) {
			continue
		}
		o.Text = r.T("search.count", "text", o.Text, "n", n)
		out = append(out, o)
	}
	return out
}

// shownRegions is how many regions the search offers: those with the most tasks.
const shownRegions = 8

func (r *request) regions(counts map[string]int, chosen []string) []view.Option {
	var out []view.Option
	for _, a := range r.Places.Regions() {
		out = append(out, view.Option{Value: a.Fi, Text: a.Name(string(r.Lang.Voice))})
	}
	slices.SortStableFunc(out, func(a, b view.Option) int { return cmp.Compare(counts[b.Value], counts[a.Value]) })
	kept := out[:min(len(out), shownRegions)]
	for _, o := range out[len(kept):] {
		if slices.Contains(chosen, o.Value) {
			kept = append(kept, o)
		}
	}
	return r.withCounts(kept, counts, chosen)
}

func (r *request) searchResults(v url.Values, found find.Results) *view.Search {
	page := r.searchForm(v, nil, found.Facets)
	if r.Actor.Has(watch.Roles()...) {
		page.Save = "/searches/new?" + form.SearchValues(form.Search(v)).Encode()
	}
	page.Found = r.Say.N("search.found", found.Total)
	if found.Degraded {
		page.Notice = r.T("search.fallback")
	}
	for _, t := range found.Items {
		page.Tasks = append(page.Tasks, r.Say.Row(t))
	}
	for _, relax := range found.Relax {
		without := url.Values{}
		for name, values := range v {
			if name != relax.Filter && name != "page" {
				without[name] = values
			}
		}
		if label, ok := searchFields()[relax.Filter]; ok {
			page.Relax = append(page.Relax, view.Link{
				Text: r.T("search.without", "filter", r.Lang.T(label)), Note: r.Say.N("search.found", relax.Total), Href: "/search?" + without.Encode(),
			})
		}
	}
	at := max(r.whole("page"), 1)
	page.Previous, page.Next = r.searchLink(v, at-1, at > 1), r.searchLink(v, at+1, at*searchPage < found.Total)
	return page
}

// keptLinks lead to what one has kept of searches.
func (r *request) keptLinks() []view.Link {
	var out []view.Link
	if r.Actor.Has(watch.Roles()...) {
		out = append(out, view.Link{Text: r.T("saved.list"), Href: "/searches"})
	}
	if r.Actor.Has(marketplace.RoleCoach) {
		out = append(out, view.Link{Text: r.T("shared.list"), Href: "/lists"})
	}
	return out
}

func (r *request) searchLink(v url.Values, page int, there bool) string {
	if !there {
		return ""
	}
	q := url.Values{}
	for name, values := range v {
		q[name] = values
	}
	q.Set("page", strconv.Itoa(page))
	return "/search?" + q.Encode()
}

// whole is a whole number of the query; 0 when it is none.
func (r *request) whole(name string) int {
	n, err := strconv.Atoi(r.C.Query(name))
	if err != nil || n < 0 {
		return 0
	}
	return n
}
