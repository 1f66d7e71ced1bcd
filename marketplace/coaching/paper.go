package coaching

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// Paper is one form as it was filled in.
type Paper struct {
	ID      marketplace.ID      `json:"id"`
	Kind    form.Kind           `json:"kind"`
	Number  int                 `json:"number"`  // how often it was saved, from 1
	Day     marketplace.Date    `json:"day"`     // of the conversation
	Present string              `json:"present"` // who was there
	Values  map[string]string   `json:"values"`  // by the keys of the definition; left out: not asked
	Lines   []Line              `json:"lines"`   // what was known that day, as it then stood
	Saved   marketplace.Instant `json:"saved"`
	By      marketplace.ID      `json:"by"`
}

// mostPapers is how many of the forms that repeat one course keeps.
const mostPapers = 200

// Of lists the papers of a kind, oldest first.
func (c Course) Of(k form.Kind) []Paper {
	var out []Paper
	for _, p := range c.Papers {
		if p.Kind == k {
			out = append(out, p)
		}
	}
	return out
}

// find is the place of a paper in the course: that with the id, or the only one of a kind that does not repeat; -1 when it
// is not there.
func (c Course) find(d form.Def, id marketplace.ID) int {
	return slices.IndexFunc(c.Papers, func(p Paper) bool {
		return p.Kind == d.Kind && (p.ID == id || !d.Repeats && id == "")
	})
}

// saved is the course with a paper saved over its number base (0: a new one, under a fresh id), and the paper. Stale when
// somebody saved it since.
func (c Course) saved(d form.Def, p Paper, base int, fresh marketplace.ID) (Course, Paper, error) {
	at := c.find(d, p.ID)
	switch {
	case at < 0 && (base > 0 || p.ID != ""):
		return c, p, notFound()
	case at < 0 && len(c.Papers) >= mostPapers:
		return c, p, marketplace.Errorf(marketplace.Conflict, "coaching.too_many", "max", mostPapers)
	case at >= 0 && c.Papers[at].Number != base:
		return c, p, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	p.Number = base + 1
	c.Papers = slices.Clone(c.Papers)
	if at < 0 {
		p.ID = fresh
		c.Papers = append(c.Papers, p)
		return c, p, nil
	}
	p.ID = c.Papers[at].ID
	c.Papers[at] = p
	return c, p, nil
}
