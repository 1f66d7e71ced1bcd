package servertest

import (
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/placement/support"
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
		{"crew-owner", "crew", one(marketplace.RoleOwner)},
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
// {acme}, {task} (published), {draft}, {client} and {other-client} (of outsider). The client came in as "the-client" and
// was asked for {held} (given to acme, and used for {introduction}) and {asked}, and of {placement}, which is put before the three.
// {crew-one} is a crew of the organiser that holds {booking} for acme. {shift} is today's, of {todays-order}.
// {crew-one} is a crew of the organiser that holds {booking} for acme. {hours} is the timesheet of {worked-order}, in which
// {hours-line} was signed off, {trip} was added and {approved} was approved.
// {invoice} was issued to acme by the run {run}; {payment} is an attempt to pay it online, of which another amount came. {late} was due
// half a year ago.
// {key} is a key of crew, {webhook} an address to which it is told of tasks; {delivery} was not taken there.
// {bank-import} has {bank-payment}, which waits.
// In the client's network {supporter} came in as "the-supporter" and sees {shown-part}; {asked-part} waits.
// {crew-one} is a crew of the organiser that holds {booking} for acme.
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
	a.addConsents(t)
	a.introduce(t)
	a.addPlacements(t)
	a.addNetwork(t)
	a.addCrew(t)
	a.addShift(t)
	a.addHours(t)
	a.addInvoice(t)
	a.addReceivable(t)
	a.addLate(t)
	a.addPayment(t)
	a.addBank(t)
	a.addIntegrations(t)
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
	coaches := map[string]string{"client": "coach", "other-client": "outsider"}
	for _, name := range []string{"client", "other-client"} {
		coach := coaches[name]
		c, err := a.Profiles.CreateClient(t.Context(), a.Actor(coach), profile.NewClient{Name: "Aino " + name, Lang: "fi"})
		must(t, err)
		a.IDs[name] = string(c.ID)
		_, err = a.Profiles.Save(t.Context(), a.Actor(coach), c.ID, 0, Content(), true)
		must(t, err)
	}
}

// PIN is the client's.
const PIN = "2580"

// addConsents lets the client in, and asks the client twice about the task: {held} was given, {asked} waits.
func (a *App) addConsents(t testing.TB) {
	t.Helper()
	client := marketplace.ID(a.IDs["client"])
	link, err := a.Doors.Make(t.Context(), a.Actor("coach"), client)
	must(t, err)
	a.IDs["link"] = link
	visit, err := a.Doors.Enter(t.Context(), link, PIN)
	must(t, err)
	token, err := a.Gate.IssueVisit(t.Context(), visit)
	must(t, err)
	a.token["the-client"] = token.Access
	me, err := a.Doors.ActorFor(t.Context(), visit.Holder, visit.Round)
	must(t, err)
	for _, name := range []string{"held", "asked"} {
		c, err := a.Consents.Ask(t.Context(), a.Actor("coach"), client, consent.Request{
			Purpose: consent.Introduction, Receiver: marketplace.ID(a.IDs["acme"]), Task: marketplace.ID(a.IDs["task"]),
			Fields: []consent.Field{consent.Strengths, consent.Goal, consent.AvailableTimes},
		})
		must(t, err)
		a.IDs[name] = string(c.ID)
	}
	_, err = a.Consents.Give(t.Context(), me, marketplace.ID(a.IDs["held"]), consent.Answer{Present: "alone", Version: 1})
	must(t, err)
}

// introduce puts the client forward for the task; acme has not looked yet.
func (a *App) introduce(t testing.TB) {
	t.Helper()
	i, err := a.Introductions.Send(t.Context(), a.Actor("coach"), a.ID("held"))
	must(t, err)
	a.IDs["introduction"] = string(i.ID)
}

// TheClient is the client as an actor, for calling a service without a request.
func (a *App) TheClient() marketplace.Actor {
	return marketplace.Actor{Person: a.ID("client"), Org: a.ID("unit"), Roles: []marketplace.Role{marketplace.RoleClient}, Lang: "fi"}
}

