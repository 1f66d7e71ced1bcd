package portal

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server/web"
)

func taskPath(id marketplace.ID) string { return "/tasks/" + url.PathEscape(string(id)) }

func editPath(id marketplace.ID) string { return taskPath(id) + "/edit" }

// taskRow is a task in its employer's own list: the link leads to the form.
func (r *request) taskRow(t task.Task) view.TaskRow {
	row := r.say.Row(t)
	row.Href = editPath(t.ID)
	if missing := len(t.Missing()); t.Status == task.Draft && missing > 0 {
		row.Missing = r.say.N("task.missing_count", missing)
	}
	return row
}

func (r *request) getTasks() error {
	paging, err := web.Page(r.c)
	if err != nil {
		return err
	}
	status := task.Status(r.c.Query("status"))
	if !slices.Contains([]task.Status{task.Draft, task.Published, task.Closed}, status) {
		status = ""
	}
	list, err := r.Tasks.Mine(r.ctx, r.actor, status, paging)
	if err != nil {
		return err
	}
	page := &view.Tasks{Base: r.base(r.t("nav.tasks")), Empty: view.Empty{
		Heading: r.t("tasks.empty"), Text: r.t("tasks.empty.text"), Action: view.Link{Text: r.t("home.employer.tell"), Href: "/tasks/new"},
	}}
	for _, s := range []task.Status{"", task.Draft, task.Published, task.Closed} {
		link := view.Link{Text: r.t("tasks.all"), Href: "/tasks", Current: s == status}
		if s != "" {
			link.Text, link.Href = r.t("tasks."+string(s)), "/tasks?status="+string(s)
		}
		page.Filters = append(page.Filters, link)
	}
	for _, e := range list.Items {
		page.Tasks = append(page.Tasks, r.taskRow(e.Value))
	}
	if list.Next != "" {
		page.Next = "/tasks?" + url.Values{"status": {string(status)}, "after": {list.Next}}.Encode()
	}
	return r.show(page)
}

// taskEditPage is the form of a task; the entry is empty for a new one.
func (r *request) taskEditPage(e task.Entry, v url.Values, errs []marketplace.FieldError) *view.TaskEdit {
	f := view.NewForm(r.lang, v, errs)
	page := &view.TaskEdit{
		Heading: r.t("task.new"), Action: "/tasks/new", State: string(task.Draft), CanPublish: true, Sections: r.say.TaskForm(f),
	}
	if e.Value.ID != "" {
		page.ID, page.Heading, page.Action = string(e.Value.ID), r.say.Row(e.Value).Title, editPath(e.Value.ID)
		page.State, page.Status = string(e.Value.Status), r.t("status."+string(e.Value.Status))
		page.Revision, page.Preview = strconv.FormatInt(e.Rev, 10), taskPath(e.Value.ID)+"/preview"
		page.CanPublish, page.CanClose = e.Value.Status != task.Published, e.Value.Status == task.Published
	}
	page.Base = r.base(page.Heading)
	page.Back = &view.Link{Text: r.t("nav.tasks"), Href: "/tasks"}
	names := r.say.TaskLabels(f)
	page.Problems = f.Problems(errs, names)
	if e.Value.Status == task.Draft && len(errs) == 0 {
		page.Missing = f.Problems(form.TaskFields(e.Value, e.Value.Missing()), names)
	}
	return page
}

func (r *request) getNewTask() error {
	if err := r.actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return err
	}
	v := form.TaskValues(task.Task{Lang: string(r.lang.Voice), Places: 1})
	if wanted := r.c.Query("forms"); r.Scale.Has("form", wanted) {
		v.Set("forms", string([]byte(wanted)))
	}
	return r.show(r.taskEditPage(task.Entry{}, v, nil))
}

func (r *request) postNewTask() error { return r.saveTask(task.Entry{}) }

// ownTask loads a task of the actor's organisation for editing.
func (r *request) ownTask() (task.Entry, error) {
	id, err := web.IDParam(r.c, "id")
	if err != nil {
		return task.Entry{}, err
	}
	if err := r.actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return task.Entry{}, err
	}
	e, err := r.Tasks.Get(r.ctx, r.actor, id)
	if err == nil && e.Value.Org != r.actor.Org {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return e, err
}

