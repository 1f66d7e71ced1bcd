package status

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/state"
)

// Ways lists the page.
func Ways() []visit.Way {
	return []visit.Way{{Method: visit.Get, Path: "/status", Open: true, Do: get}}
}

// get is the page.
func get(r *visit.Request) error {
	found, at := r.State.Now(r.Ctx)
	page := &view.Placed{Base: r.Base(r.T("status.page")), Heading: r.T("status.page"), Lead: []string{r.T("status.lead." + Overall(found)), r.T("status.asked", "when", r.Say.When(at))}}
	page.Parts = []view.PlacedPart{Part(r, found)}
	return r.Show(page)
}

// Overall is how the service is as a whole: works, slow, or away as soon as the store is.
func Overall(found []state.Found) string {
	worst := "works"
	for _, f := range found {
		switch {
		case f.Level == state.Away && f.Part == "store":
			return "away"
		case f.Level == state.Away || f.Level == state.Slow:
			worst = "partly"
		}
	}
	return worst
}

// Part is the parts in words.
func Part(r *visit.Request, found []state.Found) view.PlacedPart {
	t := &view.Table{Caption: r.T("status.parts"), Head: []string{r.T("status.part"), r.T("status.level"), r.T("status.since")}}
	for _, f := range found {
		t.Body = append(t.Body, []string{r.T("status.part." + f.Part), r.T("status.level." + string(f.Level)), since(r, f.Since)})
	}
	return view.PlacedPart{ID: "parts", Heading: r.T("status.parts"), Table: t}
}

func since(r *visit.Request, at marketplace.Instant) string {
	if at.IsZero() {
		return "–"
	}
	return r.Say.When(at)
}
