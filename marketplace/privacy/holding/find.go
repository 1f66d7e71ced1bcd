package holding

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Seat is a client as a member of an organiser's crews.
type Seat struct{ Org, Member marketplace.ID }

// along reads one page after another.
func along(ctx context.Context, s store.Store, collection string, q store.Query, each func(store.Doc) error) error {
	q.Limit = 200
	for {
		found, err := s.Find(ctx, collection, q)
		if err != nil {
			return err
		}
		for _, d := range found.Docs {
			if err := each(d); err != nil {
				return err
			}
		}
		if found.Next == "" {
			return nil
		}
		q.After = found.Next
	}
}

// one calls each with the document of an id, if there is one.
func one(ctx context.Context, s store.Store, collection string, id marketplace.ID, each func(store.Doc) error) error {
	d, err := s.Get(ctx, collection, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return each(d)
}

// own finds the document that has the subject's id.
func own(collection string) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		return one(ctx, s, collection, who.ID, each)
	}
}

// indexed finds along an index that begins with the subject.
func indexed(collection, index string) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		return along(ctx, s, collection, store.Query{Index: index, Eq: []any{string(who.ID)}}, each)
	}
}

// ofProvider finds along the index "client", which begins with the coaching provider and the client.
func ofProvider(collection string) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		return along(ctx, s, collection, store.Query{Index: "client", Eq: []any{string(who.Org), string(who.ID)}}, each)
	}
}

// numbered finds the documents whose ids are the subject's with a mark and a number behind it.
func numbered(collection, from, to string) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		return along(ctx, s, collection, store.Query{From: string(who.ID) + from, To: string(who.ID) + to}, each)
	}
}

// below finds what belongs to each document of another finding; each parent is read before anything is done with its parts.
func below(parents Find, parts func(parent store.Doc) (collection string, q store.Query)) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		return parents(ctx, s, who, func(parent store.Doc) error {
			collection, q := parts(parent)
			return along(ctx, s, collection, q, each)
		})
	}
}

// beside finds the document of another collection that has the id of each document of a finding.
func beside(parents Find, collection string) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		return parents(ctx, s, who, func(parent store.Doc) error { return one(ctx, s, collection, parent.ID, each) })
	}
}

// Seats are where a client is a member of a crew and has allowed themselves to see it.
func Seats(ctx context.Context, s store.Store, who Subject) ([]Seat, error) {
	var out []Seat
	if who.Whose != Client {
		return nil, nil
	}
	err := along(ctx, s, "ownweeks", store.Query{Index: "client", Eq: []any{string(who.ID)}}, func(d store.Doc) error {
		link, err := read(d.Body)
		out = append(out, Seat{marketplace.ID(text(link, "org")), marketplace.ID(text(link, "member"))})
		return err
	})
	return out, err
}

// seated finds the document of each seat in a collection whose ids are the members'.
func seated(collection string) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		seats, err := Seats(ctx, s, who)
		for _, seat := range seats {
			if err = one(ctx, s, collection, seat.Member, each); err != nil {
				return err
			}
		}
		return err
	}
}

// atWork finds the documents of the organisers where a client has a seat, or of the organisations of a person, in which the pick
// finds something.
func atWork(collection string, pick Pick) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		seats, err := Seats(ctx, s, who)
		if err != nil {
			return err
		}
		orgs := who.Orgs
		for _, seat := range seats {
			orgs = append(orgs, seat.Org)
		}
		for _, org := range orgs {
			err := along(ctx, s, collection, store.Query{Index: "org", Eq: []any{string(org)}}, func(d store.Doc) error {
				doc, err := read(d.Body)
				if err != nil || pick(doc, who, seats) == nil {
					return err
				}
				return each(d)
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// ofOrgs finds what belongs to a person along an index that begins with an organisation and goes on with the person.
func ofOrgs(collection, index string) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		for _, org := range who.Orgs {
			if err := along(ctx, s, collection, store.Query{Index: index, Eq: []any{string(org), string(who.ID)}}, each); err != nil {
				return err
			}
		}
		return nil
	}
}

// where passes on what a condition holds for.
func where(find Find, holds func(doc map[string]any, who Subject) bool) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		return find(ctx, s, who, func(d store.Doc) error {
			doc, err := read(d.Body)
			if err != nil || !holds(doc, who) {
				return err
			}
			return each(d)
		})
	}
}

// both finds what either finds.
func both(a, b Find) Find {
	return func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error {
		if err := a(ctx, s, who, each); err != nil {
			return err
		}
		return b(ctx, s, who, each)
	}
}

// Whom makes the subject of a client or a person from what is stored. NotFound when there is none; a client who was erased is
// there still, as an empty place.
func Whom(ctx context.Context, s store.Store, w Whose, id marketplace.ID) (Subject, error) {
	out := Subject{Whose: w, ID: id}
	collection := "clients"
	if w == Person {
		collection = "people"
	}
	d, err := s.Get(ctx, collection, id)
	if err != nil {
		return out, err
	}
	doc, err := read(d.Body)
	if err != nil {
		return out, err
	}
	out.Org, out.Coach, out.Email = marketplace.ID(text(doc, "org")), marketplace.ID(text(doc, "coach")), text(doc, "email")
	if w == Client {
		return out, nil
	}
	return out, along(ctx, s, "memberships", store.Query{Index: "person", Eq: []any{string(id)}}, func(d store.Doc) error {
		doc, err := read(d.Body)
		out.Orgs = append(out.Orgs, marketplace.ID(text(doc, "org")))
		return err
	})
}
