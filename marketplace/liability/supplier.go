package liability

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/marketplace/store"
)

// Kept is a pack with how it stands today.
type Kept struct {
	Pack
	Papers []Standing // every kind, construction's included
}

// Own is the actor's own pack; for owners and billing.
func (s *Service) Own(ctx context.Context, supplier marketplace.Actor) (Kept, error) {
	if err := keeps(supplier); err != nil {
		return Kept{}, err
	}
	p, err := s.pack(ctx, supplier.Org)
	if err != nil {
		return Kept{}, err
	}
	return s.kept(p)
}

func (s *Service) kept(p Pack) (Kept, error) {
	b := &verdict.Bench{Book: s.Rules, On: s.Today()}
	return Kept{Pack: p, Papers: Papers(b, p, true)}, b.Err
}

// AddDocument puts a paper into the actor's own pack. A paper of the same kind that is there already stays: the newest counts.
// Invalid names what is wrong; the same paper twice (kind, day, source and reference) is a Conflict.
func (s *Service) AddDocument(ctx context.Context, supplier marketplace.Actor, n NewDocument) (Document, error) {
	if err := keeps(supplier); err != nil {
		return Document{}, err
	}
	n, err := n.checked(s.Today())
	if err != nil {
		return Document{}, err
	}
	d := Document{
		ID: s.IDs(), Kind: n.Kind, Issued: n.Issued, ValidTo: n.ValidTo, Source: n.Source, Reference: n.Reference,
		CheckedBy: supplier.Person, CheckedOn: s.Today(), Added: s.Clock.Now(),
	}
	err = s.changePack(ctx, supplier, "liability.document_added", func(p *Pack) ([]any, error) {
		if slices.ContainsFunc(p.Documents, d.same) {
			return nil, marketplace.Errorf(marketplace.Conflict, "liability.same_document")
		}
		if len(p.Documents) >= maxDocuments {
			return nil, marketplace.Errorf(marketplace.TooLarge, "liability.too_many", "max", maxDocuments)
		}
		p.Documents = append(p.Documents, d)
		return []any{"document", d.ID, "kind", d.Kind}, nil
	})
	return d, err
}

func (d Document) same(o Document) bool {
	return o.Withdrawn.IsZero() && o.Kind == d.Kind && o.Issued == d.Issued && o.ValidTo == d.ValidTo && o.Source == d.Source && o.Reference == d.Reference
}

// Withdraw takes a paper of the actor's own pack back because it was wrong. It stays in the record; checks that saw it keep what
// they saw. Doing it again changes nothing.
func (s *Service) Withdraw(ctx context.Context, supplier marketplace.Actor, document marketplace.ID) error {
	if err := keeps(supplier); err != nil {
		return err
	}
	p, err := s.pack(ctx, supplier.Org)
	if err != nil {
		return err
	}
	named := func(d Document) bool { return d.ID == document }
	if !slices.ContainsFunc(p.Documents, named) {
		return notFound()
	}
	return s.changePack(ctx, supplier, "liability.document_withdrawn", func(p *Pack) ([]any, error) {
		d := &p.Documents[slices.IndexFunc(p.Documents, named)]
		if !d.Withdrawn.IsZero() {
			return nil, store.ErrUnchanged
		}
		d.Withdrawn = s.Clock.Now()
		return []any{"document", d.ID, "kind", d.Kind}, nil
	})
}

// SetForm says what the supplier is in law.
func (s *Service) SetForm(ctx context.Context, supplier marketplace.Actor, form Form) error {
	if err := keeps(supplier); err != nil {
		return err
	}
	if !slices.Contains(Forms(), form) {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("form", "field.required")})
	}
	return s.changePack(ctx, supplier, "liability.form_set", func(p *Pack) ([]any, error) {
		if p.Form == form {
			return nil, store.ErrUnchanged
		}
		p.Form = form
		return []any{"form", form}, nil
	})
}

func (s *Service) changePack(ctx context.Context, supplier marketplace.Actor, typ string, do func(*Pack) ([]any, error)) error {
	if err := begin(ctx, s.packs, supplier.Org, Pack{Org: supplier.Org, Documents: []Document{}}); err != nil {
		return err
	}
	_, err := store.Change(ctx, s.packs, supplier.Org, func(p *Pack) ([]marketplace.Fact, error) {
		data, err := do(p)
		if err != nil {
			return nil, err
		}
		if err := s.watchPack(p); err != nil {
			return nil, err
		}
		return []marketplace.Fact{s.facts.New(supplier, typ, s.packs.Subject(p.Org), data...)}, nil
	})
	return err
}

// Customers lists who asked for the actor's own pack or reads it.
func (s *Service) Customers(ctx context.Context, supplier marketplace.Actor, page marketplace.Page) (marketplace.List[Relation], error) {
	if err := keeps(supplier); err != nil {
		return marketplace.List[Relation]{}, err
	}
	return s.list(ctx, store.Query{Index: "supplier", Eq: []any{string(supplier.Org)}}, page, func(r Relation) Relation {
		return Relation{ID: r.ID, Customer: r.Customer, Supplier: r.Supplier, Asked: r.Asked, Shared: r.Shared}
	})
}

// Share shows the actor's own pack to a customer who asked for it. Doing it again changes nothing.
func (s *Service) Share(ctx context.Context, supplier marketplace.Actor, customer marketplace.ID) error {
	if err := keeps(supplier); err != nil {
		return err
	}
	_, err := s.change(ctx, supplier, RelationID(customer, supplier.Org), "liability.shared", func(r *Relation) ([]any, error) {
		if !r.Shared.IsZero() {
			return nil, store.ErrUnchanged
		}
		r.Shared = s.Clock.Now()
		return nil, nil
	})
	return err
}

func (s *Service) list(ctx context.Context, q store.Query, page marketplace.Page, show func(Relation) Relation) (marketplace.List[Relation], error) {
	q.Limit, q.After = page.Size(), page.After
	out := marketplace.List[Relation]{Items: []Relation{}}
	found, next, err := s.relations.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, show(e.Value))
	}
	out.Next = next
	return out, err
}
