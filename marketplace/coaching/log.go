package coaching

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// running finds the course that a note or a meeting belongs to; Conflict when none is open.
func (s *Service) running(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (Course, error) {
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return Course{}, err
	}
	e, err := s.newest(ctx, client)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && !e.Value.State.Open() {
		return Course{}, marketplace.Errorf(marketplace.Conflict, "coaching.none_open")
	}
	return e.Value, err
}

// agreed is a next step that was agreed in a note or a meeting.
func (s *Service) agreed(in *StepInput, from, by marketplace.ID) Step {
	if in == nil {
		return Step{}
	}
	return Step{Text: in.Text, Due: in.Due, Owner: in.Owner, From: from, Set: s.Clock.Now(), By: by}
}

// Write keeps a note. Its next step, if it has one, becomes the next step of the course when the fact is carried.
func (s *Service) Write(ctx context.Context, coach marketplace.Actor, client marketplace.ID, in NoteInput) (Note, error) {
	c, err := s.running(ctx, coach, client)
	if err != nil {
		return Note{}, err
	}
	if in, err = in.checked(s.Today()); err != nil {
		return Note{}, err
	}
	n := Note{ID: s.IDs.For(ctx), Org: c.Org, Client: client, Course: c.ID, Coach: coach.Person, Written: s.Clock.Now(), NoteInput: in}
	n.Next = s.agreed(in.Step, n.ID, coach.Person)
	fact := s.facts.New(coach, "note.written", s.notes.Subject(n.ID), "client", client, "course", c.ID, "kind", n.Kind)
	if _, err := s.notes.Insert(ctx, n.ID, n, fact); err != nil {
		return Note{}, err
	}
	return n, nil
}

// Log keeps a meeting with an employer. Its next step, if it has one, becomes the next step of the course when the fact is
// carried.
func (s *Service) Log(ctx context.Context, coach marketplace.Actor, client marketplace.ID, in MeetingInput) (Meeting, error) {
	c, err := s.running(ctx, coach, client)
	if err != nil {
		return Meeting{}, err
	}
	if in, err = in.checked(s.Today()); err != nil {
		return Meeting{}, err
	}
	m := Meeting{ID: s.IDs.For(ctx), Org: c.Org, Client: client, Course: c.ID, Coach: coach.Person, Logged: s.Clock.Now(), MeetingInput: in}
	m.Next = s.agreed(in.Step, m.ID, coach.Person)
	fact := s.facts.New(coach, "meeting.logged", s.meetings.Subject(m.ID), "client", client, "course", c.ID, "kind", m.Kind)
	if _, err := s.meetings.Insert(ctx, m.ID, m, fact); err != nil {
		return Meeting{}, err
	}
	return m, nil
}

// CorrectMeeting corrects what was written down about a meeting over the revision rev; the next step agreed in it stays.
// Stale when somebody saved it since.
func (s *Service) CorrectMeeting(ctx context.Context, coach marketplace.Actor, id marketplace.ID, rev int64, in MeetingInput) (store.Entry[Meeting], error) {
	e, err := s.Meeting(ctx, coach, id)
	if err != nil {
		return store.Entry[Meeting]{}, err
	}
	in.Step = nil
	if in, err = in.checked(s.Today()); err != nil {
		return store.Entry[Meeting]{}, err
	}
	if e.Rev != rev {
		return store.Entry[Meeting]{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	e.Value.MeetingInput = in
	fact := s.facts.New(coach, "meeting.corrected", s.meetings.Subject(id), "client", e.Value.Client, "course", e.Value.Course, "kind", in.Kind)
	return s.meetings.Save(ctx, e, fact)
}

// CorrectNote corrects what a note says over the revision rev, which only its writer may, while the client is on their
// caseload; the next step agreed in it stays, and what it said before is kept behind it. Stale when it was corrected since.
// Correcting to the same saves nothing.
func (s *Service) CorrectNote(ctx context.Context, coach marketplace.Actor, id marketplace.ID, rev int64, in NoteInput) (store.Entry[Note], error) {
	e, err := s.Note(ctx, coach, id)
	if err != nil {
		return store.Entry[Note]{}, err
	}
	if err := e.Value.Correctable(coach); err != nil {
		return store.Entry[Note]{}, err
	}
	in.Step = nil
	if in, err = in.checked(s.Today()); err != nil {
		return store.Entry[Note]{}, err
	}
	if e.Rev != rev {
		return store.Entry[Note]{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	if in == e.Value.NoteInput {
		return e, nil
	}
	if e.Value, err = e.Value.corrected(in, s.Clock.Now()); err != nil {
		return store.Entry[Note]{}, err
	}
	fact := s.facts.New(coach, "note.corrected", s.notes.Subject(id), "client", e.Value.Client, "course", e.Value.Course, "kind", in.Kind)
	return s.notes.Save(ctx, e, fact)
}

// Follows are the facts after which Follow has something to do.
func Follows() []string { return []string{"note.written", "meeting.logged"} }

// Follow makes the next step that was agreed in a note or a meeting the next step of its course, unless somebody set
// another since or the course is closed; what the program only proposed gives way. Doing it twice changes nothing.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	step, course, err := s.stepOf(ctx, f)
	if err != nil || !step.Good() {
		return err
	}
	_, err = store.Change(ctx, s.courses, course, func(c *Course) ([]marketplace.Fact, error) {
		taken := slices.ContainsFunc(append(c.Before, c.Next), func(known Step) bool { return known.From == step.From })
		overtaken := c.Next.Text != "" && c.Next.Set.Time().After(step.Set.Time())
		if taken || overtaken || !c.State.Open() {
			return nil, store.ErrUnchanged
		}
		c.take(step)
		return []marketplace.Fact{s.fact(marketplace.System(c.Org), "course.next_set", *c)}, nil
	})
	return err
}

// stepOf is the next step agreed in the document of a fact, and its course; the empty step when the document is gone.
func (s *Service) stepOf(ctx context.Context, f marketplace.Fact) (step Step, course marketplace.ID, err error) {
	_, id, _ := strings.Cut(f.Subject, "/")
	if f.Type == "meeting.logged" {
		e, err := s.meetings.Get(ctx, marketplace.ID(id))
		return e.Value.Next, e.Value.Course, gone(err)
	}
	e, err := s.notes.Get(ctx, marketplace.ID(id))
	return e.Value.Next, e.Value.Course, gone(err)
}

func gone(err error) error {
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}
