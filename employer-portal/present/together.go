package present

import (
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/matching"
)

// Evidence is what somebody said, saw or tried, in a line.
func (p Presenter) Evidence(e evidence.Item) string {
	line := p.T("evidence.line", "by", p.T("evidence.by."+e.By), "kind", p.T("evidence.kind."+e.Kind), "day", p.Lang.Date(e.On))
	if e.Note != "" {
		line = p.T("evidence.line.note", "line", line, "note", e.Note)
	}
	return line
}

// Level is a rating as a sentence; not asked, withheld, or the text of the level.
func (p Presenter) Level(d matching.Dimension, r matching.Rating) string {
	if r == matching.NotAsked {
		return p.T("not_asked")
	}
	return p.rating("abilities."+string(d), r)
}
