package kept

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/shortlist"
	"sovite.fi/sovite/server/web"
)

func listPath(id marketplace.ID) string { return listsPath + "/" + url.PathEscape(string(id)) }

// list loads the list that the address names.
func (r *request) list() (shortlist.Entry, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return shortlist.Entry{}, err
	}
	return r.Shortlists.Get(r.Ctx, r.Actor, id)
}

func (r *request) getLists() error {
	after, _ := web.Query(r.C, "after")
	found, err := r.Shortlists.List(r.Ctx, r.Actor, marketplace.Page{After: after})
	if err != nil {
		return err
	}
	begin := view.Link{Text: r.T("shared.new"), Href: listsPath + "/new"}
	page := &Kept{
		Base: r.Base(r.T("shared.list")), Lead: r.T("shared.lead"), New: begin,
		None: &view.Empty{Heading: r.T("shared.none"), Text: r.T("shared.none.text"), Action: begin},
	}
	under(&page.Base, r.T("nav.search"), searchPath)
	for _, e := range found.Items {
		page.Rows = append(page.Rows, KeptRow{Name: e.Value.Name, Href: listPath(e.ID), Lines: []string{
			r.Say.N("search.found", len(e.Value.Picks)), r.T("changed", "day", r.Say.Day(e.Value.Changed)),
		}})
	}
	if found.Next != "" {
		page.Next = listsPath + "?after=" + url.QueryEscape(found.Next)
	}
	return r.Show(page)
}

func (r *request) getNewList() error {
	if err := r.Actor.Must(marketplace.RoleCoach); err != nil {
		return err
	}
	return r.Show(r.namePage("shared.new", listsPath+"/new", url.Values{"key": {string(r.IDs())}}, nil))
}

func (r *request) namePage(key, action string, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single(key, action, v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("name", "portal.shared.name").WithHint(r.T("shared.name.hint")).Must()}
	})
	page.Hidden["key"], page.Hidden["rev"] = v.Get("key"), v.Get("rev")
	under(&page.Base, r.T("shared.list"), listsPath)
	return page
}

func (r *request) postNewList() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	e, err := r.Shortlists.Create(r.Ctx, r.Actor, v.Get("key"), v.Get("name"))
	if err == nil {
		return r.Redirect(listPath(e.ID), "list_begun")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.namePage("shared.new", listsPath+"/new", v, errs))
}

func (r *request) getList() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	e, items, err := r.Shortlists.Read(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := &Shortlist{
		Base: r.Base(e.Value.Name), Lead: r.T("shared.one.lead"), Drop: listPath(id) + "/drop",
		Ways: []view.Link{{Text: r.T("shared.edit"), Href: listPath(id) + "/edit"}, {Text: r.T("shared.remove"), Href: listPath(id) + "/delete"}},
		None: &view.Empty{Heading: r.T("shared.empty"), Text: r.T("shared.empty.text"), Action: view.Link{Text: r.T("saved.search"), Href: searchPath}},
	}
	under(&page.Base, r.T("shared.list"), listsPath)
	names := map[marketplace.ID]string{}
	for _, i := range items {
		page.Rows = append(page.Rows, r.pick(id, i, names))
	}
	return r.Show(page)
}

func (r *request) pick(list marketplace.ID, i shortlist.Item, names map[marketplace.ID]string) PickRow {
	name, known := names[i.By]
	if !known {
		name = r.T("shared.somebody")
		if p, err := r.Accounts.Person(r.Ctx, r.Actor, i.By); err == nil {
			name = p.Name
		}
		names[i.By] = name
	}
	edit := url.Values{"task": {string(i.Pick.Task)}, "list": {string(list)}}
	row := PickRow{
		ID: string(i.Pick.Task), Title: i.Title, Note: i.Note, Who: r.T("shared.who", "name", name, "day", r.Say.Day(i.At)), Edit: listsPath + "/put?" + edit.Encode(),
	}
	if i.Gone {
		row.Gone = r.T("choice.gone")
		return row
	}
	shown := r.Say.Row(i.Task)
	row.Title, row.Href, row.Employer, row.Facts = shown.Title, shown.Href, shown.Employer, shown.Facts
	return row
}

// another is the choice of a list that is begun with the task.
const another = "new"

