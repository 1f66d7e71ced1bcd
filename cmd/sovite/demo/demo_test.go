package demo_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

// today is a day after everything that the files say was observed.
const today = marketplace.Date("2026-11-23")

type world struct {
	demo.Data
	scale  *matching.Scale
	places *place.Places
	esco   *esco.Table
}

func load(t *testing.T) world {
	t.Helper()
	data, err := demo.Load()
	must(t, err)
	scale, err := matching.LoadScale()
	must(t, err)
	places, err := place.Load()
	must(t, err)
	table, err := esco.Load()
	must(t, err)
	return world{data, scale, places, table}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w world) org(id marketplace.ID) (demo.Organisation, bool) {
	i := slices.IndexFunc(w.Organisations, func(o demo.Organisation) bool { return o.ID == id })
	if i < 0 {
		return demo.Organisation{}, false
	}
	return w.Organisations[i], true
}

func TestIDsAreUniqueAndStable(t *testing.T) {
	w := load(t)
	seen := map[marketplace.ID]bool{}
	note := func(id marketplace.ID, prefix string) {
		if !id.Valid() || !strings.HasPrefix(string(id), prefix) || seen[id] {
			t.Errorf("id %q is taken, not valid or does not begin with %q", id, prefix)
		}
		seen[id] = true
	}
	for _, o := range w.Organisations {
		note(o.ID, "demo-org-")
	}
	for _, p := range w.People {
		note(p.ID, "demo-person-")
	}
	for _, c := range w.Clients {
		note(c.ID, "demo-client-")
	}
	for _, m := range w.Measured {
		for _, g := range m.Goals {
			note(g.ID, "demo-goal-")
		}
	}
	for _, k := range w.Tasks {
		note(k.ID, "demo-task-")
	}
	for _, i := range w.Introductions {
		note(i.ID, "demo-consent-")
	}
	for _, id := range []marketplace.ID{
		"demo-org-tukityo", "demo-org-hotelli", "demo-org-kammenpaja", "demo-person-valmentaja", "demo-client-aino",
		"demo-client-sanni", "demo-task-hotelli-aamiainen", "demo-task-leipomo-pahkinapasteijat",
	} {
		if !seen[id] {
			t.Errorf("%s is gone; links and guides name it", id)
		}
	}
}

func TestOrganisations(t *testing.T) {
	w := load(t)
	kinds, ids := map[account.Kind]int{}, map[string]bool{}
	for _, o := range w.Organisations {
		id, ok := check.BusinessID(o.BusinessID)
		if !ok || id != o.BusinessID || ids[id] {
			t.Errorf("%s: business id %q is wrong or taken", o.ID, o.BusinessID)
		}
		if !strings.HasPrefix(o.BusinessID, "00000") {
			t.Errorf("%s: business id %q could be that of a real firm", o.ID, o.BusinessID)
		}
		ids[id] = true
		if _, ok := w.places.Municipality(o.Municipality); !ok {
			t.Errorf("%s: there is no municipality %q", o.ID, o.Municipality)
		}
		for _, k := range o.Kinds {
			kinds[k]++
		}
		if !slices.ContainsFunc(w.People, func(p demo.Person) bool {
			return p.Org == o.ID && slices.Contains(p.Roles, marketplace.RoleOwner)
		}) {
			t.Errorf("%s has no owner", o.ID)
		}
	}
	if kinds[account.KindEmployer] != 14 || kinds[account.KindCoaching] != 2 || kinds[account.KindOrganiser] != 2 {
		t.Errorf("kinds: %v", kinds)
	}
}

