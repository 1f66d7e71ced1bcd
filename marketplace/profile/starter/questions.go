package starter

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace/profile"
)

// Question is one of the questions. Its words are the messages starter.<key> and starter.<key>.hint, for a coach and a
// client together as for a client alone.
type Question struct {
	Key   string   `json:"key"`
	Items []string `json:"items"` // of the profile, as profile.Content.Only takes them
}

// Questions lists the questions in the order in which they are asked: what the person likes and can do first, limits last.
func Questions() []Question {
	return []Question{
		{"strengths", []string{"strengths"}},
		{"tasks", []string{"liked", "disliked"}},
		{"goal", []string{"goal.text"}},
		{"experience", []string{"experience"}},
		{"body", []string{"abilities.standing", "abilities.lifting"}},
		{"noise", []string{"abilities.noise_tolerance"}},
		{"pace", []string{"abilities.time_pressure", "abilities.independence"}},
		{"people", []string{"abilities.teamwork", "abilities.customer_contact"}},
		{"support", []string{"support", "support_note"}},
		{"time", []string{"availability.week_minutes", "availability.shifts"}},
		{"travel", []string{"travel"}},
		{"limits", []string{"allergens", "hazards"}},
	}
}

// Find gives the question with a key and its place, from 0; false if there is none.
func Find(key string) (Question, int, bool) {
	all := Questions()
	i := slices.IndexFunc(all, func(q Question) bool { return q.Key == key })
	if i < 0 {
		return Question{}, 0, false
	}
	return all[i], i, true
}

// Items are the items of all questions.
func Items() []string {
	var out []string
	for _, q := range Questions() {
		out = append(out, q.Items...)
	}
	return out
}

// Answered says whether the content says anything about the question.
func (q Question) Answered(c profile.Content) bool {
	return slices.ContainsFunc(profile.Told(c), func(x profile.Change) bool {
		return slices.ContainsFunc(q.Items, func(item string) bool {
			rest, ok := strings.CutPrefix(x.Path, item)
			return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
		})
	})
}

// Open is the key of the first question that the content says nothing about; empty when it says something about each.
func Open(c profile.Content) string {
	for _, q := range Questions() {
		if !q.Answered(c) {
			return q.Key
		}
	}
	return ""
}
