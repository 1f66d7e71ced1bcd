package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// Password is the password of everybody in the world.
const Password = "kolme-sinista-kahvikuppia"

// Person is somebody in the world. Their e-mail address is name@sovite.test.
type Person struct {
	Name  string
	Org   string // empty: belongs nowhere
	Roles []marketplace.Role
}

// People lists who is there. Acme is an employer, unit a coaching provider, crew an organiser; rival and outsider run
// another employer and another coaching provider.
func People() []Person {
	one := func(r ...marketplace.Role) []marketplace.Role { return r }
	return []Person{
		{"employer", "acme", one(marketplace.RoleEmployer)},
		{"employer-owner", "acme", one(marketplace.RoleOwner)},
		{"coach", "unit", one(marketplace.RoleCoach)},
		{"colleague", "unit", one(marketplace.RoleCoach)},
		{"unit-owner", "unit", one(marketplace.RoleOwner)},
		{"auditor", "unit", one(marketplace.RoleAuditor)},
		{"supervisor", "crew", one(marketplace.RoleSupervisor)},
		{"billing", "crew", one(marketplace.RoleBilling)},
		{"rival", "rival-firm", one(marketplace.RoleOwner, marketplace.RoleEmployer)},
		{"outsider", "other-unit", one(marketplace.RoleOwner, marketplace.RoleCoach)},
		{"administrator", "house", one(marketplace.RoleAdministrator)},
		{"nobody", "", nil},
	}
}

func organisations() map[string][]account.Kind {
	return map[string][]account.Kind{
		"acme": {account.KindEmployer}, "rival-firm": {account.KindEmployer}, "unit": {account.KindCoaching},
		"other-unit": {account.KindCoaching}, "crew": {account.KindOrganiser}, "house": {account.KindEmployer},
	}
}

// Actor is somebody of the world as an actor, for calling a service without a request.
func (a *App) Actor(name string) marketplace.Actor {
	for _, p := range People() {
		if p.Name == name {
			return marketplace.Actor{Person: marketplace.ID(a.IDs[name]), Org: marketplace.ID(a.IDs[p.Org]), Roles: p.Roles, Lang: "en"}
		}
	}
	return marketplace.Actor{}
}

// populate fills the world. Every name of a person, an organisation or a record becomes a name for its id: {coach},
// {acme}, {task} (published), {draft}, {client} and {other-client} (of outsider).
func (a *App) populate(t testing.TB) {
	t.Helper()
	for _, name := range []string{"acme", "rival-firm", "unit", "other-unit", "crew", "house"} {
		o, err := a.Accounts.CreateOrganisation(t.Context(), marketplace.System(""), account.NewOrganisation{Name: name, Kinds: organisations()[name]})
		must(t, err)
		a.IDs[name] = string(o.ID)
	}
	for _, p := range People() {
		a.settle(t, p)
		a.token[p.Name] = a.SignIn(t, p.Name)
	}
	a.addTasks(t)
	a.addClients(t)
}

func (a *App) settle(t testing.TB, p Person) {
	t.Helper()
	in := account.NewPerson{Email: p.Name + "@sovite.test", Name: p.Name, Lang: "en", Password: Password}
	made, err := a.Accounts.AddPerson(t.Context(), marketplace.System(""), in)
	must(t, err)
	a.IDs[p.Name] = string(made.ID)
	if p.Org != "" {
		must(t, a.Accounts.Grant(t.Context(), marketplace.System(""), made.ID, marketplace.ID(a.IDs[p.Org]), p.Roles...))
	}
}

// SignIn signs somebody in once more and gives the access token.
func (a *App) SignIn(t testing.TB, name string) string {
	t.Helper()
	in, err := a.Accounts.SignIn(t.Context(), account.Credentials{Email: name + "@sovite.test", Password: Password, UserAgent: "test"})
	must(t, err)
	token, err := a.Gate.Issue(t.Context(), in.Session.ID)
	must(t, err)
	return token.Access
}

// Task is a task that can be published as it is.
func Task() task.Task {
	return task.Task{
		Title: "Shelf filling", Summary: "Fill the shelves of a small shop in the morning.", Lang: "en",
		Steps:   []task.Step{{Name: "Open boxes", Minutes: 300}, {Name: "Fill shelves", Minutes: 600}},
		Demands: []matching.Demand{{Dimension: "lifting", Level: 3, Essential: true}, {Dimension: "standing", Level: 3, Adaptable: true}},
		Hazards: matching.Chosen(), Allergens: matching.Chosen(), WeekMinutes: matching.Window{Min: 600, Max: 1200}, DayMinutes: 240,
		Weekdays: matching.Chosen("mon", "tue", "wed"), Shifts: matching.Chosen("day"), Place: task.Place{Postal: "00100"},
		Forms: []string{"employment"}, Places: 2, Support: 1,
	}
}

// Content is a profile that suits Task.
func Content() profile.Content {
	return profile.Content{
		Strengths: []string{"careful"}, Goal: profile.Goal{Text: "work in a shop"}, Liked: []string{"putting things in order"},
		Certificates: matching.Chosen(), Adaptations: matching.Chosen(),
		Abilities: map[matching.Dimension]profile.Answer{"lifting": {Rating: matching.Rated(3)}, "standing": {Rating: matching.Rated(2)}},
		Availability: profile.Availability{
			WeekMinutes: matching.Window{Min: 300, Max: 1200}, Weekdays: matching.Chosen("mon", "tue", "wed", "thu"), Shifts: matching.Chosen("day"),
		},
		Travel:  profile.Travel{Postal: "00500", Transport: "public", MaxMinutes: 60},
		Hazards: matching.Chosen(), Allergens: matching.Chosen(), Forms: matching.Chosen("employment"),
	}
}

func (a *App) addTasks(t testing.TB) {
	t.Helper()
	for _, name := range []string{"task", "draft"} {
		e, err := a.Tasks.Create(t.Context(), a.Actor("employer"), Task())
		must(t, err)
		a.IDs[name] = string(e.ID)
	}
	_, err := a.Tasks.Publish(t.Context(), a.Actor("employer"), marketplace.ID(a.IDs["task"]))
	must(t, err)
}

func (a *App) addClients(t testing.TB) {
	t.Helper()
	for name, coach := range map[string]string{"client": "coach", "other-client": "outsider"} {
		c, err := a.Profiles.CreateClient(t.Context(), a.Actor(coach), profile.NewClient{Name: "Aino " + name, Lang: "fi"})
		must(t, err)
		a.IDs[name] = string(c.ID)
		_, err = a.Profiles.Save(t.Context(), a.Actor(coach), c.ID, 0, Content(), true)
		must(t, err)
	}
}
