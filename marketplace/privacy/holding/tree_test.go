package holding

import (
	"testing"

	"sovite.fi/sovite/marketplace/store"
)

func TestReducedKeepsOnlyWhatMayStay(t *testing.T) {
	h := Holding{
		Fate: Reduced, Stays: []string{"id", "terms.form", "history.day", "huge"},
		Put: func(doc map[string]any, _ Subject) { doc["name"] = "–" },
	}
	d := store.Doc{Body: []byte(`{"id": "1", "name": "Aino", "huge": 9007199254740993, "terms": {"form": "gig", "work": "secret"}, "history": [{"day": "d", "who": "w"}], "later": {"field": "secret"}}`)}
	body, changed, err := h.Reduced(d, Subject{})
	want := `{"history":[{"day":"d"}],"huge":9007199254740993,"id":"1","name":"–","terms":{"form":"gig"}}`
	if err != nil || !changed || string(body) != want {
		t.Errorf("%s %v %v", body, changed, err)
	}
	if _, changed, err := h.Reduced(store.Doc{Body: body}, Subject{}); changed || err != nil {
		t.Errorf("reduced twice it changes again: %v", err)
	}
}

func TestToldNamesOthersByRole(t *testing.T) {
	h := Holding{Hide: []string{"pin", "list.reached", "empty"}}
	d := store.Doc{Body: []byte(`{"by": "01J0000000000000000000000A", "coach": "c1", "who": "me1", "side": "employer", "ended_by": "employer", "pin": "1234", "list": [{"reached": "040", "saved_by": "x9"}]}`)}
	got, err := h.Told(d, Subject{ID: "me1", Coach: "c1"}, nil)
	if err != nil || got["by"] != "staff" || got["coach"] != "coach" || got["who"] != "self" || got["ended_by"] != "employer" || got["pin"] != nil {
		t.Errorf("%v %v", got, err)
	}
	one, _ := got["list"].([]any)[0].(map[string]any)
	if one["reached"] != nil || one["saved_by"] != "staff" {
		t.Errorf("%v", one)
	}
	if out, err := (Holding{Pick: shiftsOf}).Told(store.Doc{Body: []byte(`{"org": "o", "shifts": [{"members": ["a", "b"], "date": "d"}]}`)}, Subject{Whose: Client}, []Seat{{"o", "b"}}); err != nil || len(out["shifts"].([]any)) != 1 {
		t.Errorf("%v %v", out, err)
	}
	if out, err := (Holding{Pick: shiftsOf}).Told(store.Doc{Body: []byte(`{"org": "o", "shifts": [{"members": ["a"]}]}`)}, Subject{Whose: Client}, []Seat{{"other", "a"}}); err != nil || out != nil {
		t.Errorf("a member of the same name elsewhere is told: %v %v", out, err)
	}
}