func TestPeople(t *testing.T) {
	w := load(t)
	emails := map[string][]marketplace.Role{}
	for _, p := range w.People {
		email, ok := check.Email(p.Email)
		if !ok || email != p.Email || !strings.HasSuffix(email, "@demo.sovite.fi") {
			t.Errorf("%s: address %q", p.ID, p.Email)
		}
		if _, taken := emails[email]; taken {
			t.Errorf("%s: address %q is taken", p.ID, p.Email)
		}
		emails[email] = p.Roles
		o, ok := w.org(p.Org)
		if !ok {
			t.Errorf("%s: there is no organisation %s", p.ID, p.Org)
		}
		for _, r := range p.Roles {
			if !slices.Contains(append(account.Roles(o.Kinds), marketplace.RoleAdministrator), r) {
				t.Errorf("%s: nobody can be %s in %s", p.ID, r, o.ID)
			}
		}
	}
	for name, role := range map[string]marketplace.Role{
		"valmentaja": marketplace.RoleCoach, "toinen.valmentaja": marketplace.RoleCoach, "jobbcoach": marketplace.RoleCoach,
		"tyonantaja": marketplace.RoleEmployer, "jarjestaja": marketplace.RoleSupervisor, "yllapito": marketplace.RoleAdministrator,
	} {
		if !slices.Contains(emails[name+"@demo.sovite.fi"], role) {
			t.Errorf("%s@demo.sovite.fi is not %s", name, role)
		}
	}
}

func TestTasks(t *testing.T) {
	w := load(t)
	states, languages, near := map[task.Status]int{}, map[string]int{}, 0
	for _, k := range w.Tasks {
		for _, e := range k.Validate(w.scale, w.places, w.esco) {
			t.Errorf("%s: %+v", k.ID, e)
		}
		states[k.Status]++
		languages[k.Lang]++
		if k.Status != task.Draft {
			checkTold(t, k)
		}
		if p, _ := w.places.Postal(k.Place.Postal); k.Status == task.Published && p.Region == "Pirkanmaa" {
			near++
		}
		if o, ok := w.org(k.Org); !ok || !slices.Contains(o.Kinds, account.KindEmployer) || k.Employer != o.Name {
			t.Errorf("%s: employer %s %q", k.ID, k.Org, k.Employer)
		}
	}
	if states[task.Published] < 70 || states[task.Draft] < 4 || states[task.Closed] != 2 || near < 45 {
		t.Errorf("states %v, %d published around Tampere", states, near)
	}
	if languages["fi"] < 40 || languages["sv"] < 10 || languages["en"] < 5 {
		t.Errorf("languages %v", languages)
	}
}

// checkTold: what is or was published is told in full, and the single steps add up to the hours told.
func checkTold(t *testing.T, k demo.Task) {
	t.Helper()
	for _, e := range k.Missing() {
		t.Errorf("%s cannot be published: %+v", k.ID, e)
	}
	minutes, essential := 0, 0
	for _, s := range k.Steps {
		minutes += s.Minutes
	}
	for _, d := range k.Demands {
		if d.Essential {
			essential++
		}
	}
	if minutes < k.WeekMinutes.Min || minutes > k.WeekMinutes.Max || len(k.Steps) < 3 {
		t.Errorf("%s: %d steps of %d minutes in a week of %+v", k.ID, len(k.Steps), minutes, k.WeekMinutes)
	}
	if n := len(k.Weekdays.Values); n > 0 && k.DayMinutes*n < k.WeekMinutes.Min {
		t.Errorf("%s: %d days of %d minutes are less than %+v", k.ID, n, k.DayMinutes, k.WeekMinutes)
	}
	if len(k.Demands) < 5 || essential < 2 || essential > 4 || len(k.Adaptations) < 2 {
		t.Errorf("%s: %d demands, %d essential, %d adaptations", k.ID, len(k.Demands), essential, len(k.Adaptations))
	}
}

