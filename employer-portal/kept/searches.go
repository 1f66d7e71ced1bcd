package kept

import (
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/watch"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server/web"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

const (
	searchesPath = "/searches"
	listsPath    = "/lists"
	searchPath   = "/search"
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: searchesPath, Do: visit.By((*request).getSearches)},
		{Method: visit.Get, Path: "/searches/new", Do: visit.By((*request).getNew)},
		{Method: visit.Post, Path: "/searches/new", Do: visit.By((*request).postNew)},
		{Method: visit.Get, Path: "/searches/:id", Do: visit.By((*request).getSaved)},
		{Method: visit.Post, Path: "/searches/:id/seen", Do: visit.By((*request).postSeen)},
		{Method: visit.Get, Path: "/searches/:id/edit", Do: visit.By((*request).getEdit)},
		{Method: visit.Post, Path: "/searches/:id/edit", Do: visit.By((*request).postEdit)},
		{Method: visit.Get, Path: "/searches/:id/delete", Do: visit.By((*request).getDelete)},
		{Method: visit.Post, Path: "/searches/:id/delete", Do: visit.By((*request).postDelete)},
		{Method: visit.Get, Path: listsPath, Do: visit.By((*request).getLists)},
		{Method: visit.Get, Path: "/lists/new", Do: visit.By((*request).getNewList)},
		{Method: visit.Post, Path: "/lists/new", Do: visit.By((*request).postNewList)},
		{Method: visit.Get, Path: "/lists/put", Do: visit.By((*request).getPut)},
		{Method: visit.Post, Path: "/lists/put", Do: visit.By((*request).postPut)},
		{Method: visit.Get, Path: "/lists/:id", Do: visit.By((*request).getList)},
		{Method: visit.Post, Path: "/lists/:id/drop", Do: visit.By((*request).postDrop)},
		{Method: visit.Get, Path: "/lists/:id/edit", Do: visit.By((*request).getRename)},
		{Method: visit.Post, Path: "/lists/:id/edit", Do: visit.By((*request).postRename)},
		{Method: visit.Get, Path: "/lists/:id/delete", Do: visit.By((*request).getRemove)},
		{Method: visit.Post, Path: "/lists/:id/delete", Do: visit.By((*request).postRemove)},
	}
}

// under makes a page count as the search in the navigation, with a way back.
func under(b *view.Base, text, href string) {
	for i := range b.Nav {
		b.Nav[i].Current = b.Nav[i].Href == searchPath
	}
	b.Back = &view.Link{Text: text, Href: href}
}

func savedPath(id marketplace.ID) string { return searchesPath + "/" + url.PathEscape(string(id)) }

// saved loads the search that the address names.
func (r *request) saved() (watch.Entry, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return watch.Entry{}, err
	}
	return r.Watches.Get(r.Ctx, r.Actor, id)
}

