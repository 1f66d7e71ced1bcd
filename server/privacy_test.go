package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/measure"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/marketplace/privacy/holding"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// marks are words that stand nowhere else: each says in which field it was written.
type marks []string

func (m *marks) as(field string) string {
	word := "Qzx" + field
	*m = append(*m, word)
	return word
}

// filledClient fills in every sort of text about the client of the world, and gives the words.
func filledClient(t testing.TB, a *servertest.App) marks {
	t.Helper()
	var m marks
	ctx, coach, client, me := t.Context(), a.Actor("coach"), a.ID("client"), a.TheClient()
	c := servertest.Content()
	c.Strengths, c.Motivation, c.Resources = []string{m.as("strength")}, m.as("motivation"), m.as("resources")
	c.Goal.Text, c.SupportNote, c.Availability.Stamina = m.as("goal"), m.as("support"), m.as("stamina")
	c.Liked, c.Disliked, c.Skills = []string{m.as("liked")}, []string{m.as("disliked")}, []string{m.as("skill")}
	c.Experience = []profile.Experience{{Title: m.as("title"), Months: 3, Note: m.as("experience")}}
	c.Education = []profile.Education{{Name: m.as("school")}}
	lifting := c.Abilities["lifting"]
	lifting.Note = m.as("lifting")
	c.Abilities["lifting"] = lifting
	_, err := a.Profiles.Save(ctx, coach, client, 1, c, true)
	fine(t, err)
	_, err = a.Profiles.AddEvidence(ctx, coach, client, evidence.Item{About: "abilities.lifting", By: "workplace", Kind: "seen", On: "2026-11-20", Note: m.as("evidence")})
	fine(t, err)
	_, err = a.Profiles.TellOwn(ctx, me, profile.Content{Liked: []string{m.as("own")}}, "liked")
	fine(t, err)
	_, err = a.Starters.Answer(ctx, coach, client, 0, "goal", profile.Content{Goal: profile.Goal{Text: m.as("starter")}})
	fine(t, err)
	_, err = a.Coaching.Receive(ctx, coach, client, coaching.Referral{From: "county_social", Wish: "wants", Received: "2026-11-16", Name: m.as("referrer"), Reason: m.as("reason")})
	fine(t, err)
	_, err = a.Coaching.Answer(ctx, coach, client, coaching.Reply{Taken: true})
	fine(t, err)
	_, err = a.Coaching.Write(ctx, coach, client, coaching.NoteInput{Kind: "phone", Line: m.as("note")})
	fine(t, err)
	_, err = a.Coaching.Log(ctx, coach, client, coaching.MeetingInput{Day: "2026-11-23", Organisation: "Shop", Kind: "first", Outcome: "interested", Minutes: 40, Need: m.as("need"), Tasks: m.as("tasks")})
	fine(t, err)
	g, err := a.Measures.SetGoal(ctx, coach, client, measure.Wanted{Words: m.as("aim"), Levels: [5]string{"a", "b", "c", "d", m.as("level")}, Set: "2026-11-20"})
	fine(t, err)
	score := 100
	_, err = a.Measures.Add(ctx, coach, client, measure.Asked{Kind: "attainment", Goal: g.ID, On: "2026-11-21", Answer: measure.Given, Score: &score, Phase: "start"})
	fine(t, err)
	_, err = a.Discovery.Matches(ctx, coach, client, discovery.MatchOptions{})
	fine(t, err)
	i := introduction.IDOf(a.ID("held"))
	_, err = a.Introductions.WriteAsCoach(ctx, coach, i, introduction.Draft{Text: m.as("message"), ForClient: true})
	fine(t, err)
	_, err = a.Introductions.WriteAsEmployer(ctx, a.Actor("employer"), i, introduction.Draft{Text: m.as("answer")})
	fine(t, err)
	draft := servertest.Draft()
	draft.Terms.Work, draft.Terms.Place, draft.Terms.Support, draft.Terms.Contact = m.as("work"), m.as("place"), m.as("help"), m.as("contact")
	p, err := a.Placements.Begin(ctx, coach, placement.Beginning{Client: client, Task: a.ID("task"), Draft: draft})
	fine(t, err)
	_, err = a.Placements.SavePlan(ctx, coach, p.ID, support.Plan{Goal: m.as("plan"), Every: 2, Steps: []support.Step{{Kind: "on_the_job", By: support.Coach, FromWeek: 1, ToWeek: 2, Minutes: 120}}})
	fine(t, err)
	code, err := a.OwnWeeks.Code(ctx, a.Actor("supervisor"), "noor")
	fine(t, err)
	_, err = a.OwnWeeks.Join(ctx, me, code)
	fine(t, err)
	a.MarkShift(t)
	a.Carry(t)
	return m
}

