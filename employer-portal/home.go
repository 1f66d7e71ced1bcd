package portal

import (
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server/auth"
)

func join(words []string) string { return strings.Join(words, ", ") }

// switchTo makes the session act for another organisation.
func (r *request) switchTo(org marketplace.ID) error {
	s, err := r.Accounts.SwitchOrg(r.ctx, r.actor, auth.SessionFrom(r.ctx), org)
	if err != nil {
		return err
	}
	if _, err := r.Gate.Welcome(r.c, s.ID, ""); err != nil {
		return err
	}
	return r.redirect("/", "switched")
}

// getHome shows the first page: for a coach the caseload, for an employer what waits, for others what exists.
func (r *request) getHome() error {
	switch {
	case r.actor.Person == "":
		return r.show(&view.Front{Base: r.base(r.t("front.page"))})
	case r.actor.Org == "":
		return r.getFound()
	case r.actor.Has(marketplace.RoleCoach):
		return r.getCaseload()
	case r.actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner) && r.isEmployer():
		return r.employerHome()
	}
	return r.show(r.plainHome())
}

func (r *request) plainHome() *view.Home {
	key := "home.other"
	switch {
	case r.actor.Has(marketplace.RoleAdministrator, marketplace.RoleAuditor):
		key = "home.admin"
	case r.actor.Has(marketplace.RoleSupervisor, marketplace.RoleBilling, marketplace.RoleOwner):
		key = "home.organiser"
	}
	page := &view.Home{Base: r.base(r.t(key)), Heading: r.t(key), Intro: r.t(key + ".intro"), Note: r.t(key + ".note")}
	page.Doors = []view.Link{
		{Icon: "search", Text: r.t("door.search"), Note: r.t("door.search.note"), Href: "/search"},
		{Icon: "people", Text: r.t("door.organisation"), Note: r.t("door.organisation.note"), Href: "/organisation"},
		{Icon: "person", Text: r.t("door.account"), Note: r.t("door.account.note"), Href: "/account"},
	}
	if r.actor.Has(marketplace.RoleAdministrator, marketplace.RoleAuditor) {
		page.Doors = append(page.Doors, view.Link{Icon: "file", Text: r.t("door.api"), Note: r.t("door.api.note"), Href: "/api/v1/docs"})
	}
	return page
}

// homeTasks is how many tasks an employer's first page shows.
const homeTasks = 5

func (r *request) employerHome() error {
	list, err := r.Tasks.Mine(r.ctx, r.actor, "", marketplace.Page{Limit: 50})
	if err != nil {
		return err
	}
	page := &view.HomeEmployer{Base: r.base(r.t("home.employer"))}
	for i, e := range list.Items {
		if i < homeTasks {
			page.Tasks = append(page.Tasks, r.taskRow(e.Value))
		}
		page.Waiting = append(page.Waiting, r.waiting(e.Value)...)
	}
	page.Doors = []view.Link{
		{Icon: "person", Text: r.t("door.hire"), Note: r.t("door.hire.note"), Href: "/tasks/new?forms=employment"},
		{Icon: "people", Text: r.t("door.buy"), Note: r.t("door.buy.note"), Href: "/tasks/new?forms=subcontract"},
		{Icon: "help", Text: r.t("door.unsure"), Note: r.t("door.unsure.note"), Href: "/tasks/new"},
	}
	return r.show(page)
}

// waiting is what an employer still has to do about a task.
func (r *request) waiting(t task.Task) []view.Link {
	if t.Status != task.Draft {
		return nil
	}
	missing := len(t.Missing())
	if missing == 0 {
		return []view.Link{{Text: r.t("waiting.publish", "title", r.say.Row(t).Title), Href: editPath(t.ID), Note: r.t("waiting.ready")}}
	}
	return []view.Link{{Text: r.t("waiting.finish", "title", r.say.Row(t).Title), Href: editPath(t.ID), Note: r.say.N("task.missing_count", missing)}}
}
