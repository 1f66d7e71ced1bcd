package profile

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/store"
)

// Save adds a version of the profile over version base (0: none yet) and returns it. confirmed says that the coach and
// the client went through it together today; Confirm says more. A save that changes nothing adds no version and returns
// the newest. Evidence is kept as it is. Stale when base is not the newest version, also when two coaches save at the same
// moment; Invalid names the fields.
func (s *Service) Save(ctx context.Context, actor marketplace.Actor, client marketplace.ID, base int, content Content, confirmed bool) (Version, error) {
	next := Version{Client: client, Content: content, Confirmed: confirmed}
	if confirmed {
		next.Together = &Together{On: s.Day(), Present: []string{"client"}, By: actor.Person}
	}
	return s.save(ctx, actor, base, next)
}

// SaveStarter is Save for what was answered in a starter; the version names it, also when nothing else changes.
func (s *Service) SaveStarter(ctx context.Context, actor marketplace.Actor, client marketplace.ID, base int, content Content, starter marketplace.ID) (Version, error) {
	return s.save(ctx, actor, base, Version{Client: client, Content: content, Starter: starter})
}

func (s *Service) save(ctx context.Context, actor marketplace.Actor, base int, next Version) (Version, error) {
	newest, err := s.base(ctx, actor, next.Client, base)
	if err != nil {
		return Version{}, err
	}
	next.Content.Evidence = newest.Content.Evidence
	next.Content = next.Content.Normalise()
	if err := s.Check(next.Content); err != nil {
		return Version{}, err
	}
	same := newest.Number > 0 && len(Diff(newest.Content, next.Content)) == 0
	if same && (newest.Confirmed || !next.Confirmed) && (next.Starter == "" || next.Starter == newest.Starter) {
		return newest, nil
	}
	return s.add(ctx, actor, newest, next)
}

// base is the newest version of a client of the coach's own, if it is the one that the coach saw.
func (s *Service) base(ctx context.Context, actor marketplace.Actor, client marketplace.ID, base int) (Version, error) {
	if _, err := s.own(ctx, actor, client); err != nil {
		return Version{}, err
	}
	newest, err := s.newest(ctx, client)
	if err == nil && base != newest.Number {
		err = marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	return newest, err
}

// add gives the version its number. The number is part of the id, so of two simultaneous saves one finds its id taken.
func (s *Service) add(ctx context.Context, actor marketplace.Actor, newest, v Version) (Version, error) {
	said, err := s.ownAnswers(ctx, v.Client)
	if err != nil {
		return Version{}, err
	}
	v.Org, v.Number, v.SavedBy, v.Saved = actor.Org, newest.Number+1, actor.Person, s.Clock.Now()
	if v.Own = said.Value.Content.ratings(); len(v.Own) == 0 {
		v.Own = nil
	}
	v = v.follow(newest)
	id := versionID(v.Client, v.Number)
	fact := s.facts.New(actor, "profile.saved", s.versions.Subject(id), "client", v.Client, "number", v.Number, "confirmed", v.Confirmed)
	if _, err := s.versions.Insert(ctx, id, v, fact); marketplace.IsKind(err, marketplace.Conflict) {
		return Version{}, marketplace.Errorf(marketplace.Stale, "error.stale", err)
	} else if err != nil {
		return Version{}, err
	}
	return v, nil
}

// Current loads the newest version of a profile; the zero Version of the client if nothing was saved yet. The read is
// recorded with its purpose.
func (s *Service) Current(ctx context.Context, actor marketplace.Actor, client marketplace.ID, purpose string) (Version, error) {
	if err := s.reading(ctx, actor, client, purpose); err != nil {
		return Version{}, err
	}
	return s.newest(ctx, client)
}

// Begun says whether anything of the profile of a client of the coach's own caseload was saved. It tells nothing that stands
// in the profile and is no read of it.
func (s *Service) Begun(ctx context.Context, actor marketplace.Actor, client marketplace.ID) (bool, error) {
	if _, err := s.own(ctx, actor, client); err != nil {
		return false, err
	}
	number, err := s.newestNumber(ctx, client)
	return number > 0, err
}

// VersionAt loads one version of a profile; NotFound if there is no such number. The read is recorded.
func (s *Service) VersionAt(ctx context.Context, actor marketplace.Actor, client marketplace.ID, number int, purpose string) (Version, error) {
	if err := s.reading(ctx, actor, client, purpose); err != nil {
		return Version{}, err
	}
	e, err := s.versions.Get(ctx, versionID(client, number))
	return e.Value, err
}

// Versions lists the versions of a profile, newest first. The read is recorded.
func (s *Service) Versions(ctx context.Context, actor marketplace.Actor, client marketplace.ID, purpose string, page marketplace.Page) (marketplace.List[Version], error) {
	out := marketplace.List[Version]{Items: []Version{}}
	if err := s.reading(ctx, actor, client, purpose); err != nil {
		return out, err
	}
	q := versionsOf(client)
	q.Limit, q.After = page.Size(), page.After
	found, next, err := s.versions.Find(ctx, q)
	if err != nil {
		return out, err
	}
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, nil
}

// Readers lists who looked at a client's profile, for what and when, newest first: for the client's coach, and for the
// client through the program itself.
func (s *Service) Readers(ctx context.Context, actor marketplace.Actor, client marketplace.ID, page marketplace.Page) (marketplace.List[audit.Read], error) {
	if _, err := s.own(ctx, actor, client); err != nil {
		return marketplace.List[audit.Read]{}, err
	}
	return s.Reads.Of(ctx, actor, s.clients.Subject(client), page)
}

// reading makes sure that the actor may read the profile and records that they do.
func (s *Service) reading(ctx context.Context, actor marketplace.Actor, client marketplace.ID, purpose string) error {
	if _, err := s.own(ctx, actor, client); err != nil {
		return err
	}
	if actor.System {
		return nil
	}
	return s.Reads.Seen(ctx, actor, s.clients.Subject(client), purpose, actor.Org)
}

func (s *Service) newest(ctx context.Context, client marketplace.ID) (Version, error) {
	e, err := s.versions.First(ctx, versionsOf(client))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Version{Client: client}, nil
	}
	return e.Value, err
}

// newestNumber is the number of the newest version, read from its id: whoever only asks for it needs no profile read. 0 when there is none.
func (s *Service) newestNumber(ctx context.Context, client marketplace.ID) (int, error) {
	q := versionsOf(client)
	q.Limit = 1
	found, err := s.Store.Find(ctx, profilesName, q)
	if err != nil || len(found.Docs) == 0 {
		return 0, err
	}
	return versionNumber(found.Docs[0].ID)
}

func versionNumber(id marketplace.ID) (int, error) {
	_, digits, _ := strings.Cut(string(id), ".v")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0, marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	return n, nil
}

// versionID sorts as the numbers do, so that the newest version is the last of its client's ids.
func versionID(client marketplace.ID, number int) marketplace.ID {
	return marketplace.ID(fmt.Sprintf("%s.v%06d", client, number))
}

// versionsOf reads a client's versions, newest first: "w" follows "v".
func versionsOf(client marketplace.ID) store.Query {
	return store.Query{From: string(client) + ".v", To: string(client) + ".w", Desc: true}
}
