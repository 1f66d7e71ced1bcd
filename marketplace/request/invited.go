package request

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Read loads a request for an invited organiser and marks it as seen.
func (s *Service) Read(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Asked, error) {
	r, err := s.Invited(ctx, actor, id)
	if err != nil {
		return Asked{}, err
	}
	at, _ := r.Invitation(actor.Org)
	if r.Live && r.Invited[at].Seen.IsZero() {
		r, err = s.change(ctx, actor, id, "request.seen", func(r Request) (Request, error) {
			if !r.Invited[at].Seen.IsZero() {
				return r, store.ErrUnchanged // a colleague was quicker
			}
			return r.with(at, func(i *Invitation) { i.Seen = s.Clock.Now() }), nil
		}, "organiser", actor.Org)
	}
	if err != nil {
		return Asked{}, err
	}
	return r.asked(actor.Org), nil
}

// Ask puts a question under an id of the caller's; asking it again changes nothing.
func (s *Service) Ask(ctx context.Context, actor marketplace.Actor, request, id marketplace.ID, text string) (Asked, error) {
	if _, err := s.Invited(ctx, actor, request); err != nil {
		return Asked{}, err
	}
	text, err := said("text", text, maxQuestion)
	if err != nil {
		return Asked{}, err
	}
	r, err := s.change(ctx, actor, request, "request.question_asked", func(r Request) (Request, error) {
		at := slices.IndexFunc(r.Questions, func(q Question) bool { return q.ID == id })
		switch err := r.MustTakeQuotes(); {
		case at >= 0 && r.Questions[at].Organiser == actor.Org:
			return r, store.ErrUnchanged
		case at >= 0, !id.Valid():
			return r, marketplace.Errorf(marketplace.Conflict, "request.question_taken")
		case err != nil:
			return r, err
		case len(r.Questions) >= maxQuestions:
			return r, marketplace.Errorf(marketplace.Conflict, "request.questions_full", "max", maxQuestions)
		}
		q := Question{ID: id, Organiser: actor.Org, By: actor.Person, Text: text, At: s.Clock.Now()}
		r.Questions = append(r.Questions[:len(r.Questions):len(r.Questions)], q)
		return r, nil
	}, "question", id)
	if err != nil {
		return Asked{}, err
	}
	return r.asked(actor.Org), nil
}

// Pass says that the organiser does not quote, and why; quote.Service.Pass makes sure that it did not. Passing twice changes
// nothing.
func (s *Service) Pass(ctx context.Context, actor marketplace.Actor, id marketplace.ID, reason PassReason, note string) (Asked, error) {
	if _, err := s.Invited(ctx, actor, id); err != nil {
		return Asked{}, err
	}
	note, err := reason.with(note)
	if err != nil {
		return Asked{}, err
	}
	r, err := s.change(ctx, actor, id, "request.passed", func(r Request) (Request, error) {
		at, _ := r.Invitation(actor.Org)
		if !r.Invited[at].Declined.IsZero() {
			return r, store.ErrUnchanged
		}
		if err := r.MustTakeQuotes(); err != nil {
			return r, err
		}
		return r.with(at, func(i *Invitation) { i.Declined, i.Reason, i.Note = s.Clock.Now(), reason, note }), nil
	}, "organiser", actor.Org, "reason", reason)
	if err != nil {
		return Asked{}, err
	}
	return r.asked(actor.Org), nil
}

// with is the note to a reason in its stored form; Invalid unless the reason is on the list, and said when it says nothing.
func (reason PassReason) with(note string) (string, error) {
	var f check.Fields
	note = check.Text(note)
	f.OneOf("reason", string(reason), words(PassReasons())...)
	f.Need("note", note != "" || reason != PassOther)
	f.Text("note", note, maxNote)
	return note, marketplace.InvalidFields(f.Errors())
}