// dump is everything that the store holds, as text, by collection.
func dump(t testing.TB, a *servertest.App) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, schema := range server.Schemas() {
		docs := store.NewCollection[json.RawMessage](a.Store, schema)
		fine(t, docs.Each(t.Context(), store.Query{}, func(e store.Entry[json.RawMessage]) error {
			out[schema.Collection] = append(out[schema.Collection], string(e.Value))
			return nil
		}))
	}
	return out
}

// TestEveryCollectionIsInTheInventory: a new collection is erased and exported, or somebody has said why not.
func TestEveryCollectionIsInTheInventory(t *testing.T) {
	impersonal := holding.Impersonal()
	seen := map[string]bool{}
	for _, w := range []holding.Whose{holding.Client, holding.Person} {
		for _, h := range holding.Table(w) {
			seen[h.Collection] = true
			if (h.Fate == holding.Removed) != (h.Why == "") || (h.Fate == holding.Reduced) != (len(h.Stays) > 0) {
				t.Errorf("%s of a %s: fate %s, why %q, stays %v", h.Collection, w, h.Fate, h.Why, h.Stays)
			}
		}
	}
	known := map[string]bool{}
	for _, schema := range server.Schemas() {
		known[schema.Collection] = true
		if seen[schema.Collection] == (impersonal[schema.Collection] != "") {
			t.Errorf("%s stands in the inventory and among what is impersonal, or in neither", schema.Collection)
		}
	}
	for name := range impersonal {
		if !known[name] {
			t.Errorf("%s is no collection", name)
		}
	}
}

// TestExtractHoldsEverythingAndNobodyElse: the bytes hold each text that was written about the client, and nothing of the other
// client, of the client's network, of colleagues, and no secret.
func TestExtractHoldsEverythingAndNobodyElse(t *testing.T) {
	a := servertest.New(t)
	written := filledClient(t, a)
	before := a.Facts(t)["data.read"]
	e, err := a.Extracts.Mine(t.Context(), a.TheClient())
	fine(t, err)
	raw, err := json.Marshal(e)
	fine(t, err)
	for _, word := range append(written, "Aino client", "2026-11-20", `"as":"members"`, `"own_shifts"`) {
		if !strings.Contains(string(raw), word) {
			t.Errorf("%q is not in the extract", word)
		}
	}
	for _, word := range []string{
		"Aino other-client", a.IDs["other-client"], "Sirpa", "040 123 4567", `"salt"`, `"pin"`, a.IDs["coach"], a.IDs["colleague"], a.IDs["employer"], "Mio", "\"mio\"", "@sovite.test",
	} {
		if strings.Contains(string(raw), word) {
			t.Errorf("%q is in the extract", word)
		}
	}
	if after := a.Facts(t)["data.read"]; after != before+1 {
		t.Errorf("making an extract is %d facts, want one", after-before)
	}
	if _, err := a.Extracts.OfClient(t.Context(), a.Actor("coach"), a.ID("client")); err != nil {
		t.Errorf("the coach cannot make one for the client: %v", err)
	}
	for _, who := range []string{"colleague", "outsider", "unit-owner", "employer", "administrator"} {
		if _, err := a.Extracts.OfClient(t.Context(), a.Actor(who), a.ID("client")); err == nil {
			t.Errorf("%s gets an extract of the client", who)
		}
	}
}

// finished ends what runs for the client, so that nothing stands in the way.
func finished(t testing.TB, a *servertest.App) {
	t.Helper()
	list, err := a.Placements.OfClient(t.Context(), a.Actor("coach"), a.ID("client"), marketplace.Page{})
	fine(t, err)
	for _, p := range list.Items {
		if p.Value.State.Open() {
			_, err := a.Placements.Finish(t.Context(), a.Actor("coach"), p.ID, placement.Ending{Reason: "other", Lessons: "Qzxlessons", On: "2026-11-23"})
			fine(t, err)
		}
	}
	e, err := a.Rosters.Member(t.Context(), a.Actor("supervisor"), "noor")
	fine(t, err)
	_, err = a.Rosters.EndMember(t.Context(), a.Actor("supervisor"), "noor", e.Rev)
	fine(t, err)
	a.Carry(t)
}