func (r *request) getPut() error {
	task, _ := web.Query(r.C, "task")
	list, _ := web.Query(r.C, "list")
	v := url.Values{"task": {task}, "list": {list}, "key": {string(r.IDs())}}
	if list != "" {
		e, err := r.Shortlists.Get(r.Ctx, r.Actor, marketplace.ID(list))
		if err != nil {
			return err
		}
		for _, p := range e.Value.Picks {
			if string(p.Task) == task {
				v.Set("note", p.Note)
			}
		}
	}
	page, err := r.putPage(v, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// putPage asks on which list a task is put, and why.
func (r *request) putPage(v url.Values, errs []marketplace.FieldError) (*view.Single, error) {
	found, err := r.Shortlists.List(r.Ctx, r.Actor, marketplace.Page{})
	if err != nil {
		return nil, err
	}
	title, err := r.titleOf(marketplace.ID(v.Get("task")), found.Items)
	if err != nil {
		return nil, err
	}
	var lists []view.Option
	for _, e := range found.Items {
		lists = append(lists, view.Option{Value: string(e.ID), Text: e.Value.Name})
	}
	if v.Get("list") == "" {
		v.Set("list", another)
		if len(lists) > 0 {
			v.Set("list", lists[0].Value)
		}
	}
	lists = append(lists, view.Option{Value: another, Text: r.T("shared.another")})
	page := r.Single("shared.put", listsPath+"/put", v, errs, func(f view.Form) []view.Field {
		return []view.Field{
			f.Radios("list", "portal.shared.which", lists),
			f.Input("name", "portal.shared.name.new").WithHint(r.T("shared.name.new.hint")),
			f.Input("note", "portal.shared.note").WithHint(r.T("shared.note.hint")),
		}
	})
	page.Intro = title
	page.Hidden["task"], page.Hidden["key"] = v.Get("task"), v.Get("key")
	under(&page.Base, title, "/tasks/"+url.PathEscape(v.Get("task")))
	return page, nil
}

// titleOf is the title of a task: as it is published, or as it stands on a list.
func (r *request) titleOf(of marketplace.ID, lists []shortlist.Entry) (string, error) {
	e, err := r.Tasks.Get(r.Ctx, r.Actor, of)
	if err == nil {
		return e.Value.Title, nil
	}
	for _, l := range lists {
		for _, p := range l.Value.Picks {
			if p.Task == of {
				return p.Title, nil
			}
		}
	}
	return "", err
}

func (r *request) postPut() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	id, err := r.put(v)
	if err == nil {
		return r.Redirect(listPath(id), "list_put")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.putPage(v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// put puts the task on the list that was chosen; a new one is begun first, once however often the form is sent.
func (r *request) put(v url.Values) (marketplace.ID, error) {
	id := marketplace.ID(v.Get("list"))
	if id == another {
		e, err := r.Shortlists.Create(r.Ctx, r.Actor, v.Get("key"), v.Get("name"))
		if err != nil {
			return "", err
		}
		id = e.ID
		v.Set("list", string(id)) // if the note has to be mended, the list is there by then
	}
	e, err := r.Shortlists.Put(r.Ctx, r.Actor, id, marketplace.ID(v.Get("task")), v.Get("note"))
	return e.ID, err
}

func (r *request) postDrop() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err := r.Shortlists.Drop(r.Ctx, r.Actor, id, marketplace.ID(v.Get("task"))); err != nil {
		return err
	}
	return r.Redirect(listPath(id), "list_dropped")
}

func (r *request) getRename() error {
	e, err := r.list()
	if err != nil {
		return err
	}
	return r.Show(r.renamePage(e, url.Values{"name": {e.Value.Name}, "rev": {strconv.FormatInt(e.Rev, 10)}}, nil))
}

func (r *request) renamePage(e shortlist.Entry, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.namePage("shared.edit", listPath(e.ID)+"/edit", v, errs)
	under(&page.Base, e.Value.Name, listPath(e.ID))
	return page
}

func (r *request) postRename() error {
	e, err := r.list()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Shortlists.Rename(r.Ctx, r.Actor, e.ID, revision(v), v.Get("name")); err == nil {
		return r.Redirect(listPath(e.ID), "list_renamed")
	}
	errs, err := mendable(err)
	if err != nil {
		return err
	}
	v.Set("rev", strconv.FormatInt(e.Rev, 10))
	return r.Wrong(r.renamePage(e, v, errs))
}

func (r *request) getRemove() error {
	e, err := r.list()
	if err != nil {
		return err
	}
	page := r.Single("shared.remove", listPath(e.ID)+"/delete", url.Values{}, nil, func(view.Form) []view.Field { return nil })
	page.Heading = r.T("shared.remove.title", "name", e.Value.Name)
	under(&page.Base, e.Value.Name, listPath(e.ID))
	return r.Show(page)
}

func (r *request) postRemove() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	if err := r.Shortlists.Remove(r.Ctx, r.Actor, id); err != nil {
		return err
	}
	return r.Redirect(listsPath, "list_removed")
}