func (r *request) getTaskEdit() error {
	e, err := r.ownTask()
	if err != nil {
		return err
	}
	return r.show(r.taskEditPage(e, form.TaskValues(e.Value), nil))
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
	v, err := r.posted()
	if err != nil {
		return err
	}
	if v.Get("add") != "" {
		return r.show(r.taskEditPage(e, v, nil))
	}
	if v.Get("do") == "close" {
		if _, err := r.Tasks.Close(r.ctx, r.actor, e.Value.ID); err != nil {
			return err
		}
		return r.redirect("/tasks", "task_closed")
	}
	typed, errs := form.Task(v, e.Value, r.Scale)
	if len(errs) > 0 {
		return r.wrong(r.taskEditPage(e, v, errs))
	}
	saved, err := r.keepTask(e, v, typed)
	if err == nil && v.Get("do") == "publish" {
		return r.publishTask(saved, v)
	}
	if marketplace.IsKind(err, marketplace.Stale) {
		return r.taskConflict(v, typed)
	}
	if err != nil {
		errs, err := fieldErrors(err)
		if err != nil {
			return err
		}
		return r.wrong(r.taskEditPage(e, v, form.TaskFields(typed.Normalise(), errs)))
	}
	return r.redirect(editPath(saved.Value.ID), "task_saved")
}

func (r *request) keepTask(e task.Entry, v url.Values, typed task.Task) (task.Entry, error) {
	if e.Value.ID == "" {
		return r.Tasks.Create(r.ctx, r.actor, typed)
	}
	rev, err := strconv.ParseInt(v.Get("revision"), 10, 64)
	if err != nil {
		return task.Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale", err)
	}
	return r.Tasks.Update(r.ctx, r.actor, e.Value.ID, rev, typed)
}

func (r *request) publishTask(e task.Entry, v url.Values) error {
	publish := r.Tasks.Publish
	if e.Value.Status == task.Closed {
		publish = r.Tasks.Reopen
	}
	published, err := publish(r.ctx, r.actor, e.Value.ID)
	if err == nil {
		return r.redirect(taskPath(published.Value.ID), "task_published")
	}
	errs, err := fieldErrors(err)
	if err != nil {
		return err
	}
	return r.wrong(r.taskEditPage(e, v, form.TaskFields(e.Value, errs)))
}

// taskConflict shows what somebody else saved beside what was typed; saving again keeps what was typed.
func (r *request) taskConflict(v url.Values, typed task.Task) error {
	e, err := r.ownTask()
	if err != nil {
		return err
	}
	page := r.taskEditPage(e, v, nil)
	page.Missing = nil
	page.Conflict = r.say.TaskConflicts(e.Value, typed)
	return r.write(statusConflict, page)
}

// getTask is a task as everybody who is signed in sees it.
func (r *request) getTask() error {
	id, err := web.IDParam(r.c, "id")
	if err != nil {
		return err
	}
	e, err := r.Tasks.Get(r.ctx, r.actor, id)
	if err != nil {
		return err
	}
	page := r.say.TaskPage(e.Value)
	page.Base = r.base(page.Row.Title)
	page.Actions = []view.Link{{Text: r.t("task.plain"), Href: taskPath(id) + "/preview"}}
	if e.Value.Org == r.actor.Org && r.actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner) {
		page.Actions = append(page.Actions, view.Link{Text: r.t("task.edit"), Href: editPath(id)})
		page.Back = &view.Link{Text: r.t("nav.tasks"), Href: "/tasks"}
	} else {
		page.Back = &view.Link{Text: r.t("nav.search"), Href: "/search"}
	}
	return r.show(&page)
}

func (r *request) getPreview() error {
	id, err := web.IDParam(r.c, "id")
	if err != nil {
		return err
	}
	e, err := r.Tasks.Get(r.ctx, r.actor, id)
	if err != nil {
		return err
	}
	page := r.say.Preview(e.Value)
	page.Base = r.base(page.Heading + " – " + r.t("preview.title"))
	page.Back = &view.Link{Text: page.Heading, Href: taskPath(id)}
	page.Edit = ""
	if e.Value.Org == r.actor.Org {
		page.Edit = editPath(id)
	}
	return r.show(&page)
}
