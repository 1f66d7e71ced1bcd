package profile

import "sovite.fi/sovite/marketplace/profile/evidence"

// Side says whose text is taken for a part that two people changed.
type Side string

// The sides of a merge.
const (
	Mine   Side = "mine"   // what I typed
	Theirs Side = "theirs" // what somebody saved meanwhile
	Before Side = "before" // what both of us began with
)

// Merged is what became of two people's changes to the same version.
type Merged struct {
	Content Content
	Clashes []string // paths of the parts that both changed, each in another way
	Open    []string // those of them for which no side was chosen; the content holds theirs
}

// Merge puts two people's changes to the same content together. What only one of them changed is kept, and what both
// changed alike; for the rest the choices count, by path. It is pure, and with the sides exchanged it gives the same.
func Merge(base, mine, theirs Content, choices map[string]Side) Merged {
	base, mine, theirs = base.Normalise(), mine.Normalise(), theirs.Normalise()
	out := Merged{Content: theirs}
	for _, p := range partsOf(&base, &mine, &theirs) {
		switch {
		case p.same(&mine, &theirs), p.same(&mine, &base):
		case p.same(&theirs, &base):
			p.copy(&out.Content, &mine)
		default:
			out.Clashes = append(out.Clashes, p.path)
			out.choose(p, choices[p.path], &base, &mine)
		}
	}
	out.Content.Evidence = evidence.Both(mine.Evidence, theirs.Evidence)
	return out
}

func (m *Merged) choose(p part, side Side, base, mine *Content) {
	switch side {
	case Mine:
		p.copy(&m.Content, mine)
	case Before:
		p.copy(&m.Content, base)
	case Theirs:
	default:
		m.Open = append(m.Open, p.path)
	}
}
