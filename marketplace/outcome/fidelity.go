package outcome

import (
	"context"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Criterion is one of the twenty-five things that a good service does, by the number that it has in the fidelity scale
// IPS-25. Its name, in our own words, stands in the catalogue under "outcome.criterion.<number>".
type Criterion struct {
	Number  int
	Chapter string // staffing, organisation or services
	Counted Metric // what counts it from data; empty: only people can say
}

// Criteria lists the criteria in the order of the scale. The names and numbers of all but the first are from memory (see
// domain.md, 3.3) and the printed levels belong to their authors, so neither is here; a rating is how far people think the
// service has come, 1 to 5.
func Criteria() []Criterion {
	counted := map[int]Metric{1: Caseload, 15: FirstContact, 17: ContactsWeek, 21: JobStarts, 22: Retention6}
	out := make([]Criterion, 25)
	for i := range out {
		n := i + 1
		chapter := "services"
		switch {
		case n <= 3:
			chapter = "staffing"
		case n <= 11:
			chapter = "organisation"
		}
		out[i] = Criterion{n, chapter, counted[n]}
	}
	return out
}

// Rating is what somebody of the provider thinks of one criterion on a day.
type Rating struct {
	ID     marketplace.ID      `json:"id"`
	Org    marketplace.ID      `json:"org"`
	Number int                 `json:"number"`
	Level  int                 `json:"level"` // 1 to 5
	Note   string              `json:"note,omitempty"`
	On     marketplace.Date    `json:"on"`
	By     marketplace.ID      `json:"by"`
	At     marketplace.Instant `json:"at"`
}

// maxNote is the most characters of a note.
const maxNote = 500

// Rate writes down what an owner or a coach of the provider thinks of a criterion that cannot be counted, today. Earlier
// ratings stay. Invalid names the field.
func (s *Service) Rate(ctx context.Context, actor marketplace.Actor, number, level int, note string) (Rating, error) {
	if err := s.mayRate(ctx, actor); err != nil {
		return Rating{}, err
	}
	var f check.Fields
	note = check.Line(note)
	at := slices.IndexFunc(Criteria(), func(c Criterion) bool { return c.Number == number && c.Counted == "" })
	if at < 0 {
		f.Add("number", "outcome.not_rated")
	}
	f.Range("level", level, 1, 5)
	f.Text("note", note, maxNote)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Rating{}, err
	}
	r := Rating{ID: s.IDs.For(ctx), Org: actor.Org, Number: number, Level: level, Note: note, On: s.today(), By: actor.Person, At: s.Clock.Now()}
	fact := s.facts.New(actor, "fidelity.rated", s.ratings.Subject(r.ID), "number", strconv.Itoa(number), "level", level)
	_, err := s.ratings.Insert(ctx, r.ID, r, fact)
	return r, err
}

// Ratings reads the newest rating of each criterion, by its number, for owners and coaches of the provider.
func (s *Service) Ratings(ctx context.Context, actor marketplace.Actor) (map[int]Rating, error) {
	if err := s.mayRate(ctx, actor); err != nil {
		return nil, err
	}
	out := map[int]Rating{}
	for _, c := range Criteria() {
		e, err := s.ratings.First(ctx, store.Query{Index: "newest", Eq: []any{string(actor.Org), c.Number}, Desc: true})
		if marketplace.IsKind(err, marketplace.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[c.Number] = e.Value
	}
	return out, nil
}

// mayRate lets in owners and coaches of a coaching provider.
func (s *Service) mayRate(ctx context.Context, actor marketplace.Actor) error {
	if err := actor.Must(marketplace.RoleOwner, marketplace.RoleCoach); err != nil {
		return err
	}
	return s.mustCoachProvider(ctx, actor)
}
