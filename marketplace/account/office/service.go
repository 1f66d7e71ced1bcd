package office

import (
	"context"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Accounts *account.Service
	Reads    *audit.Reads
}

// Service holds the verbs of administrators.
type Service struct {
	Deps
	facts    marketplace.Facts
	orgs     store.Collection[account.Organisation]
	people   store.Collection[person]
	members  store.Collection[account.Membership]
	listings store.Collection[Listing]
	acts     store.Collection[Act]
	taking   store.Collection[Taking]
}

// person is as much of the stored person as is read here; it is never saved.
type person struct {
	ID       marketplace.ID      `json:"id"`
	Email    string              `json:"email"`
	Name     string              `json:"name"`
	Lang     string              `json:"lang"`
	Created  marketplace.Instant `json:"created"`
	Disabled bool                `json:"disabled"`
	Factor   struct {
		Confirmed bool `json:"confirmed"`
	} `json:"factor"`
}

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	listings := store.Schema{Collection: "organisation_names"}
	for _, w := range wordFields() {
		listings.Indexes = append(listings.Indexes, store.Index{Name: w, Fields: []string{w}})
	}
	return []store.Schema{listings, {Collection: "administration", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "at"}},
		{Name: "person", Fields: []string{"person", "at"}},
		{Name: "at", Fields: []string{"at"}},
	}}, {Collection: "administration_taking"}}
}

// New makes the service.
func New(d Deps) *Service {
	of, own := account.Schemas(), Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		orgs: store.NewCollection[account.Organisation](d.Store, of[0]), people: store.NewCollection[person](d.Store, of[1]),
		members: store.NewCollection[account.Membership](d.Store, of[2]), listings: store.NewCollection[Listing](d.Store, own[0]),
		acts: store.NewCollection[Act](d.Store, own[1]), taking: store.NewCollection[Taking](d.Store, own[2]),
	}
}

func administers(actor marketplace.Actor) error { return actor.Must(marketplace.RoleAdministrator) }

// longestReason is how much of a reason is kept, in characters.
const longestReason = 500

func checkReason(why string) (string, error) {
	why = strings.TrimSpace(why)
	switch {
	case why == "":
		return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("reason", "field.required")})
	case utf8.RuneCountInString(why) > longestReason:
		return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("reason", "field.too_long", "max", longestReason)})
	}
	return why, nil
}

// Known is what an administrator may know of somebody who can sign in.
type Known struct {
	account.Person
	Disabled    bool
	Memberships []account.Belonging
	Sessions    []account.Session // open ones
	Acts        []Act             // what administrators did to the person, newest first
}

// FindPerson finds somebody by their whole e-mail address. That somebody was looked for is written down, without the address.
func (s *Service) FindPerson(ctx context.Context, actor marketplace.Actor, address string) (marketplace.ID, error) {
	if err := administers(actor); err != nil {
		return "", err
	}
	email, ok := check.Email(address)
	if !ok {
		return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("email", "field.email", "value", address)})
	}
	p, err := s.people.First(ctx, store.Query{Index: "email", Eq: []any{email}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		if err := s.Reads.Seen(ctx, actor, "people", purpose, ""); err != nil {
			return "", err
		}
		return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("email", "office.nobody")})
	}
	return p.ID, err
}

// purpose is why somebody's account is looked at, in the record.
const purpose = "administration"

// Person is what an administrator may know of somebody; each look is written down before it is shown.
func (s *Service) Person(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Known, error) {
	if err := administers(actor); err != nil {
		return Known{}, err
	}
	p, err := s.people.Get(ctx, id)
	if err != nil {
		return Known{}, err
	}
	if err := s.Reads.Seen(ctx, actor, s.people.Subject(id), purpose, audit.Installation); err != nil {
		return Known{}, err
	}
	v := p.Value
	out := Known{Person: account.Person{ID: v.ID, Email: v.Email, Name: v.Name, Lang: v.Lang, TwoFactor: v.Factor.Confirmed, Created: v.Created}, Disabled: v.Disabled}
	them := marketplace.Actor{Person: id}
	if out.Memberships, err = s.Accounts.Memberships(ctx, them); err != nil {
		return Known{}, err
	}
	if out.Sessions, err = s.Accounts.Sessions(ctx, them); err != nil {
		return Known{}, err
	}
	out.Acts, err = s.actsBy(ctx, "person", id)
	return out, err
}

// NameOf is the name of whoever can sign in, for the list of what administrators did; empty when there is nobody.
func (s *Service) NameOf(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (string, error) {
	if err := administers(actor); err != nil {
		return "", err
	}
	p, err := s.people.Get(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return "", nil
	}
	return p.Value.Name, err
}

// Standing is how somebody who can sign in stands at present.
type Standing struct {
	ID            marketplace.ID
	Name          string
	Closed        bool // the account is disabled
	Administrator bool // of the installation, in whatever organisation
	Belongs       []account.Belonging
}

// Standing tells the program how somebody stands; NotFound when there is nobody.
func (s *Service) Standing(ctx context.Context, id marketplace.ID) (Standing, error) {
	p, err := s.people.Get(ctx, id)
	if err != nil {
		return Standing{}, err
	}
	out := Standing{ID: id, Name: p.Value.Name, Closed: p.Value.Disabled}
	held, err := s.held(ctx, id)
	if err != nil {
		return out, err
	}
	out.Administrator = len(held) > 0
	out.Belongs, err = s.Accounts.Memberships(ctx, marketplace.Actor{Person: id})
	return out, err
}
