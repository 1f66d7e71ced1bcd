package admin

import (
	"sovite.fi/sovite/employer-portal/status"
	"sovite.fi/sovite/employer-portal/view"
)

// getFront says how the installation is, and leads on.
func (r *request) getFront() error {
	page := &view.Placed{Base: r.Base(r.T("admin.front")), Heading: r.T("admin.front")}
	if !r.administers() {
		page.Lead = []string{r.T("admin.front.auditor")}
		page.Parts = []view.PlacedPart{r.onward()}
		return r.Show(page)
	}
	found, _ := r.State.Now(r.Ctx)
	page.Lead = []string{r.T("status.lead." + status.Overall(found))}
	now, err := r.now()
	if err != nil {
		return err
	}
	part := status.Part(r.Request, found)
	part.Lines = now
	part.Heading = r.T("admin.front.now")
	page.Parts = []view.PlacedPart{part, r.onward()}
	return r.Show(page)
}

// now says what failed.
func (r *request) now() ([]string, error) {
	runs, err := r.Runs.All(r.Ctx)
	if err != nil {
		return nil, err
	}
	failing := 0
	for _, run := range runs {
		if run.Reason != "" {
			failing++
		}
	}
	lines := []string{r.T("admin.front.jobs.none")}
	switch {
	case failing > 0:
		lines[0] = r.Say.N("admin.front.jobs", failing)
	case len(runs) == 0:
		lines[0] = r.T("admin.jobs.none")
	}
	setbacks, err := r.Setbacks.All(r.Ctx)
	if err != nil {
		return nil, err
	}
	if len(setbacks) == 0 {
		return append(lines, r.T("admin.front.setbacks.none")), nil
	}
	return append(lines, r.Say.N("admin.front.setbacks", len(setbacks))), nil
}

// onward are the pages that this person can go to.
func (r *request) onward() view.PlacedPart {
	part := view.PlacedPart{ID: "onward", Heading: r.T("admin.onward")}
	admin := r.administers()
	for _, x := range []struct {
		shown     bool
		key, path string
	}{
		{admin, "organisations", orgsPath},
		{admin, "people", whoPath},
		{admin, "jobs", jobsPath},
		{true, "record", recPath},
		{true, "rules", rulePath},
		{true, "adaptations", aidsPath},
		{true, "consents", textPath},
	} {
		if x.shown {
			part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: r.T("admin." + x.key), Href: x.path}, Lines: []string{r.T("admin." + x.key + ".what")}})
		}
	}
	return part
}
