package liability

import (
	"cmp"
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// View is what a customer reads of one supplier.
type View struct {
	Relation
	Pack       Pack       // empty until the supplier has shown it
	Conclusion Conclusion // for the contract that was asked about
	Contract   Contract   // the one asked about
	KeepUntil  marketplace.Date
}

// Suppliers lists the suppliers that the actor's organisation asked, or has contracts with.
func (s *Service) Suppliers(ctx context.Context, customer marketplace.Actor, page marketplace.Page) (marketplace.List[Relation], error) {
	if err := buys(customer); err != nil {
		return marketplace.List[Relation]{}, err
	}
	return s.list(ctx, store.Query{Index: "customer", Eq: []any{string(customer.Org)}}, page, func(r Relation) Relation { return r })
}

// Ask asks a supplier to show its pack. Doing it again changes nothing. NotFound when there is no such organisation.
func (s *Service) Ask(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID) (Relation, error) {
	if err := buys(customer); err != nil {
		return Relation{}, err
	}
	if err := s.meet(ctx, customer, supplier); err != nil {
		return Relation{}, err
	}
	return s.change(ctx, customer, RelationID(customer.Org, supplier), "liability.asked", func(r *Relation) ([]any, error) {
		if !r.Asked.IsZero() || !r.Shared.IsZero() {
			return nil, store.ErrUnchanged
		}
		r.Asked = s.Clock.Now()
		return nil, nil
	})
}

// meet makes the relation exist.
func (s *Service) meet(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID) error {
	if supplier == customer.Org {
		return marketplace.Errorf(marketplace.Conflict, "liability.own_supplier")
	}
	if _, err := s.Accounts.PublicOrganisation(ctx, supplier); err != nil {
		return err
	}
	id := RelationID(customer.Org, supplier)
	return begin(ctx, s.relations, id, Relation{ID: id, Customer: customer.Org, Supplier: supplier, Contracts: []Contract{}, Checks: []Check{}})
}

// Read is what the actor's organisation may read of one supplier, judged for a contract that is thought about: one of the
// relation by its id, or a new one. NotFound when nobody asked.
func (s *Service) Read(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID, about Contract) (View, error) {
	if err := buys(customer); err != nil {
		return View{}, err
	}
	e, err := s.relations.Get(ctx, RelationID(customer.Org, supplier))
	if err != nil {
		return View{}, err
	}
	v := View{Relation: e.Value, Contract: about, Pack: Pack{Documents: []Document{}}}
	if kept, found := v.contract(about.ID); found {
		v.Contract = kept
	} else if about.ID != "" {
		return View{}, notFound()
	}
	if !v.Shared.IsZero() {
		if v.Pack, err = s.pack(ctx, supplier); err != nil {
			return View{}, err
		}
	}
	v.KeepUntil, _ = KeepUntil(s.Rules, v.Relation, s.Today())
	v.Conclusion, err = Judge(s.Rules, Question{Today: s.Today(), Contract: v.Contract, Relation: v.Relation, Pack: v.Pack})
	return v, err
}

// Record keeps a contract of the actor's organisation with a supplier, or changes one: an order does it, and whoever made one
// elsewhere. A contract that was kept shows the supplier's pack when the program itself records it. The id is made when there
// is none. Recording the same again changes nothing.
func (s *Service) Record(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID, c Contract) (Contract, error) {
	if err := buys(customer); err != nil {
		return Contract{}, err
	}
	if err := s.meet(ctx, customer, supplier); err != nil {
		return Contract{}, err
	}
	c.ID = cmp.Or(c.ID, s.IDs())
	_, err := s.change(ctx, customer, RelationID(customer.Org, supplier), "liability.contract_recorded", func(r *Relation) ([]any, error) {
		var err error
		if c, err = c.checked(r.Contracts); err != nil {
			return nil, err
		}
		if circular(r.Contracts, c) {
			return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("chained_to", "liability.field.chained_to")})
		}
		at := slices.IndexFunc(r.Contracts, func(o Contract) bool { return o.ID == c.ID })
		switch {
		case at >= 0 && r.Contracts[at] == c:
			return nil, store.ErrUnchanged
		case at >= 0:
			r.Contracts[at] = c
		case len(r.Contracts) >= maxContracts:
			return nil, marketplace.Errorf(marketplace.TooLarge, "liability.too_many", "max", maxContracts)
		default:
			r.Contracts = append(r.Contracts, c)
		}
		if customer.System && r.Shared.IsZero() {
			r.Shared = s.Clock.Now()
		}
		return []any{"contract", c.ID}, nil
	})
	return c, err
}