func (r *request) getSearches() error {
	items, err := r.Watches.List(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	again := view.Link{Text: r.T("saved.search"), Href: searchPath}
	page := &Kept{
		Base: r.Base(r.T("saved.list")), Lead: r.T("saved.lead"),
		None: &view.Empty{Heading: r.T("saved.none"), Text: r.T("saved.none.text"), Action: again},
	}
	under(&page.Base, r.T("nav.search"), searchPath)
	for _, i := range items {
		row := KeptRow{
			Name: i.Value.Name, Href: savedPath(i.ID), Lines: []string{r.asks(i.Value.Query), r.told(i.Value.State)}, Ways: r.ways(i.Entry),
		}
		if i.News > 0 {
			row.News = r.Say.N("saved.news", i.News)
		}
		page.Rows = append(page.Rows, row)
	}
	return r.Show(page)
}

// ways are what can be done with a search. Only what the search page can ask is opened there.
func (r *request) ways(e watch.Entry) []view.Link {
	var out []view.Link
	v := form.SearchValues(e.Value.Query)
	if reflect.DeepEqual(form.Search(v), e.Value.Query) {
		out = append(out, view.Link{Text: r.T("saved.open"), Href: searchPath + "?" + v.Encode()})
	}
	return append(out, view.Link{Text: r.T("saved.edit"), Href: savedPath(e.ID) + "/edit"}, view.Link{Text: r.T("saved.delete"), Href: savedPath(e.ID) + "/delete"})
}

func (r *request) told(s watch.State) string { return r.T("saved.told." + string(s)) }

// asks says in words what a query asks.
func (r *request) asks(q find.Query) string {
	var out []string
	add := func(key string, values []string) {
		if len(values) > 0 {
			out = append(out, r.T("saved.part", "what", r.Lang.T(key), "values", strings.Join(values, ", ")))
		}
	}
	words := func(vocabulary string, keys []string) []string {
		if len(keys) == 0 {
			return nil
		}
		return []string{r.Say.Words(vocabulary, keys)}
	}
	if q.Words != "" {
		out = append(out, r.T("saved.words", "words", q.Words))
	}
	add("portal.task.forms", words("form", q.Forms))
	add("portal.search.region", r.regions(q.Regions))
	add("portal.saved.municipality", q.Municipals)
	add("portal.task.shifts", words("shift", q.Shifts))
	add("portal.task.access", words("access", q.Access))
	add("portal.saved.adaptations", words("adaptation", q.Adaptations))
	add("portal.saved.not_hazards", words("hazard", q.NotHazards))
	if q.Postal != "" && q.Kilometres > 0 {
		out = append(out, r.T("saved.near", "km", q.Kilometres, "postal", q.Postal))
	}
	if q.HoursFrom > 0 {
		out = append(out, r.T("saved.hours_from", "hours", r.Lang.Hours(q.HoursFrom)))
	}
	if q.HoursTo > 0 {
		out = append(out, r.T("saved.hours_to", "hours", r.Lang.Hours(q.HoursTo)))
	}
	if len(out) == 0 {
		return r.T("saved.everything")
	}
	return strings.Join(out, " · ")
}

func (r *request) regions(names []string) []string {
	var out []string
	for _, name := range names {
		if a, there := r.Places.Region(name); there {
			name = a.Name(r.Lang.Code())
		}
		out = append(out, name)
	}
	return out
}

// asked is the query that the address of the form, or its hidden field, holds.
func asked(encoded string) find.Query {
	v, err := url.ParseQuery(encoded)
	if err != nil {
		return find.Query{}
	}
	return form.Search(v)
}

func (r *request) getNew() error {
	if err := r.Actor.Must(watch.Roles()...); err != nil {
		return err
	}
	query := form.SearchValues(asked(string(r.C.Request().URI().QueryString()))).Encode()
	name := []rune(check.Line(asked(query).Words))
	v := url.Values{"key": {string(r.IDs())}, "query": {query}, "name": {string(name[:min(len(name), 80)])}, "state": {string(watch.Daily)}}
	return r.Show(r.newPage(v, nil))
}

func (r *request) newPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.draftPage("saved.new", searchesPath+"/new", asked(v.Get("query")), v, errs)
	page.Hidden["query"], page.Hidden["key"] = v.Get("query"), v.Get("key")
	under(&page.Base, r.T("nav.search"), searchPath+"?"+v.Get("query"))
	return page
}

func (r *request) draftPage(key, action string, q find.Query, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single(key, action, v, errs, func(f view.Form) []view.Field {
		return []view.Field{
			f.Input("name", "portal.saved.name").WithHint(r.T("saved.name.hint")).Must(),
			f.Radios("state", "portal.saved.told", f.Keyed("portal.saved.told", check.Words(watch.Ways())...)),
		}
	})
	page.Intro = r.T("saved.asks", "asks", r.asks(q))
	return page
}

func (r *request) postNew() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	d := watch.Draft{Name: v.Get("name"), Query: asked(v.Get("query")), State: watch.State(v.Get("state"))}
	e, err := r.Watches.Create(r.Ctx, r.Actor, v.Get("key"), d)
	if err == nil {
		return r.Redirect(savedPath(e.ID), "search_saved")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.newPage(v, errs))
}

// pageSize is how many tasks one page shows.
const pageSize = 20

