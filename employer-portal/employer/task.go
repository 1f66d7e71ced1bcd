package employer

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/carve"
	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server/web"
)

func taskPath(id marketplace.ID) string { return "/tasks/" + url.PathEscape(string(id)) }

func editPath(id marketplace.ID) string { return taskPath(id) + "/edit" }

// taskRow is a task in its employer's own list: the link leads to the form.
func (r *request) taskRow(t task.Task) view.TaskRow {
	row := r.Say.Row(t)
	row.Href = editPath(t.ID)
	if missing := len(t.Missing()); t.Status == task.Draft && missing > 0 {
		row.Missing = r.Say.N("task.missing_count", missing)
	}
	return row
}

func (r *request) getTasks() error {
	paging, err := web.Page(r.C)
	if err != nil {
		return err
	}
	status := task.Status(r.C.Query("status"))
	if !slices.Contains([]task.Status{task.Draft, task.Published, task.Closed}, status) {
		status = ""
	}
	list, err := r.Tasks.Mine(r.Ctx, r.Actor, status, paging)
	if err != nil {
		return err
	}
	page := &view.Tasks{Base: r.Base(r.T("nav.tasks")), Empty: view.Empty{
		Heading: r.T("tasks.empty"), Text: r.T("tasks.empty.text"), Action: view.Link{Text: r.T("home.employer.tell"), Href: "/tasks/new"},
	}}
	for _, s := range []task.Status{"", task.Draft, task.Published, task.Closed} {
		link := view.Link{Text: r.T("tasks.all"), Href: "/tasks", Current: s == status}
		if s != "" {
			link.Text, link.Href = r.T("tasks."+string(s)), "/tasks?status="+string(s)
		}
		page.Filters = append(page.Filters, link)
	}
	for _, e := range list.Items {
		page.Tasks = append(page.Tasks, r.taskRow(e.Value))
	}
	if list.Next != "" {
		page.Next = "/tasks?" + url.Values{"status": {string(status)}, "after": {list.Next}}.Encode()
	}
	return r.Show(page)
}

// taskEditPage is the form of a task; the entry is empty for a new one.
func (r *request) taskEditPage(e task.Entry, v url.Values, errs []marketplace.FieldError) *view.TaskEdit {
	f := view.NewForm(r.Lang, v, errs)
	page := &view.TaskEdit{
		Heading: r.T("task.new"), Action: "/tasks/new", State: string(task.Draft), CanPublish: true, Sections: r.Say.TaskForm(f),
	}
	if e.Value.ID != "" {
		page.ID, page.Heading, page.Action = string(e.Value.ID), r.Say.Row(e.Value).Title, editPath(e.Value.ID)
		page.State, page.Status = string(e.Value.Status), r.T("status."+string(e.Value.Status))
		page.Revision, page.Preview = strconv.FormatInt(e.Rev, 10), taskPath(e.Value.ID)+"/preview"
		page.CanPublish, page.CanClose = e.Value.Status != task.Published, e.Value.Status == task.Published
	}
	page.Hints = carve.Hints(r.Request, e.Value)
	page.Base = r.Base(page.Heading)
	page.Back = &view.Link{Text: r.T("nav.tasks"), Href: "/tasks"}
	names := r.Say.TaskLabels(f)
	page.Problems = f.Problems(errs, names)
	page.Reach = r.reach(e.Value, v["adaptations"], "")
	if e.Value.Status == task.Draft && len(errs) == 0 {
		page.Missing = f.Problems(form.TaskFields(e.Value, e.Value.Missing()), names)
	}
	return page
}

func (r *request) getNewTask() error {
	if err := r.Actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return err
	}
	v := form.TaskValues(task.Task{Lang: string(r.Lang.Voice), Places: 1})
	if wanted := r.C.Query("forms"); r.Scale.Has("form", wanted) {
		v.Set("forms", string([]byte(wanted)))
	}
	return r.Show(r.taskEditPage(task.Entry{}, v, nil))
}

func (r *request) postNewTask() error { return r.saveTask(task.Entry{}) }

// ownTask loads a task of the actor's organisation for editing.
func (r *request) ownTask() (task.Entry, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return task.Entry{}, err
	}
	if err := r.Actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return task.Entry{}, err
	}
	e, err := r.Tasks.Get(r.Ctx, r.Actor, id)
	if err == nil && e.Value.Org != r.Actor.Org {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return e, err
}

