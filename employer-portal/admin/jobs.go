package admin

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/server/worker/lease"
	"sovite.fi/sovite/server/worker/standing"
)

// getJobs is what the courier could not carry, what each job did last, and who does what.
func (r *request) getJobs() error {
	setbacks, err := r.Setbacks.All(r.Ctx)
	if err != nil {
		return err
	}
	runs, err := r.Runs.All(r.Ctx)
	if err != nil {
		return err
	}
	leases, err := r.Leases.All(r.Ctx)
	if err != nil {
		return err
	}
	page := r.placed(r.T("admin.jobs"), r.T("admin.jobs.lead"))
	page.Parts = append(r.setbacks(setbacks), r.runs(runs), r.leases(leases))
	return r.Show(page)
}

// setbacks has a part for each document that waits, because each has a button.
func (r *request) setbacks(list []standing.Setback) []view.PlacedPart {
	part := view.PlacedPart{ID: "setbacks", Heading: r.T("admin.setbacks"), Lines: []string{r.T("admin.setbacks.none")}}
	if len(list) == 0 {
		return []view.PlacedPart{part}
	}
	part.Lines = []string{r.Say.N("admin.front.setbacks", len(list)), r.T("admin.setbacks.text")}
	parts := []view.PlacedPart{part}
	for _, b := range list {
		parts = append(parts, r.setback(b))
	}
	return parts
}

func (r *request) setback(b standing.Setback) view.PlacedPart {
	step := r.T("admin.setback.record")
	if b.Fact != "" {
		step = r.T("admin.setback.reaction", "name", r.worded(ReactionKey(b.Step), b.Step), "fact", b.Fact)
	}
	part := view.PlacedPart{ID: string(b.ID), Heading: b.Document, Pairs: []view.Pair{
		{Label: r.T("admin.setback.step"), Text: step},
		{Label: r.T("admin.reason"), Text: b.Reason},
		{Label: r.T("admin.setback.failures"), Text: r.Lang.Number(int64(b.Failures))},
		{Label: r.T("admin.setback.first"), Text: r.when(b.First)},
		{Label: r.T("admin.setback.last"), Text: r.when(b.Last)},
		{Label: r.T("admin.setback.next"), Text: r.when(b.Next)},
	}}
	if b.Again {
		part.Lines = []string{r.T("admin.setback.asked")}
		return part
	}
	part.Posts = []view.Post{r.post(path(jobsPath, b.ID)+"/again", r.T("admin.setback.again"), b.Document, nil)}
	return part
}

// postAgain asks that a document be tried at once.
func (r *request) postAgain() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	if err := r.Setbacks.TryAgain(r.Ctx, r.Actor, id); err != nil {
		return err
	}
	return r.Redirect(jobsPath, "admin_again")
}

func (r *request) runs(list []standing.Run) view.PlacedPart {
	part := view.PlacedPart{ID: "runs", Heading: r.T("admin.runs")}
	if len(list) == 0 {
		part.Lines = []string{r.T("admin.jobs.none")}
		return part
	}
	part.Lines = []string{r.T("admin.runs.text")}
	t := &view.Table{Caption: part.Heading, Head: []string{r.T("admin.job"), r.T("admin.run.when"), r.T("admin.run.took"), r.T("admin.run.how"), r.T("admin.run.went")}}
	slices.SortFunc(list, func(a, b standing.Run) int {
		return cmp.Or(cmp.Compare(min(1, len(b.Reason)), min(1, len(a.Reason))), cmp.Compare(r.job(a.Job), r.job(b.Job)))
	})
	for _, run := range list {
		how := r.T("admin.run.well")
		if run.Reason != "" {
			how = r.T("admin.run.failed", "since", r.when(run.Failing), "reason", run.Reason)
		}
		took := r.Lang.Decimal(float64(run.Took)/float64(time.Second.Milliseconds()), 1) + "\u00a0s"
		t.Body = append(t.Body, []string{r.job(run.Job), r.when(run.Started), took, how, r.when(run.Went)})
	}
	part.Table = t
	return part
}

func (r *request) job(name string) string { return r.worded(JobKey(name), name) }

// worded is what the program does by itself in words; as the program calls it when there are none.
func (r *request) worded(key, name string) string {
	if key = "portal." + key; r.Lang.Has(key) {
		return r.Lang.T(key)
	}
	return name
}

// JobKey is the message that says what a job is, without the prefix of the portal.
func JobKey(name string) string { return "admin.job." + keyed(name) }

// ReactionKey is the message that says what follows from a fact, without the prefix of the portal.
func ReactionKey(name string) string { return "admin.reaction." + keyed(name) }

// keyed is a name as the end of a message's key.
func keyed(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' {
			return c
		}
		return '_'
	}, strings.ToLower(name))
}

func (r *request) leases(list []lease.Lease) view.PlacedPart {
	part := view.PlacedPart{ID: "leases", Heading: r.T("admin.leases"), Lines: []string{r.T("admin.leases.text")}}
	if len(list) == 0 {
		part.Lines = []string{r.T("admin.leases.none")}
		return part
	}
	t := &view.Table{Caption: part.Heading, Head: []string{r.T("admin.job"), r.T("admin.lease.holder"), r.T("admin.lease.until")}}
	for _, l := range list {
		until := r.when(l.Until)
		if !r.Clock().Before(l.Until.Time()) {
			until = r.T("admin.lease.over", "when", until)
		}
		name := r.T("admin.lease.courier")
		if job, ok := strings.CutPrefix(l.Name, "job "); ok {
			name = r.job(job)
		}
		t.Body = append(t.Body, []string{name, string(l.Holder), until})
	}
	slices.SortFunc(t.Body, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	part.Table = t
	return part
}