func (r *request) getSaved() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	at, err := strconv.Atoi(r.C.Query("page"))
	if err != nil {
		at = 1
	}
	at = min(max(at, 1), search.MaxOffset/pageSize)
	e, found, err := r.Watches.Run(r.Ctx, r.Actor, id, pageSize, (at-1)*pageSize)
	if err != nil && (e.ID == "" || !marketplace.IsKind(err, marketplace.Invalid)) {
		return err
	}
	page := &Saved{
		Base: r.Base(e.Value.Name), Asks: r.asks(e.Value.Query), Told: r.told(e.Value.State), Ways: r.ways(e), Found: r.Say.N("search.found", found.Total),
	}
	under(&page.Base, r.T("saved.list"), searchesPath)
	switch {
	case err != nil:
		page.Notice = r.T("saved.broken")
	case found.Degraded:
		page.Notice = r.T("search.fallback")
	}
	for _, t := range found.Items {
		row := r.Say.Row(t)
		if found.News[t.ID] {
			row.News = r.T("saved.new_task")
		}
		page.Tasks = append(page.Tasks, row)
	}
	if n := len(found.News); n > 0 {
		page.Seen = &Seen{Action: savedPath(id) + "/seen", Text: r.Say.N("saved.news", n), Look: found.Look}
	}
	if at > 1 {
		page.Previous = savedPath(id) + "?page=" + strconv.Itoa(at-1)
	}
	if at*pageSize < found.Total {
		page.Next = savedPath(id) + "?page=" + strconv.Itoa(at+1)
	}
	return r.Show(page)
}

func (r *request) postSeen() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	look, _ := strconv.Atoi(v.Get("look"))
	if _, err := r.Watches.See(r.Ctx, r.Actor, id, look); err != nil {
		return err
	}
	return r.Redirect(savedPath(id), "search_seen")
}

func (r *request) getEdit() error {
	e, err := r.saved()
	if err != nil {
		return err
	}
	v := url.Values{"name": {e.Value.Name}, "state": {string(e.Value.State)}, "rev": {strconv.FormatInt(e.Rev, 10)}}
	return r.Show(r.editPage(e, v, nil))
}

func (r *request) editPage(e watch.Entry, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.draftPage("saved.edit", savedPath(e.ID)+"/edit", e.Value.Query, v, errs)
	page.Hidden["rev"], page.Note = v.Get("rev"), r.T("saved.edit.note")
	page.After = []view.Link{{Text: r.T("saved.delete"), Href: savedPath(e.ID) + "/delete"}}
	under(&page.Base, e.Value.Name, savedPath(e.ID))
	return page
}

func (r *request) postEdit() error {
	e, err := r.saved()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	d := watch.Draft{Name: v.Get("name"), Query: e.Value.Query, State: watch.State(v.Get("state"))}
	if _, err = r.Watches.Change(r.Ctx, r.Actor, e.ID, revision(v), d); err == nil {
		return r.Redirect(savedPath(e.ID), "search_changed")
	}
	errs, err := mendable(err)
	if err != nil {
		return err
	}
	v.Set("rev", strconv.FormatInt(e.Rev, 10))
	return r.Wrong(r.editPage(e, v, errs))
}

// mendable makes somebody else's saving a mistake that can be mended: by looking again and sending again.
func mendable(err error) ([]marketplace.FieldError, error) {
	if marketplace.IsKind(err, marketplace.Stale) {
		return []marketplace.FieldError{{Key: "portal.saved.stale"}}, nil
	}
	return visit.FieldErrors(err)
}

func revision(v url.Values) int64 { return visit.Revision(v.Get("rev"), 0) }

func (r *request) getDelete() error {
	e, err := r.saved()
	if err != nil {
		return err
	}
	page := r.Single("saved.delete", savedPath(e.ID)+"/delete", url.Values{}, nil, func(view.Form) []view.Field { return nil })
	page.Heading = r.T("saved.delete.title", "name", e.Value.Name)
	under(&page.Base, e.Value.Name, savedPath(e.ID))
	return r.Show(page)
}

func (r *request) postDelete() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	if err := r.Watches.Remove(r.Ctx, r.Actor, id); err != nil {
		return err
	}
	return r.Redirect(searchesPath, "search_deleted")
}