// leftovers says where a word still stands; collections in but are passed over.
func leftovers(t testing.TB, a *servertest.App, words []string, but ...string) (out []string) {
	t.Helper()
	for collection, docs := range dump(t, a) {
		for _, doc := range docs {
			for _, word := range words {
				if strings.Contains(doc, word) && !slices.Contains(but, collection) {
					out = append(out, collection+": "+word)
				}
			}
		}
	}
	return out
}

func TestErasureLeavesNothing(t *testing.T) {
	a := servertest.New(t)
	written := append(filledClient(t, a), "Aino client", "Qzxlessons", "Sirpa", "040 123 4567")
	ctx, coach := t.Context(), a.Actor("coach")
	if _, err := a.Erasures.AskMine(ctx, a.TheClient()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Erasures.Decide(ctx, coach, a.ID("client")); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Fatalf("erased while work goes on: %v", err)
	}
	finished(t, a)
	for _, who := range []string{"colleague", "outsider", "employer", "administrator", "auditor"} {
		if _, err := a.Erasures.Decide(ctx, a.Actor(who), a.ID("client")); err == nil {
			t.Fatalf("%s decides", who)
		}
	}
	other := slices.Clone(dump(t, a)["profiles"])
	p, err := a.Erasures.Preview(ctx, a.Actor("unit-owner"), a.ID("client"))
	fine(t, err)
	if len(p.Obstacles) > 0 || len(p.Effects) < 15 || !strings.HasPrefix(p.Code, "K-") {
		t.Errorf("the owner is shown %+v", p)
	}
	if _, err := a.Erasures.Decide(ctx, a.Actor("unit-owner"), a.ID("client")); err != nil {
		t.Fatal(err)
	}
	a.Carry(t)
	for _, left := range leftovers(t, a, written) {
		t.Errorf("still there: %s", left)
	}
	for _, doc := range other {
		if strings.Contains(doc, a.IDs["other-client"]) && !slices.Contains(dump(t, a)["profiles"], doc) {
			t.Error("another client lost something")
		}
	}
	reports, err := a.Record.VerifyAll(ctx, nil)
	fine(t, err)
	for _, r := range reports {
		if r.Fault != nil {
			t.Errorf("the record of %s is broken: %+v", r.Org, r.Fault)
		}
	}
	if _, err := a.Doors.Enter(ctx, a.IDs["link"], servertest.PIN); err == nil {
		t.Error("the client's link still opens")
	}
	if _, err := a.Profiles.Client(ctx, coach, a.ID("client")); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("the coach still finds the client: %v", err)
	}
	if _, err := a.Erasures.AskFor(ctx, coach, a.ID("client")); err == nil {
		t.Error("asked for twice")
	}
}

// TestErasureAfterCrash: whatever write the program stops at, it goes on and leaves nothing; run again it changes nothing.
func TestErasureAfterCrash(t *testing.T) {
	a := servertest.New(t)
	written := append(filledClient(t, a), "Aino client")
	finished(t, a)
	ctx := t.Context()
	_, err := a.Erasures.AskMine(ctx, a.TheClient())
	fine(t, err)
	_, err = a.Erasures.Decide(ctx, a.Actor("coach"), a.ID("client"))
	fine(t, err)
	writes := 0
	for {
		moment := storetest.Moment(writes % 2)
		ports := a.Ports
		faulty := storetest.Faulty(a.Store, []int{3, 4, 3, 4, 7}[writes%5], moment) // the first writes record the facts once more
		ports.Store = faulty
		broken, err := server.Assemble(ports)
		fine(t, err)
		err = broken.Courier.Drain(ctx)
		if !faulty.Crashed() {
			fine(t, err)
			break
		}
		if !errors.Is(err, storetest.ErrCrash) && !marketplace.IsKind(err, marketplace.Unavailable) && err != nil {
			t.Logf("crash %d: %v", writes, err)
		}
		if writes++; writes > 300 {
			t.Fatal("it never ends")
		}
	}
	if writes < 30 {
		t.Errorf("only %d crashes: the test looks at nothing", writes)
	}
	for _, left := range leftovers(t, a, written) {
		t.Errorf("still there: %s", left)
	}
	e, err := a.Erasures.Mine(ctx, marketplace.Actor{Person: a.ID("client"), Roles: []marketplace.Role{marketplace.RoleClient}})
	if err != nil || e.State != privacy.Done {
		t.Errorf("%+v %v", e, err)
	}
	a.Unchanged(t, func() {
		f := marketplace.Fact{Type: "erasure.begun", Subject: "erasures/" + a.IDs["client"]}
		fine(t, a.Erasures.Follow(context.Background(), f))
	})
}

