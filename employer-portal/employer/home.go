package employer

import (
	"sovite.fi/sovite/employer-portal/frames"
	"sovite.fi/sovite/employer-portal/introductions"
	"sovite.fi/sovite/employer-portal/requests"
	"sovite.fi/sovite/employer-portal/timesheets"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/employer-portal/waiting"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
)

// homeTasks is how many tasks an employer's first page shows.
const homeTasks = 5

// Home is an employer's first page: what waits, the tasks, and the doors to new ones.
func Home(r *visit.Request) error { return (&request{r}).home() }

func (r *request) home() error {
	list, err := r.Tasks.Mine(r.Ctx, r.Actor, "", marketplace.Page{Limit: 50})
	if err != nil {
		return err
	}
	page := &view.HomeEmployer{Base: r.Base(r.T("home.employer"))}
	if page.Due, err = waiting.Buyer(r.Request); err != nil {
		return err
	}
	if page.Waiting, err = introductions.Due(r.Request); err != nil {
		return err
	}
	due, err := requests.Due(r.Request)
	if err != nil {
		return err
	}
	page.Waiting = append(page.Waiting, due...)
	if due, err = frames.Due(r.Request); err != nil {
		return err
	}
	page.Waiting = append(page.Waiting, due...)
	if due, err = timesheets.Due(r.Request); err != nil {
		return err
	}
	page.Waiting = append(page.Waiting, due...)
	for i, e := range list.Items {
		if i < homeTasks {
			page.Tasks = append(page.Tasks, r.taskRow(e.Value))
		}
		page.Waiting = append(page.Waiting, r.waiting(e.Value)...)
	}
	page.Doors = []view.Link{
		{Icon: "form", Text: r.T("home.employer.tell"), Note: r.T("door.carve.note"), Href: "/carvings"},
		{Icon: "person", Text: r.T("door.hire"), Note: r.T("door.hire.note"), Href: "/tasks/new?forms=employment"},
		{Icon: "people", Text: r.T("door.buy"), Note: r.T("door.buy.note"), Href: "/requests/new"},
		{Icon: "help", Text: r.T("door.unsure"), Note: r.T("door.unsure.note"), Href: "/tasks/new"},
	}
	return r.Show(page)
}

// waiting is what an employer still has to do about a task.
func (r *request) waiting(t task.Task) []view.Link {
	if t.Status != task.Draft {
		return nil
	}
	missing := len(t.Missing())
	if missing == 0 {
		return []view.Link{{Text: r.T("waiting.publish", "title", r.Say.Row(t).Title), Href: editPath(t.ID), Note: r.T("waiting.ready")}}
	}
	return []view.Link{{Text: r.T("waiting.finish", "title", r.Say.Row(t).Title), Href: editPath(t.ID), Note: r.Say.N("task.missing_count", missing)}}
}
