package starter

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
)

// Sheet is what a coach and a client have answered together so far. There is one for a client; after it was finished the
// next answer begins a new one.
type Sheet struct {
	Client  marketplace.ID      `json:"client"`
	Org     marketplace.ID      `json:"org"`
	Run     marketplace.ID      `json:"run"`     // of this time through the questions; the version made from it names it
	Content profile.Content     `json:"content"` // the answers, and nothing else
	Skipped []string            `json:"skipped,omitempty"`
	By      marketplace.ID      `json:"by"`
	Changed marketplace.Instant `json:"changed"`
}

// finished says whether a version was made from the sheet; an empty one has nothing to finish.
func (s Sheet) finished(newest profile.Version) bool { return s.Run != "" && s.Run == newest.Starter }

// answer is the sheet with the answers to a question. An ability that is rated anew was said by the client on that day; one
// that is as it was in the profile keeps its note and its day.
func (s Sheet) answer(q Question, said, before profile.Content, today marketplace.Date) Sheet {
	abilities := map[matching.Dimension]profile.Answer{}
	for d, a := range said.Abilities {
		switch was, told := before.Abilities[d]; {
		case a.Rating == matching.NotAsked:
		case told && was.Rating == a.Rating:
			abilities[d] = was
		default:
			abilities[d] = profile.Answer{Rating: a.Rating, Source: "client", On: today}
		}
	}
	said.Abilities = abilities
	return s.with(q, said)
}

// take is the sheet with the client's own answers to a question, word for word, with their days.
func (s Sheet) take(q Question, own profile.Content) Sheet { return s.with(q, own) }

func (s Sheet) with(q Question, said profile.Content) Sheet {
	s.Content = s.Content.With(said, q.Items...).Normalise()
	s.Skipped = without(s.Skipped, q.Key)
	if !q.Answered(s.Content) {
		s.Skipped = append(s.Skipped, q.Key)
	}
	return s
}

func without(keys []string, key string) []string {
	var out []string
	for _, k := range keys {
		if k != key {
			out = append(out, k)
		}
	}
	return out
}

// Into is the profile with the answers of the sheet; what was skipped stays as it is.
func (s Sheet) Into(c profile.Content) profile.Content { return c.Over(s.Content, Items()...) }

// Next is the key of the first question that was neither answered nor skipped; empty when there is none left.
func (s Sheet) Next() string {
	for _, q := range Questions() {
		skipped := len(without(s.Skipped, q.Key)) < len(s.Skipped)
		if !skipped && !q.Answered(s.Content) {
			return q.Key
		}
	}
	return ""
}