// TestCloseAccount: a person closes their own account; what they wrote for an organisation stays without a name.
func TestCloseAccount(t *testing.T) {
	a := servertest.New(t)
	ctx := t.Context()
	a.Carry(t)
	for who, want := range map[string]string{"coach": "privacy.obstacle.coaching", "rival": "privacy.obstacle.last_owner"} {
		if _, err := a.Erasures.Close(ctx, a.Actor(who), "", servertest.Password); marketplace.AsError(err).Key != want {
			t.Errorf("%s: %v, want %s", who, err, want)
		}
	}
	if _, err := a.Erasures.Close(ctx, a.Actor("supervisor"), "", "wrong"); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("closed with a wrong password: %v", err)
	}
	e, err := a.Extracts.Me(ctx, a.Actor("supervisor"))
	fine(t, err)
	raw, err := json.Marshal(e)
	fine(t, err)
	for _, word := range []string{"supervisor@sovite.test", `"as":"leaders"`, `"key":"acts"`, `"key":"changes"`, `"key":"sessions"`} {
		if !strings.Contains(string(raw), word) {
			t.Errorf("%s is not in the extract", word)
		}
	}
	for _, word := range []string{"argon2", `"password"`, "billing@sovite.test", a.IDs["billing"]} {
		if strings.Contains(string(raw), word) {
			t.Errorf("%s is in the extract", word)
		}
	}
	_, err = a.Erasures.Close(ctx, a.Actor("supervisor"), "", servertest.Password)
	fine(t, err)
	a.Carry(t)
	for _, left := range leftovers(t, a, []string{"supervisor@sovite.test", `"name":"supervisor"`}, "timesheets") { // there it is the name of a line
		t.Errorf("still there: %s", left)
	}
	if resp, _ := a.Do(t, a.Request("supervisor", "GET", "/api/v1/people/me", "")); resp.StatusCode == 200 {
		t.Error("the session still opens")
	}
	reports, err := a.Record.VerifyAll(ctx, nil)
	fine(t, err)
	for _, r := range reports {
		if r.Fault != nil {
			t.Errorf("the record of %s is broken: %+v", r.Org, r.Fault)
		}
	}
}

// privacySamples are good calls of the ways to one's own data.
func privacySamples() map[string]sample {
	others := []string{"colleague", "outsider", "employer-owner", "rival", "crew-owner"}
	asked := []servertest.Scenario{{
		Name: "ask", As: "the-client", Method: "POST", Path: openapi.Base + "/my/erasure", Want: 200, Facts: map[string]int{"erasure.asked": 1},
	}}
	const path = "/clients/{client}/erasure"
	return map[string]sample{
		"read-own-extract":    {own: "the-client"},
		"read-own-erasure":    {own: "the-client"},
		"ask-own-erasure":     {own: "the-client"},
		"take-back-erasure":   {own: "the-client", before: asked},
		"read-client-extract": {path: "/clients/{client}/extract", own: "coach", foreign: []string{"colleague", "outsider"}},
		"read-erasure":        {path: path, own: "coach", foreign: others, before: asked},
		"ask-erasure":         {path: path, own: "coach", foreign: []string{"colleague", "outsider"}},
		"decide-erasure": {path: "/clients/{other-client}/erasure/decide", own: "outsider", foreign: []string{"coach", "colleague", "unit-owner", "rival"}, before: []servertest.Scenario{{
			Name: "ask", As: "outsider", Method: "POST", Path: openapi.Base + "/clients/{other-client}/erasure", Want: 200, Facts: map[string]int{"erasure.asked": 1},
		}}},
		"refuse-erasure": {path: path + "/refuse", own: "unit-owner", body: `{"reason": "talked_over"}`, foreign: others, before: asked},
		"list-erasure":   {own: "unit-owner"},
		"read-extract":   {own: "coach"},
		"list-trail":     {own: "nobody"},
		"close-account":  {own: "colleague", body: `{"password": "` + servertest.Password + `"}`},
	}
}