func (r *request) getTaskEdit() error {
	e, err := r.ownTask()
	if err != nil {
		return err
	}
	v := form.TaskValues(e.Value)
	added := r.offer(v, r.C.Query("offer"))
	page := r.taskEditPage(e, v, nil)
	page.Added = added
	return r.Show(page)
}

func (r *request) postTaskEdit() error {
	e, err := r.ownTask()
	if err != nil {
		return err
	}
	return r.saveTask(e)
}

// saveTask saves the form over an entry (an empty one: as a new draft), and then publishes or closes if asked to. What
// publishing still needs is said at the fields; the draft is saved by then.
func (r *request) saveTask(e task.Entry) error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if add := v.Get("add"); add != "" {
		added := r.offer(v, strings.TrimPrefix(add, "offer."))
		page := r.taskEditPage(e, v, nil)
		page.Added = added
		return r.Show(page)
	}
	if v.Get("do") == "close" {
		if _, err := r.Tasks.Close(r.Ctx, r.Actor, e.Value.ID); err != nil {
			return err
		}
		return r.Redirect("/tasks", "task_closed")
	}
	typed, errs := form.Task(v, e.Value, r.Scale)
	if len(errs) > 0 {
		return r.Wrong(r.taskEditPage(e, v, errs))
	}
	saved, err := r.keepTask(e, v, typed)
	if err == nil && v.Get("do") == "publish" {
		return r.publishTask(saved, v)
	}
	if marketplace.IsKind(err, marketplace.Stale) {
		return r.taskConflict(v, typed)
	}
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.taskEditPage(e, v, form.TaskFields(typed.Normalise(), errs)))
	}
	return r.Redirect(editPath(saved.Value.ID), "task_saved")
}

func (r *request) keepTask(e task.Entry, v url.Values, typed task.Task) (task.Entry, error) {
	if e.Value.ID == "" {
		return r.Tasks.Create(r.Ctx, r.Actor, typed)
	}
	rev, err := strconv.ParseInt(v.Get("revision"), 10, 64)
	if err != nil {
		return task.Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale", err)
	}
	return r.Tasks.Update(r.Ctx, r.Actor, e.Value.ID, rev, typed)
}

func (r *request) publishTask(e task.Entry, v url.Values) error {
	publish := r.Tasks.Publish
	if e.Value.Status == task.Closed {
		publish = r.Tasks.Reopen
	}
	published, err := publish(r.Ctx, r.Actor, e.Value.ID)
	if err == nil {
		return r.Redirect(taskPath(published.Value.ID), "task_published")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.taskEditPage(e, v, form.TaskFields(e.Value, errs)))
}

// taskConflict shows what somebody else saved beside what was typed; saving again keeps what was typed.
func (r *request) taskConflict(v url.Values, typed task.Task) error {
	e, err := r.ownTask()
	if err != nil {
		return err
	}
	page := r.taskEditPage(e, v, nil)
	page.Missing = nil
	page.Conflict = r.Say.TaskConflicts(e.Value, typed)
	return r.Write(visit.StatusConflict, page)
}

// getTask is a task as everybody who is signed in sees it.
func (r *request) getTask() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	e, err := r.Tasks.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := r.Say.TaskPage(e.Value)
	page.Base = r.Base(page.Row.Title)
	page.Actions = []view.Link{{Text: r.T("task.plain"), Href: taskPath(id) + "/preview"}}
	if e.Value.Org == r.Actor.Org && r.Actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner) {
		page.Reach = r.reach(e.Value, e.Value.Adaptations, editPath(id))
		page.Actions = append(page.Actions, view.Link{Text: r.T("task.edit"), Href: editPath(id)})
		page.Back = &view.Link{Text: r.T("nav.tasks"), Href: "/tasks"}
	} else {
		page.Back = &view.Link{Text: r.T("nav.search"), Href: "/search"}
	}
	if r.Actor.Has(marketplace.RoleCoach) && e.Value.Status == task.Published {
		page.Actions = append(page.Actions, view.Link{Text: r.T("shared.put"), Href: "/lists/put?task=" + url.QueryEscape(string(id))})
	}
	return r.Show(&page)
}

func (r *request) getPreview() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	e, err := r.Tasks.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := r.Say.Preview(e.Value)
	page.Base = r.Base(page.Heading + " – " + r.T("preview.title"))
	page.Back = &view.Link{Text: page.Heading, Href: taskPath(id)}
	page.Edit = ""
	if e.Value.Org == r.Actor.Org {
		page.Edit = editPath(id)
	}
	return r.Show(&page)
}
