package employer

import (
	"net/url"
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/task"
)

// reach is how many could do a task that is or was published; nil when that cannot be told: the page can do without.
func (r *request) reach(t task.Task, inForm []string, edit string) *view.Reach {
	if t.ID == "" || t.Status == task.Draft {
		return nil
	}
	found, err := r.Reach.Of(r.Ctx, r.Actor, t.ID)
	if err != nil {
		return nil
	}
	return r.Say.Reach(found, inForm, edit)
}

// offer puts an adaptation that an employer can offer into a form, and says so; nothing is saved. Empty when there is no
// such adaptation.
func (r *request) offer(v url.Values, key string) string {
	a, ok := r.Scale.Adaptation(key)
	if !ok || a.Grants != "employer" {
		return ""
	}
	if !slices.Contains(v["adaptations"], a.Key) {
		v.Add("adaptations", a.Key)
	}
	return r.T("reach.added", "what", a.Name.In(string(r.Lang.Voice)))
}