// addNetwork adds {supporter} to the client's network, who sees {shown-part}, was let in by {supporter-link}, and about whom
// {asked-part} waits.
func (a *App) addNetwork(t testing.TB) {
	t.Helper()
	ctx, coach, client := t.Context(), a.Actor("coach"), a.ID("client")
	m, err := a.Network.Add(ctx, coach, client, network.Details{Name: "Sirpa Sister", Relation: "family", Reached: "040 123 4567", Lang: "fi"})
	must(t, err)
	a.IDs["supporter"] = string(m.ID)
	m, err = a.Network.Ask(ctx, coach, client, m.ID, network.Questions{Fields: []consent.Field{consent.AdaptationsWanted, consent.Workdays}})
	must(t, err)
	a.IDs["asked-part"], a.IDs["shown-part"] = string(m.Parts[0].Consent), string(m.Parts[1].Consent)
	_, err = a.Consents.Give(ctx, a.TheClient(), m.Parts[1].Consent, consent.Answer{Present: "alone", Version: 1})
	must(t, err)
	a.IDs["supporter-link"], err = a.Network.Invite(ctx, coach, client, m.ID)
	must(t, err)
	visit, err := a.SupporterDoors.Enter(ctx, a.IDs["supporter-link"], PIN)
	must(t, err)
	token, err := a.Gate.IssueVisit(ctx, visit)
	must(t, err)
	a.token["the-supporter"] = token.Access
}

// Draft is work with which every gate of the law is content.
func Draft() placement.Draft {
	return placement.Draft{
		Terms: placement.Terms{
			Title: "Shelf filling", Form: "employment", Work: "Fills the shelves.", Place: "High street 1", Contact: "Ella, 040 123", Directs: "employer", Days: 4,
			DayMinutes: 240, WeekMinutes: 960, Wage: placement.Wage{Kind: "hour", Cents: 1350}, Start: "2026-11-23",
		},
		About: placement.About{EmployerKind: "company", PresentEmployer: "no", Age: gate.Adult, Checks: gate.Checks()},
	}
}

// addPlacements plans work for the client: {placement} is put before the three and has a plan and the visit {visit}, {gig}
// has the shift {job}.
func (a *App) addPlacements(t testing.TB) {
	t.Helper()
	ctx, coach, draft := t.Context(), a.Actor("coach"), Draft()
	in := placement.Beginning{Client: marketplace.ID(a.IDs["client"]), Task: marketplace.ID(a.IDs["task"]), Draft: draft}
	e, err := a.Placements.Begin(ctx, coach, in)
	must(t, err)
	a.IDs["placement"] = string(e.ID)
	_, err = a.Placements.Propose(ctx, coach, e.ID)
	must(t, err)
	_, err = a.Placements.SavePlan(ctx, coach, e.ID, support.Plan{Goal: "On her own", Every: 2, Steps: []support.Step{
		{Kind: "on_the_job", By: support.Coach, FromWeek: 1, ToWeek: 2, Minutes: 120},
	}})
	must(t, err)
	e, err = a.Placements.AddVisit(ctx, coach, e.ID, support.Visit{Date: "2026-11-25", Minutes: 60, OnJob: true})
	must(t, err)
	a.IDs["visit"] = string(e.Value.Visits[0].ID)
	in.Draft.Terms.Form = "gig"
	gig, err := a.Placements.Begin(ctx, coach, in)
	must(t, err)
	gig, err = a.Placements.AddJob(ctx, coach, gig.ID, placement.Job{Date: "2026-11-28", From: 600, Minutes: 240, Cents: 6000})
	must(t, err)
	a.IDs["gig"], a.IDs["job"] = string(gig.ID), string(gig.Value.Jobs[0].ID)
}

// CrewTerms is a crew that is there on weekday mornings.
func CrewTerms() capacity.Terms {
	t := capacity.Terms{Name: "Packers", Trades: []string{"packing"}, Postal: "00100", Site: "Workshop", Radius: 20_000, Ratio: 4, Published: true}
	for i := range 5 {
		t.Week[i] = []capacity.Window{{From: 480, To: 720, Participants: 4, Supervisors: 1}}
	}
	return t
}

func (a *App) addCrew(t testing.TB) {
	t.Helper()
	by := a.Actor("supervisor")
	e, err := a.Capacity.Create(t.Context(), by, CrewTerms())
	must(t, err)
	a.IDs["crew-one"], a.IDs["booking"] = string(e.ID), "booking-1"
	_, err = a.Capacity.Hold(t.Context(), by, e.ID, capacity.Request{
		ID: "booking-1", For: "quote-1", Buyer: marketplace.ID(a.IDs["acme"]), Until: marketplace.At(a.Clock.Now().Add(48 * time.Hour)),
		Loads: []capacity.Load{{Date: "2026-12-01", From: 480, To: 600, Participants: 2, Supervisors: 1}},
	})
	must(t, err)
}
