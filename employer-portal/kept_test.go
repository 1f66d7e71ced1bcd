package portal_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/marketplace/watch"
)

// publishAnother publishes one more task like {task}.
func (w *world) publishAnother(t *testing.T, title string) marketplace.ID {
	t.Helper()
	ctx, employer := context.Background(), w.Actor("employer")
	e, err := w.Tasks.Get(ctx, employer, marketplace.ID(w.IDs["task"]))
	if err != nil {
		t.Fatal(err)
	}
	fresh := e.Value
	fresh.ID, fresh.Title, fresh.Status = "", title, task.Draft
	made, err := w.Tasks.Create(ctx, employer, fresh)
	if err == nil {
		_, err = w.Tasks.Publish(ctx, employer, made.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.Carry(t)
	return made.ID
}

// TestSavedSearchWalk saves what was searched for, is told what is new, sees it, pauses and deletes the search.
func TestSavedSearchWalk(t *testing.T) {
	w := newWorld(t)
	w.Clock.Move(time.Second)
	b := w.as(t, "coach").get("/searches").expect(200, "No saved searches yet")
	if b.doc.Find(`nav a[aria-current][href="/search"]`).Length() != 1 {
		t.Error("the page does not count as the search")
	}
	b.get("/search?forms=employment&hours_to=40&page=1")
	if b.doc.Find(`main a[href="/searches"]`).Length() != 1 || b.doc.Find(`main a[href="/lists"]`).Length() != 1 {
		t.Error("the search does not lead to what was kept")
	}
	b.get(b.doc.Find(`#results a[href^="/searches/new"]`).AttrOr("href", "")).expect(200, "At most 40 h a week")
	v := b.values("/searches/new")
	v.Set("name", " ")
	b.post("/searches/new", v).expect(422, "At most 40 h a week")
	if b.doc.Find(`#problems a[href="#f-name"]`).Length() != 1 {
		t.Error("nothing leads to the name")
	}
	v = b.values("/searches/new")
	v.Set("name", "Paid work")
	b.post("/searches/new", v).expect(200, "The search is saved.")
	saved := strings.TrimSuffix(b.path, "?done=search_saved")
	if b.doc.Find("#results, .tag.good").Length() != 0 {
		t.Error("what was there is new")
	}
	id := w.publishAnother(t, "Shelf helper")
	w.day(t)
	b.get("/searches").expect(200, "1 new task")
	b.get(saved)
	if n := b.doc.Find(`article .tag.good`).Length(); n != 1 || b.doc.Find(`article a[href="/tasks/`+string(id)+`"]`).Parent().Parent().Find(".tag.good").Length() != 1 {
		t.Errorf("%d tasks are new", n)
	}
	b.get(saved).expect(200, "1 new task") // looking again changes nothing
	b.post(saved+"/seen", b.values(saved+"/seen")).expect(200, "marked as seen")
	if b.doc.Find("article .tag.good").Length() != 0 {
		t.Error("what was seen is new")
	}
	v = b.get(saved + "/edit").values(saved + "/edit")
	v.Set("state", "never")
	v.Set("name", "Paused")
	stale := v.Get("rev")
	b.post(saved+"/edit", v).expect(200, "the search is paused")
	v.Set("rev", stale)
	v.Set("name", "Other")
	b.get(saved+"/edit").post(saved+"/edit", v).expect(422, "another window")
	w.publishAnother(t, "Kitchen helper")
	w.day(t)
	b.get("/searches")
	if b.doc.Find(".tag.good").Length() != 0 {
		t.Error("a paused search tells")
	}
	b.get(saved+"/delete").post(saved+"/delete", b.values(saved+"/delete")).expect(200, "No saved searches yet")
	b.get(saved).expect(404, "")
	w.as(t, "colleague").get(saved).expect(404, "")
}

// day lets the looks of a day be made and told.
func (w *world) day(t *testing.T) {
	t.Helper()
	w.Clock.Move(24 * time.Hour)
	if err := w.Watches.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.Carry(t)
}

// TestSearchThatThePageCannotAsk: filters that only the interface has are said in words, and the search page, which would
// drop them, is not offered.
func TestSearchThatThePageCannotAsk(t *testing.T) {
	w := newWorld(t)
	e, err := w.Watches.Create(t.Context(), w.Actor("coach"), "k", watch.Draft{
		Name: "Turku", Query: find.Query{Municipals: []string{"Turku"}, NotHazards: []string{"dust"}, HoursFrom: 600}, State: watch.Daily,
	})
	if err != nil {
		t.Fatal(err)
	}
	b := w.as(t, "coach").get("/searches/"+string(e.ID)).expect(200, "Municipality: Turku")
	if b.doc.Find(`main a[href^="/search?"]`).Length() != 0 || !strings.Contains(b.body, "At least 10 h a week") {
		t.Error("the search page is offered, or a filter is not said")
	}
}

// TestSharedListWalk: two coaches fill a list, one takes a task off; others have no such page.
func TestSharedListWalk(t *testing.T) {
	w := newWorld(t)
	other := w.publishAnother(t, "Shelf helper")
	b := w.as(t, "coach").get("/lists").expect(200, "No shared lists yet")
	b.get("/tasks/{task}")
	put := b.doc.Find(`main a[href^="/lists/put"]`).AttrOr("href", "")
	b.get(put).expect(200, "Write nothing about a client")
	v := b.values("/lists/put")
	v.Set("note", strings.Repeat("x", 201))
	b.post("/lists/put", v).expect(422, "")
	if b.doc.Find(`#problems a[href="#f-name"]`).Length() != 1 {
		t.Error("a list without a name was begun, or nothing leads to the field")
	}
	v = b.values("/lists/put")
	v.Set("name", "Quiet places")
	b.post("/lists/put", v).expect(422, "")
	if b.doc.Find(`#problems a[href="#f-note"]`).Length() != 1 {
		t.Error("nothing leads to the note")
	}
	v = b.values("/lists/put")
	v.Set("note", "Few people")
	b.post("/lists/put", v).expect(200, "Few people")
	list := strings.TrimSuffix(b.path, "?done=list_put")
	if b.get("/lists").doc.Find("main li").Length() != 1 {
		t.Error("the form that was sent again began another list")
	}
	c := w.as(t, "colleague").get("/lists/put?task="+string(other)).expect(200, "Quiet places")
	c.post("/lists/put", c.values("/lists/put")).expect(200, "Few people")
	if n := c.doc.Find("article").Length(); n != 2 {
		t.Errorf("%d tasks on the list", n)
	}
	if _, err := w.Tasks.Close(t.Context(), w.Actor("employer"), other); err != nil {
		t.Fatal(err)
	}
	b.get(list).expect(200, "no longer")
	drop := b.values(list + "/drop")
	b.post(list+"/drop", drop).expect(200, "off the list")
	if n := b.doc.Find("article").Length(); n != 1 {
		t.Errorf("%d tasks on the list", n)
	}
	v = b.get(list + "/edit").values(list + "/edit")
	v.Set("name", "Calm places")
	b.post(list+"/edit", v).expect(200, "Calm places")
	for _, who := range []string{"employer", "unit-owner", "supervisor"} {
		w.as(t, who).get(list).expect(403, "")
	}
	w.as(t, "outsider").get(list).expect(404, "")
	if w.as(t, "employer").get("/tasks/{task}").doc.Find(`main a[href^="/lists"]`).Length() != 0 {
		t.Error("an employer is led to a list")
	}
	b.get(list+"/delete").post(list+"/delete", b.values(list+"/delete")).expect(200, "No shared lists yet")
}
