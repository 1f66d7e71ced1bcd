package trail

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/store"
)

// Who is what somebody is to the person whose account it is.
type Who string

// The sorts of people.
const (
	Self          Who = "self"
	Colleague     Who = "colleague"     // of the same organisation
	Administrator Who = "administrator" // of the installation, or the program itself at its command
	Program       Who = "program"
)

// Entry is one thing that happened.
type Entry struct {
	At      marketplace.Instant `json:"at"`
	Type    string              `json:"type"`              // of the fact, such as "membership.changed"
	Purpose string              `json:"purpose,omitempty"` // of a reading
	Org     marketplace.ID      `json:"org,omitempty"`     // in whose record it stands; empty: the installation's own
	Who     Who                 `json:"who"`
	Name    string              `json:"name,omitempty"` // of a colleague
}

// The bounds of an answer.
const (
	mostEntries = 200    // about an account
	mostActs    = 20_000 // entries of one record that are looked through for a person's own acts
)

// Deps is what a Trail needs.
type Deps struct {
	Record *audit.Record
	People People
}

// People tells of people and of what they belong to; account.Service does.
type People interface {
	Person(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (account.Person, error)
}

// Trail reads the audit record for one person at a time.
type Trail struct{ Deps }

// New makes a trail.
func New(d Deps) *Trail { return &Trail{d} }

// OfAccount is what happened to the actor's account and memberships, newest first; orgs are the organisations that they belong or
// belonged to, with the documents of the memberships.
func (t *Trail) OfAccount(ctx context.Context, actor marketplace.Actor, memberships map[marketplace.ID]marketplace.ID) ([]Entry, error) {
	if actor.Person == "" || actor.IsVisitor() {
		return nil, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	own := "people/" + string(actor.Person)
	out, err := t.about(ctx, actor, audit.Installation, own)
	for org, id := range memberships {
		for _, subject := range []string{own, "memberships/" + string(id)} {
			more, moreErr := t.about(ctx, actor, org, subject)
			if moreErr != nil {
				return nil, moreErr
			}
			out = append(out, more...)
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return b.At.Time().Compare(a.At.Time()) })
	return out[:min(len(out), mostEntries)], err
}

// about reads what one record holds about a document.
func (t *Trail) about(ctx context.Context, actor marketplace.Actor, org marketplace.ID, subject string) ([]Entry, error) {
	list, err := t.Record.List(ctx, marketplace.System(org), marketplace.Page{Limit: mostEntries}, audit.Filter{Subject: subject})
	var out []Entry
	for _, e := range list.Items {
		out = append(out, t.entry(ctx, actor, e.Fact))
	}
	return out, err
}

// Acts are the facts that the actor made themselves in the records of these organisations, newest first within each.
func (t *Trail) Acts(ctx context.Context, actor marketplace.Actor, orgs []marketplace.ID) ([]Entry, error) {
	var out []Entry
	for _, org := range append(slices.Clone(orgs), audit.Installation) {
		page, seen := marketplace.Page{Limit: 200}, 0
		for {
			list, err := t.Record.List(ctx, marketplace.System(org), page, audit.Filter{})
			if err != nil {
				return nil, err
			}
			for _, e := range list.Items {
				if e.Fact.Actor == actor.Person {
					out = append(out, t.entry(ctx, actor, e.Fact))
				}
			}
			if seen += len(list.Items); list.Next == "" || seen >= mostActs {
				break
			}
			page.After = list.Next
		}
	}
	return out, nil
}

func (t *Trail) entry(ctx context.Context, actor marketplace.Actor, f marketplace.Fact) Entry {
	out := Entry{At: f.At, Type: f.Type, Purpose: f.Data["purpose"], Org: f.Org, Who: Administrator}
	if out.Org == audit.Installation {
		out.Org = ""
	}
	switch {
	case f.Actor == actor.Person:
		out.Who = Self
	case f.Actor == "":
		out.Who = Program
	case out.Org != "":
		if p, err := t.People.Person(ctx, marketplace.System(f.Org), f.Actor); err == nil {
			out.Who, out.Name = Colleague, p.Name
		}
	}
	return out
}

// Memberships are the documents of a person's memberships, by organisation; of ended ones, too.
func Memberships(ctx context.Context, s store.Store, person marketplace.ID) (map[marketplace.ID]marketplace.ID, error) {
	out := map[marketplace.ID]marketplace.ID{}
	docs := store.NewCollection[account.Membership](s, store.Schema{Collection: "memberships"})
	return out, docs.Each(ctx, store.Query{Index: "person", Eq: []any{string(person)}}, func(e store.Entry[account.Membership]) error {
		out[e.Value.Org] = e.Value.ID
		return nil
	})
}
