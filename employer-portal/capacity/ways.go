package capacity

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/server/web"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

func by(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error { return do(&request{r}) }
}

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost

	listPath = "/crews"
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: get, Path: listPath, Do: by((*request).getList)},
		{Method: get, Path: "/crews/new", Do: by((*request).getNew)},
		{Method: post, Path: "/crews/new", Do: by((*request).postNew)},
		{Method: get, Path: "/crews/:id", Do: by((*request).getCalendar)},
		{Method: get, Path: "/crews/:id/edit", Do: by((*request).getEdit)},
		{Method: post, Path: "/crews/:id/edit", Do: by((*request).postEdit)},
		{Method: get, Path: "/crews/:id/exceptions", Do: by((*request).getExcept)},
		{Method: post, Path: "/crews/:id/exceptions", Do: by((*request).postExcept)},
		{Method: get, Path: "/crews/:id/retire", Do: by((*request).getRetire)},
		{Method: post, Path: "/crews/:id/retire", Do: by((*request).postRetire)},
	}
}

// crew loads the crew that the address names.
func (r *request) crew() (capacity.Entry, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return capacity.Entry{}, err
	}
	return r.Capacity.Get(r.Ctx, r.Actor, id)
}

func crewPath(id marketplace.ID) string { return listPath + "/" + url.PathEscape(string(id)) }

// keeps says whether the person may change crews; billing only reads.
func (r *request) keeps() bool {
	return r.Actor.Has(marketplace.RoleOwner, marketplace.RoleSupervisor)
}

func (r *request) getList() error {
	page := &view.Crews{Base: r.Base(r.T("crew.list"))}
	if r.keeps() {
		page.New = view.Link{Text: r.T("crew.new"), Href: listPath + "/new"}
	}
	all := marketplace.Page{Limit: marketplace.MaxLimit}
	list, err := r.Capacity.Mine(r.Ctx, r.Actor, false, all)
	if err != nil {
		return err
	}
	for _, e := range list.Items {
		page.Rows = append(page.Rows, r.row(e))
	}
	page.None = &view.Empty{Heading: r.T("crew.none"), Text: r.T("crew.none.text"), Action: page.New}
	if !r.keeps() {
		page.None.Action = view.Link{Text: r.T("nav.organisation"), Href: "/organisation"}
	}
	return r.Show(page)
}

func (r *request) row(e capacity.Entry) view.CrewRow {
	t := e.Value.Terms
	var free capacity.Day
	for _, d := range e.Value.Calendar(r.Clock.Today(), 7, r.Clock.Now()) {
		free.Sellable += d.Sellable
	}
	row := view.CrewRow{
		Name: t.Name, Href: crewPath(e.ID), Free: r.T("crew.free_week", "hours", free.Sellable.Write(r.Lang.Code())), Seen: r.T("crew.hidden"),
		Trades: strings.Join(r.trades(t.Trades), ", "), Site: r.site(t),
	}
	if t.Published {
		row.Seen = r.T("crew.published")
	}
	if r.keeps() {
		row.Edit = view.Link{Href: crewPath(e.ID) + "/edit"}
	}
	return row
}

func (r *request) site(t capacity.Terms) string {
	place, _ := r.Places.Postal(t.Postal)
	at := t.Postal + " " + r.Places.MunicipalityName(place.Municipality, r.Lang.Code())
	if t.Site == "" {
		return at
	}
	return t.Site + ", " + at
}

// trades are the names of types of work.
func (r *request) trades(keys []string) []string {
	var out []string
	for _, key := range keys {
		if t, there := r.Carving.Type(key); there {
			out = append(out, t.Name.In(r.Lang.Code()))
		}
	}
	return out
}
