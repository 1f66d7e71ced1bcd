package office

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Listing is what an organisation is found by: the first words of its name in small letters.
type Listing struct {
	ID     marketplace.ID `json:"id"`
	First  string         `json:"w1,omitempty"`
	Second string         `json:"w2,omitempty"`
	Third  string         `json:"w3,omitempty"`
	Fourth string         `json:"w4,omitempty"`
	Fifth  string         `json:"w5,omitempty"`
}

func wordFields() []string { return []string{"w1", "w2", "w3", "w4", "w5"} }

// MostFound is how many organisations one search finds at most.
const MostFound = 50

// words are the words of a name in small letters.
func words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func listingOf(o account.Organisation) Listing {
	l := Listing{ID: o.ID}
	into := []*string{&l.First, &l.Second, &l.Third, &l.Fourth, &l.Fifth}
	for i, w := range words(o.Name) {
		if i < len(into) {
			*into[i] = w
		}
	}
	return l
}

// Follows are the facts after which an organisation is listed anew.
func Follows() []string { return []string{"organisation.created", "organisation.changed"} }

// Follow lists an organisation by its name as it is now.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	o, err := s.orgs.Get(ctx, marketplace.ID(id))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.list(ctx, o.Value)
}

func (s *Service) list(ctx context.Context, o account.Organisation) error {
	want := listingOf(o)
	_, err := store.Change(ctx, s.listings, o.ID, func(l *Listing) ([]marketplace.Fact, error) {
		if *l == want {
			return nil, store.ErrUnchanged
		}
		*l = want
		return nil, nil
	})
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	if _, err = s.listings.Insert(ctx, o.ID, want); marketplace.IsKind(err, marketplace.Conflict) {
		return s.list(ctx, o)
	}
	return err
}

// Work lists the organisations that were there before there were listings.
func (s *Service) Work(ctx context.Context) error {
	return s.orgs.Each(ctx, store.Query{Index: "name"}, func(e store.Entry[account.Organisation]) error { return s.list(ctx, e.Value) })
}

// FindOrganisations finds organisations by business id, or by how words of the name begin: up to MostFound, by name; more says
// that there are others.
func (s *Service) FindOrganisations(ctx context.Context, actor marketplace.Actor, text string) (found []account.Organisation, more bool, err error) {
	if err := administers(actor); err != nil {
		return nil, false, err
	}
	if id, ok := check.BusinessID(text); ok {
		list, _, err := s.orgs.Find(ctx, store.Query{Index: "business_id", Eq: []any{id}})
		for _, e := range list {
			found = append(found, e.Value)
		}
		return found, false, err
	}
	asked := words(text)
	if len(asked) == 0 {
		return nil, false, nil
	}
	ids, more, err := s.begin(ctx, asked[0])
	if err != nil {
		return nil, false, err
	}
	for _, id := range ids {
		o, err := s.orgs.Get(ctx, id)
		if err != nil {
			return nil, false, err
		}
		if begins(words(o.Value.Name), asked) {
			found = append(found, o.Value)
		}
	}
	slices.SortFunc(found, func(a, b account.Organisation) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return found, more, nil
}

// begin are the organisations of which a word begins like this, each once.
func (s *Service) begin(ctx context.Context, like string) (ids []marketplace.ID, more bool, err error) {
	const last = "\uffff" // sorts behind every letter
	for _, field := range wordFields() {
		list, next, err := s.listings.Find(ctx, store.Query{Index: field, From: like, To: like + last, Limit: MostFound})
		if err != nil {
			return nil, false, err
		}
		more = more || next != ""
		for _, e := range list {
			if !slices.Contains(ids, e.ID) {
				ids = append(ids, e.ID)
			}
		}
	}
	if len(ids) > MostFound {
		return ids[:MostFound], true, nil
	}
	return ids, more, nil
}

// begins says whether each word asked for is how a word of the name begins.
func begins(name, asked []string) bool {
	for _, a := range asked {
		if !slices.ContainsFunc(name, func(w string) bool { return strings.HasPrefix(w, a) }) {
			return false
		}
	}
	return true
}
