package acting

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	People   People
	Sessions Sessions
	Notices  Notices
}

// People tells how somebody who can sign in stands at present; NotFound when there is nobody. office.Service does.
type People interface {
	Standing(ctx context.Context, who marketplace.ID) (office.Standing, error)
}

// Sessions tells who acts in a session at present; Unauthenticated when it is over. account.Service does.
type Sessions interface {
	ActorFor(ctx context.Context, session marketplace.ID) (marketplace.Actor, error)
}

// Notices tells people; notice.Service does.
type Notices interface {
	Post(ctx context.Context, person marketplace.ID, n notice.Notice) error
}

// Service holds the verbs of acting as somebody else.
type Service struct {
	Deps
	facts  marketplace.Facts
	visits store.Collection[Visit]
}

const visitsName = "acting_visits"

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: visitsName, Indexes: []store.Index{
		{Name: "slot", Fields: []string{"slot"}, Unique: true},
		{Name: "open", Fields: []string{"open", "until"}},
		{Name: "person", Fields: []string{"person", "begun"}},
		{Name: "begun", Fields: []string{"begun"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, visits: store.NewCollection[Visit](d.Store, Schemas()[0])}
}

// Begin lets an administrator look as somebody else for up to Longest, within one session of theirs. Forbidden for everybody but
// administrators, without a session (a key has none) and while acting already; Conflict when the session has a visit, or when
// nobody may look as that person; Invalid names the field; NotFound when there is nobody.
func (s *Service) Begin(ctx context.Context, admin marketplace.Actor, session marketplace.ID, w Wish) (Visit, error) {
	if err := admin.Must(marketplace.RoleAdministrator); err != nil {
		return Visit{}, err
	}
	if admin.System || session == "" || marketplace.ActingFrom(ctx).Visit != "" {
		return Visit{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	who, err := s.People.Standing(ctx, w.Person)
	if err != nil {
		return Visit{}, err
	}
	if w, err = w.checked(admin, who); err != nil {
		return Visit{}, err
	}
	if open, _, err := s.Of(ctx, session, admin); err != nil || open.Visit != "" {
		return Visit{}, orOpen(err)
	}
	now := s.Clock.Now()
	v := Visit{
		ID: s.IDs(), By: admin.Person, For: admin.Org, Session: session, Person: w.Person, Org: w.Org, Reason: w.Reason,
		Begun: now, Until: marketplace.At(now.Time().Add(Longest)), Open: true, Slot: session,
	}
	_, err = s.visits.Insert(ctx, v.ID, v, s.fact(v.By, "acting.began", v, "until", v.Until.String()))
	if marketplace.IsKind(err, marketplace.Conflict) {
		err = orOpen(nil)
	}
	return v, err
}

func orOpen(err error) error {
	if err != nil {
		return err
	}
	return marketplace.Errorf(marketplace.Conflict, "acting.open")
}

// fact is about a visit, in the installation's own record. The reason stays in the visit: a fact holds no text. by is empty when the
// program decided.
func (s *Service) fact(by marketplace.ID, typ string, v Visit, data ...any) marketplace.Fact {
	about := []any{"by", v.By, "person", v.Person, "org", v.Org}
	return s.facts.New(marketplace.Actor{Person: by}, typ, s.visits.Subject(v.ID), append(about, data...)...)
}

// Of is as whom an administrator looks in a session at this moment, with that person as the actor; the zero Acting when as nobody.
// A visit that is over by now is ended. admin is who acts in the session.
func (s *Service) Of(ctx context.Context, session marketplace.ID, admin marketplace.Actor) (marketplace.Acting, marketplace.Actor, error) {
	e, err := s.visits.First(ctx, store.Query{Index: "slot", Eq: []any{string(session)}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return marketplace.Acting{}, admin, nil
	}
	if err != nil {
		return marketplace.Acting{}, admin, err
	}
	v := e.Value
	who, err := s.standing(ctx, v)
	if err != nil {
		return marketplace.Acting{}, admin, err
	}
	if how := over(v, admin, who, s.Clock.Now()); how != "" {
		return marketplace.Acting{}, admin, s.end(ctx, v.ID, how)
	}
	return v.acting(), marketplace.Actor{Person: v.Person, Org: v.Org, Roles: rolesIn(who, v.Org), Lang: admin.Lang}, nil
}

// standing is how the person of a visit stands; whoever is there no more counts as closed.
func (s *Service) standing(ctx context.Context, v Visit) (office.Standing, error) {
	who, err := s.People.Standing(ctx, v.Person)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return office.Standing{ID: v.Person, Closed: true}, nil
	}
	return who, err
}

// End ends the visit of a request; one that is over already stays as it is.
func (s *Service) End(ctx context.Context, a marketplace.Acting) error {
	if a.Visit == "" {
		return nil
	}
	return s.end(ctx, a.Visit, Finished)
}

func (s *Service) end(ctx context.Context, id marketplace.ID, how Ending) error {
	_, err := store.Change(ctx, s.visits, id, func(v *Visit) ([]marketplace.Fact, error) {
		if !v.Open {
			return nil, store.ErrUnchanged
		}
		*v = v.ended(how, s.Clock.Now())
		by := marketplace.ID("")
		if how == Finished {
			by = v.By
		}
		return []marketplace.Fact{s.fact(by, "acting.ended", *v, "ending", how, "looks", len(v.Looks))}, nil
	})
	return err
}

// Looked writes down that a page is about to be shown; what cannot be written down must not be shown. Forbidden "acting.over" when
// the visit has ended meanwhile, TooMany after a thousand pages.
func (s *Service) Looked(ctx context.Context, a marketplace.Acting, path string) error {
	_, err := store.Change(ctx, s.visits, a.Visit, func(v *Visit) ([]marketplace.Fact, error) {
		switch {
		case !v.Open:
			return nil, marketplace.Errorf(marketplace.Forbidden, "acting.over")
		case len(v.Looks) >= mostLooks:
			return nil, marketplace.Errorf(marketplace.TooMany, "error.too_many")
		}
		v.Looks = append(v.Looks, Look{At: s.Clock.Now(), Path: path})
		return []marketplace.Fact{s.fact(v.By, "acting.looked", *v, "path", path)}, nil
	})
	return err
}

// Report is a visit as the person may read it, with the name of who looked.
type Report struct {
	Visit
	Name string // of the administrator; empty when the account is gone
}

// Mine lists who looked as the actor, newest first, up to a hundred.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor) ([]Report, error) {
	if actor.Person == "" || actor.IsVisitor() {
		return nil, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return s.as(ctx, actor.Person)
}

// OfPerson lists who looked as somebody, for administrators.
func (s *Service) OfPerson(ctx context.Context, admin marketplace.Actor, who marketplace.ID) ([]Report, error) {
	if err := admin.Must(marketplace.RoleAdministrator); err != nil {
		return nil, err
	}
	return s.as(ctx, who)
}

func (s *Service) as(ctx context.Context, who marketplace.ID) (out []Report, err error) {
	list, _, err := s.visits.Find(ctx, store.Query{Index: "person", Eq: []any{string(who)}, Desc: true, Limit: 100})
	for _, e := range list {
		name, err := s.nameOf(ctx, e.Value.By)
		if err != nil {
			return nil, err
		}
		out = append(out, Report{e.Value, name})
	}
	return out, err
}

func (s *Service) nameOf(ctx context.Context, id marketplace.ID) (string, error) {
	who, err := s.People.Standing(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return "", nil
	}
	return who.Name, err
}

// Behind tells whoever reads about themselves in the record who looked as whom and why, for a reading that names a visit; false when
// it names none, or one that is kept no more.
func (s *Service) Behind(ctx context.Context, visit marketplace.ID) (t Report, as string, ok bool, err error) {
	if visit == "" {
		return t, "", false, nil
	}
	e, err := s.visits.Get(ctx, visit)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return t, "", false, nil
	}
	if err != nil {
		return t, "", false, err
	}
	t.Visit = e.Value
	if t.Name, err = s.nameOf(ctx, t.By); err != nil {
		return t, "", false, err
	}
	as, err = s.nameOf(ctx, t.Person)
	return t, as, err == nil, err
}