// TestDraftShowsWhatIsMissing keeps one food task that cannot be published until its allergens are told.
func TestDraftShowsWhatIsMissing(t *testing.T) {
	w := load(t)
	i := slices.IndexFunc(w.Tasks, func(k demo.Task) bool { return k.ID == "demo-task-keittio-valipalapussit" })
	if i < 0 || w.Tasks[i].Status != task.Draft {
		t.Fatal("the draft is gone")
	}
	var missing []string
	for _, e := range w.Tasks[i].Missing() {
		missing = append(missing, e.Field)
	}
	if !slices.Equal(missing, []string{"allergens"}) {
		t.Errorf("missing: %v", missing)
	}
}

func TestClients(t *testing.T) {
	w := load(t)
	caseload, codes := map[marketplace.ID]int{}, map[string]bool{}
	for _, c := range w.Clients {
		for _, e := range c.Content.Validate(w.scale, w.places, w.esco, today) {
			t.Errorf("%s: %+v", c.ID, e)
		}
		for d, a := range c.Content.Abilities {
			if a.Rating == matching.NotAsked || a.Source == "" || a.On == "" {
				t.Errorf("%s: nobody says where %s comes from", c.ID, d)
			}
		}
		if len(c.Code) != 6 || strings.ContainsAny(c.Code[2:], "01IO") || codes[c.Code] {
			t.Errorf("%s: pseudonym %q is taken or hard to read", c.ID, c.Code)
		}
		codes[c.Code] = true
		if !c.Counted {
			t.Errorf("%s is not counted: employers would see less than the demo has", c.ID)
		}
		caseload[c.Coach]++
		if c.Status != profile.Active || len(c.Content.Strengths) < 2 || c.Content.Motivation == "" {
			t.Errorf("%s: strengths come first", c.ID)
		}
		if !slices.ContainsFunc(w.People, func(p demo.Person) bool {
			return p.ID == c.Coach && p.Org == c.Org && slices.Contains(p.Roles, marketplace.RoleCoach)
		}) {
			t.Errorf("%s: %s does not coach in %s", c.ID, c.Coach, c.Org)
		}
	}
	want := map[marketplace.ID]int{
		"demo-person-valmentaja": 8, "demo-person-jobbcoach": 2, "demo-person-toinenvalmentaja": 1,
		"demo-person-kollega": 20, "demo-person-toinenkollega": 20,
	}
	if !maps.Equal(caseload, want) {
		t.Errorf("caseloads %v", caseload)
	}
}

// The meetings and notes of a course lie between its beginning and the day of seeding, in the order of the story.
func TestCourses(t *testing.T) {
	w := load(t)
	if len(w.Courses) == 0 {
		t.Fatal("no course")
	}
	for _, c := range w.Courses {
		if !slices.ContainsFunc(w.Clients, func(k demo.Client) bool {
			return k.ID == c.Client && k.Coach == c.Coach && k.Org == c.Org && k.Confirmed
		}) {
			t.Errorf("%s is nobody's client, or the profile is a draft", c.Client)
		}
		if c.Received < c.Accepted || c.Accepted < c.Agreed || len(c.PlanDays) != len(c.Plan.Steps) {
			t.Errorf("%s: the days are in disorder", c.Client)
		}
		for _, m := range c.Meetings {
			if _, ok := w.org(m.Firm); !ok || m.Ago > c.Accepted || !strings.HasPrefix(string(m.ID), "demo-meeting-") {
				t.Errorf("%s: %s", m.ID, m.Organisation)
			}
		}
	}
}

// Every demo carving is of an employer that is there, and good enough to be saved as it stands.
func TestCarvings(t *testing.T) {
	w := load(t)
	catalogue, err := carving.LoadCatalogue(w.scale)
	must(t, err)
	for _, c := range w.Carvings {
		if o, ok := w.org(c.Org); !ok || !slices.Contains(o.Kinds, account.KindEmployer) {
			t.Errorf("%s is of %s", c.ID, c.Org)
		}
		if bad := c.Content.Normalise().Validate(catalogue, &check.Fields{Scale: w.scale, Places: w.places}); len(bad) > 0 {
			t.Errorf("%s: %v", c.ID, bad)
		}
	}
}
