package admin

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/matching"
)

// getAdaptations is the catalogue of adaptations as the program carries it.
func (r *request) getAdaptations() error {
	scale := r.Lang.Scale()
	page := r.placed(r.T("admin.adaptations"), r.T("admin.adaptations.lead", "version", scale.Version))
	t := &view.Table{Caption: r.T("admin.adaptations"), Head: []string{r.T("admin.aid.name"), r.T("admin.aid.text"), r.T("admin.aid.kind"), r.T("admin.aid.relief"), r.T("admin.aid.cost"), r.T("admin.aid.grants")}}
	for _, a := range scale.Adaptations() {
		t.Body = append(t.Body, []string{
			a.Name.In(string(r.Lang.Voice)), a.Text.In(string(r.Lang.Voice)), r.T("admin.aid.kind." + a.Kind), r.relief(a), r.T("admin.aid.cost." + a.Cost), r.T("admin.aid.grants." + a.Grants),
		})
	}
	page.Parts = []view.PlacedPart{{ID: "catalogue", Heading: r.Say.N("admin.aid.count", len(t.Body)), Table: t}}
	return r.Show(page)
}

// relief is how many levels are taken off which demands, in the order of the scale.
func (r *request) relief(a matching.Adaptation) string {
	var out []string
	for _, key := range r.Lang.Scale().Keys("scale") {
		if n := a.Relief[matching.Dimension(key)]; n > 0 {
			out = append(out, r.Lang.Word("scale", key)+" −"+strconv.Itoa(n))
		}
	}
	return dash(strings.Join(out, ", "))
}

// getConsents is the texts that clients read before they answer, in the language of the page, and how many answered.
func (r *request) getConsents() error {
	page := r.placed(r.T("admin.consents"), r.T("admin.consents.lead"))
	for _, w := range consent.Wordings() {
		part := view.PlacedPart{ID: "version-" + strconv.Itoa(w.Version), Heading: r.T("admin.consents.version", "n", w.Version), Lines: []string{r.T("admin.consents.since", "day", r.Lang.Date(w.Since))}}
		if r.administers() {
			n, err := r.Consents.CountAnswers(r.Ctx, r.Actor, w.Version)
			if err != nil {
				return err
			}
			part.Pairs = r.answers(n)
		}
		page.Parts = append(page.Parts, part)
	}
	page.Parts = append(page.Parts,
		r.text("introduction", "my.asked", "my.asked.no.text"), r.text("counted_in_totals", "my.asked.counted", "my.asked.no.text.counted"),
		r.text("network", "my.asked.network", "my.asked.no.text.network"),
	)
	return r.Show(page)
}

func (r *request) answers(n consent.Answers) []view.Pair {
	number := func(v int) string {
		if n.Many {
			return r.T("admin.consents.least", "n", v)
		}
		return r.Lang.Number(int64(v))
	}
	return []view.Pair{
		{Label: r.T("admin.consents.yes"), Text: number(n.Yes)},
		{Label: r.T("admin.consents.good"), Text: number(n.Good)},
		{Label: r.T("admin.consents.no"), Text: number(n.No)},
		{Label: r.T("admin.consents.waiting"), Text: number(n.Waiting)},
	}
}

// text is what a client reads for one purpose, in the voice in which clients read.
func (r *request) text(purpose, question, refused string) view.PlacedPart {
	say := func(key string) string {
		return r.Say.Plain.T("portal."+key, "org", "…", "coach", "…", "day", "…")
	}
	part := view.PlacedPart{ID: purpose, Heading: r.T("consent.purpose." + purpose), Lines: []string{say(question)}}
	if purpose == "introduction" {
		part.Lines = append(part.Lines, r.T("admin.consents.as_well"))
	}
	for _, key := range []string{"my.asked.who", "my.asked.until.text", "my.asked.back", "my.asked.no", refused, "my.asked.no.more"} {
		part.Lines = append(part.Lines, say(key))
	}
	return part
}
