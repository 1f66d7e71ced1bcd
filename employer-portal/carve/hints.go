package carve

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/task"
)

// Hints names the words of a task's title and description that ask for something without a reason in the work. They are
// for reading only: nothing is refused because of them.
func Hints(r *visit.Request, t task.Task) []view.CarvedHint {
	var out []view.CarvedHint
	voice := string(r.Lang.Voice)
	for _, h := range r.Carving.Hints(t.Title+"\n"+t.Summary, carving.Reasons{Demands: t.Demands, Certificates: t.Certificates}) {
		out = append(out, view.CarvedHint{Word: h.Word, Why: h.Why.In(voice), Instead: h.Instead.In(voice)})
	}
	return out
}