// circular says whether a contract would follow itself.
func circular(all []Contract, c Contract) bool {
	next := c.ChainedTo
	for range len(all) + 1 {
		at := slices.IndexFunc(all, func(o Contract) bool { return o.ID == next })
		switch {
		case next == c.ID:
			return true
		case at < 0:
			return false
		}
		next = all[at].ChainedTo
	}
	return true
}

// Check keeps that the actor looked at the papers today, with what stood on them. Conflict while the supplier has not shown its
// pack, or when there is no paper to look at. The same look of the same person on the same day is kept once. construction says whether proof of accident insurance is needed, too.
func (s *Service) Check(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID, construction bool) (Check, error) {
	v, err := s.Read(ctx, customer, supplier, Contract{Type: Subcontract, Construction: construction})
	if err != nil {
		return Check{}, err
	}
	if v.Shared.IsZero() {
		return Check{}, marketplace.Errorf(marketplace.Conflict, "liability.not_shown")
	}
	c := Check{ID: s.IDs(), On: s.Today(), By: customer.Person, Seen: seen(v.Conclusion.Documents), Complete: all(v.Conclusion.Documents)}
	if len(c.Seen) == 0 {
		return Check{}, marketplace.Errorf(marketplace.Conflict, "liability.nothing_to_check")
	}
	if c.Name, err = s.name(ctx, customer); err != nil {
		return Check{}, err
	}
	c.Hash = c.Fingerprint()
	_, err = s.change(ctx, customer, v.ID, "liability.checked", func(r *Relation) ([]any, error) {
		if at := slices.IndexFunc(r.Checks, c.same); at >= 0 {
			c = r.Checks[at]
			return nil, store.ErrUnchanged
		}
		if len(r.Checks) >= maxContracts {
			return nil, marketplace.Errorf(marketplace.TooLarge, "liability.too_many", "max", maxContracts)
		}
		r.Checks = append(r.Checks, c)
		return []any{"check", c.ID, "hash", c.Hash, "complete", c.Complete}, nil
	})
	return c, err
}

func (c Check) same(o Check) bool {
	return c.On == o.On && c.By == o.By && c.Complete == o.Complete && slices.Equal(c.Seen, o.Seen)
}

func seen(papers []Standing) []Seen {
	var out []Seen
	for _, p := range papers {
		if p.Usable() {
			d := p.Document
			out = append(out, Seen{Document: d.ID, Kind: d.Kind, Issued: d.Issued, ValidTo: d.ValidTo, Source: d.Source, Reference: d.Reference})
		}
	}
	return out
}

// Doubt keeps that there is reason to suspect a change: from now on an earlier check is not enough (1233/2006 7.2 §).
func (s *Service) Doubt(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID, reason string) (Relation, error) {
	return s.say(ctx, customer, supplier, "liability.doubted", Remark{Reason: reason}, func(r *Relation, said Remark) { r.Doubt = &said })
}

// Exempt keeps that no documents are asked, on a ground that an owner of the customer takes responsibility for.
func (s *Service) Exempt(ctx context.Context, owner marketplace.Actor, supplier marketplace.ID, ground Ground, reason string) (Relation, error) {
	if err := owner.Must(marketplace.RoleOwner); err != nil {
		return Relation{}, err
	}
	if !slices.Contains(Grounds(), ground) {
		return Relation{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("ground", "field.required")})
	}
	return s.say(ctx, owner, supplier, "liability.exempted", Remark{Ground: ground, Reason: reason}, func(r *Relation, said Remark) { r.Exemption = &said })
}

// EndExemption lets documents be asked again.
func (s *Service) EndExemption(ctx context.Context, owner marketplace.Actor, supplier marketplace.ID) (Relation, error) {
	if err := owner.Must(marketplace.RoleOwner); err != nil {
		return Relation{}, err
	}
	return s.change(ctx, owner, RelationID(owner.Org, supplier), "liability.exemption_ended", func(r *Relation) ([]any, error) {
		if r.Exemption == nil {
			return nil, store.ErrUnchanged
		}
		r.Exemption = nil
		return nil, nil
	})
}

func (s *Service) say(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID, typ string, said Remark, put func(*Relation, Remark)) (Relation, error) {
	if err := buys(customer); err != nil {
		return Relation{}, err
	}
	var f check.Fields
	said.Reason = check.Text(said.Reason)
	f.Need("reason", said.Reason != "")
	f.Text("reason", said.Reason, maxNote)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Relation{}, err
	}
	who, err := s.remark(ctx, customer, said.Reason)
	if err != nil {
		return Relation{}, err
	}
	who.Ground = said.Ground
	return s.change(ctx, customer, RelationID(customer.Org, supplier), typ, func(r *Relation) ([]any, error) {
		put(r, who)
		return []any{"ground", who.Ground}, nil
	})
}
