package introduction

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/store"
)

// Send puts a client of the coach's own caseload forward, under a consent that the client gave for this employer and task.
// Conflict when the consent does not hold, is for something else, or was used before.
func (s *Service) Send(ctx context.Context, coach marketplace.Actor, under marketplace.ID) (Introduction, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return Introduction{}, err
	}
	c, err := s.Consents.Standing(ctx, under)
	if err != nil {
		return Introduction{}, err
	}
	client, err := s.Profiles.Client(ctx, coach, c.Client)
	if err != nil {
		return Introduction{}, err
	}
	title, err := s.allows(ctx, coach, c)
	if err != nil {
		return Introduction{}, err
	}
	forecast, err := s.forecast(ctx, coach, c)
	if err != nil {
		return Introduction{}, err
	}
	now, today := s.Clock.Now(), s.Today()
	i := Introduction{
		ID: IDOf(c.ID), Org: client.Org, Client: client.ID, Coach: client.Coach, Employer: c.Receiver, Task: c.Task, Title: title,
		Consent: c.ID, Until: c.Until, Sent: now, Forecast: forecast, State: Sent, Open: true, Owner: Sent.Owner(),
	}
	i = i.dueBy(i.lastDay(today), today).noted(Move{Event: "send", State: Sent, By: ByCoach, Who: coach.Person, At: now})
	_, err = s.all.Insert(ctx, i.ID, i, s.fact(coach, "introduction.sent", i))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return Introduction{}, sentBefore(err)
	}
	return i, err
}

// allows says whether an introduction can begin under a consent, and gives the title of its task.
func (s *Service) allows(ctx context.Context, coach marketplace.Actor, c consent.Consent) (title string, err error) {
	if c.State != consent.Given {
		return "", marketplace.Errorf(marketplace.Conflict, "introduction.no_consent")
	}
	if c.Purpose != consent.Introduction || c.Task == "" {
		return "", marketplace.Errorf(marketplace.Conflict, "introduction.other_consent")
	}
	t, err := s.Tasks.Get(ctx, coach, c.Task)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && t.Value.Org != c.Receiver {
		return "", marketplace.Errorf(marketplace.Conflict, "introduction.task_gone")
	}
	if err != nil {
		return "", err
	}
	_, err = s.all.Get(ctx, IDOf(c.ID))
	switch {
	case err == nil:
		return "", sentBefore(nil)
	case !marketplace.IsKind(err, marketplace.NotFound):
		return "", err
	}
	return t.Value.Title, nil
}

func sentBefore(cause error) error {
	return marketplace.Errorf(marketplace.Conflict, "introduction.sent_before", cause)
}

// forecast is asked last: it reads the profile, and that is recorded.
func (s *Service) forecast(ctx context.Context, coach marketplace.Actor, c consent.Consent) (string, error) {
	if s.Forecast == nil {
		return "", nil
	}
	return s.Forecast(ctx, coach, c.Client, c.Task)
}

// Mine lists the open or the ended introductions of the coach's own clients, newest first.
func (s *Service) Mine(ctx context.Context, coach marketplace.Actor, open bool, page marketplace.Page) (marketplace.List[Introduction], error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return marketplace.List[Introduction]{}, err
	}
	q := store.Query{Index: "coach", Eq: []any{string(coach.Org), string(coach.Person), open}, Desc: true}
	return s.list(ctx, q, page, func(Introduction, bool) bool { return true })
}

// Agreed lists the introductions of the coach's own clients that both sides agreed to, newest first: work can follow.
func (s *Service) Agreed(ctx context.Context, coach marketplace.Actor, page marketplace.Page) (marketplace.List[Introduction], error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return marketplace.List[Introduction]{}, err
	}
	q := store.Query{Index: "state", Eq: []any{string(coach.Org), string(coach.Person), string(Agreed)}, Desc: true}
	return s.list(ctx, q, page, func(Introduction, bool) bool { return true })
}

// Used says whether an introduction was sent under a consent that a client of the coach's own caseload gave.
func (s *Service) Used(ctx context.Context, coach marketplace.Actor, under marketplace.ID) (bool, error) {
	_, err := s.coached(ctx, coach, IDOf(under))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// Of loads one introduction of a client of the coach's own caseload.
func (s *Service) Of(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (Introduction, error) {
	i, err := s.coached(ctx, coach, id)
	if err != nil {
		return Introduction{}, err
	}
	i, _, err = s.standing(ctx, i)
	return i, err
}

// Confirm writes down the day on which client and employer meet: the proposed one, or one that was agreed otherwise.
func (s *Service) Confirm(ctx context.Context, coach marketplace.Actor, id marketplace.ID, day marketplace.Date) (Introduction, error) {
	i, err := s.coached(ctx, coach, id)
	if err != nil {
		return Introduction{}, err
	}
	if err := marketplace.InvalidFields(i.checkDay("day", day, s.Today())); err != nil {
		return Introduction{}, err
	}
	return s.coachMoves(ctx, coach, id, step{event: Confirm, day: day})
}

// Try writes down the days on which the client tries the work. On what terms is agreed elsewhere before.
func (s *Service) Try(ctx context.Context, coach marketplace.Actor, id marketplace.ID, from, to marketplace.Date) (Introduction, error) {
	i, err := s.coached(ctx, coach, id)
	if err != nil {
		return Introduction{}, err
	}
	if err := i.checkTrial(from, to, s.Today()); err != nil {
		return Introduction{}, err
	}
	return s.coachMoves(ctx, coach, id, step{event: Try, from: from, day: to})
}

// Agree says that the client takes up the employer's offer. A placement can follow.
func (s *Service) Agree(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (Introduction, error) {
	return s.coachMoves(ctx, coach, id, step{event: Agree})
}

// Withdraw takes an introduction back. The employer is told so, but not why.
func (s *Service) Withdraw(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (Introduction, error) {
	return s.coachMoves(ctx, coach, id, step{event: Withdraw})
}

func (s *Service) coachMoves(ctx context.Context, coach marketplace.Actor, id marketplace.ID, st step) (Introduction, error) {
	if _, err := s.coached(ctx, coach, id); err != nil {
		return Introduction{}, err
	}
	st.who = coach.Person
	return s.move(ctx, coach, id, func(Introduction) error { return nil }, st)
}

// coached loads an introduction of a client who is on the coach's own caseload now; NotFound for every other.
func (s *Service) coached(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (Introduction, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return Introduction{}, err
	}
	e, err := s.all.Get(ctx, id)
	if err != nil {
		return Introduction{}, err
	}
	_, err = s.Profiles.Client(ctx, coach, e.Value.Client)
	return e.Value, err
}
