package invoice

import (
	"context"
	"errors"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Run is one making of many invoices (laskutusajo): a job that can be left and gone on with.
type Run struct {
	ID    marketplace.ID      `json:"id"`
	Org   marketplace.ID      `json:"org"`
	Until marketplace.Date    `json:"until"` // what was supplied by this day
	Items []Item              `json:"items"` // as they were confirmed, at most MaxItems
	Open  bool                `json:"open"`  // some wait
	By    marketplace.ID      `json:"by"`
	Begun marketplace.Instant `json:"begun"`
}

// Item is one invoice of a run.
type Item struct {
	Buyer     marketplace.ID          `json:"buyer"`
	Reference string                  `json:"reference"`
	Digest    marketplace.ID          `json:"digest"` // of the plan that was seen
	State     State                   `json:"state"`  // Draft: it waits
	Invoice   marketplace.ID          `json:"invoice,omitempty"`
	Why       *marketplace.FieldError `json:"why,omitempty"` // of one that was dropped
}

// MaxItems is how many invoices one run can make.
const MaxItems = 10_000

// step is after how many invoices a run of so many saves how far it is: at least 25, and at most about a hundred times in all. What was
// done since is found again by the ids of the drafts.
func step(items int) int { return max(25, items/100) }

// Done is how many of a run are decided.
func (r Run) Done() int {
	n := 0
	for _, i := range r.Items {
		if i.State != Draft {
			n++
		}
	}
	return n
}

func (r Run) actor() marketplace.Actor { return marketplace.Actor{Person: r.By, Org: r.Org} }

// Begin confirms some plans of a preview, as they were seen. The key is the caller's own: the same one begins nothing twice. Work
// makes the invoices; each whose approvals or profiles changed since the preview is left out, and says so.
func (s *Service) Begin(ctx context.Context, actor marketplace.Actor, key string, until marketplace.Date, plans []Plan) (store.Entry[Run], error) {
	if err := actor.Must(Billers()...); err != nil {
		return store.Entry[Run]{}, err
	}
	var f check.Fields
	f.Need("key", key != "")
	f.Need("plans", len(plans) > 0)
	f.Count("plans", len(plans), MaxItems)
	f.Date("until", until)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return store.Entry[Run]{}, err
	}
	id := marketplace.Derived("run", digestLength, string(actor.Org), key)
	r := Run{ID: id, Org: actor.Org, Until: until, Open: true, By: actor.Person, Begun: s.Clock.Now()}
	for _, p := range plans {
		r.Items = append(r.Items, Item{Buyer: p.Buyer, Reference: p.Reference, Digest: p.Digest, State: Draft})
	}
	e, err := s.runs.Insert(ctx, id, r, s.facts.New(actor, "invoice_run.begun", s.runs.Subject(id), "invoices", len(r.Items)))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.runs.Get(ctx, id)
	}
	return e, err
}

// Progress loads a run for the seller.
func (s *Service) Progress(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (store.Entry[Run], error) {
	if err := actor.Must(Billers()...); err != nil {
		return store.Entry[Run]{}, err
	}
	e, err := s.runs.Get(ctx, id)
	if err == nil && e.Value.Org != actor.Org {
		return store.Entry[Run]{}, notFound()
	}
	return e, err
}

// Runs lists the runs of the actor's organisation, newest first.
func (s *Service) Runs(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[store.Entry[Run]], error) {
	out := marketplace.List[store.Entry[Run]]{Items: []store.Entry[Run]{}}
	if err := actor.Must(Billers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org)}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.runs.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// run makes what waits of a run. One that fails is tried again by the next Work; the others are made.
func (s *Service) run(ctx context.Context, id marketplace.ID) error {
	e, err := s.runs.Get(ctx, id)
	if err != nil || !e.Value.Open {
		return err
	}
	plans, err := s.Preview(ctx, marketplace.System(e.Value.Org), e.Value.Until)
	if err != nil {
		return err
	}
	var failed []error
	for n := range e.Value.Items {
		if ctx.Err() != nil {
			return errors.Join(append(failed, ctx.Err())...)
		}
		item := &e.Value.Items[n]
		if item.State == Draft {
			made, err := s.item(ctx, e.Value, *item, plans)
			*item = made
			failed = append(failed, err) // it waits for the next time, and keeps none from being made
		}
		last := n == len(e.Value.Items)-1
		if every := step(len(e.Value.Items)); !last && n%every != every-1 {
			continue
		}
		e.Value.Open = e.Value.Done() < len(e.Value.Items)
		if e, err = s.runs.Save(ctx, e, s.facts.New(e.Value.actor(), "invoice_run.moved", s.runs.Subject(id), "done", e.Value.Done())); err != nil {
			return errors.Join(append(failed, err)...)
		}
	}
	return errors.Join(failed...)
}

// item makes one invoice of a run, or says why not.
func (s *Service) item(ctx context.Context, r Run, item Item, plans []Plan) (Item, error) {
	id := draftID(r.ID, item.Buyer, item.Reference)
	e, err := s.invoices.Get(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		at := slices.IndexFunc(plans, func(p Plan) bool { return p.Buyer == item.Buyer && p.Reference == item.Reference })
		switch {
		case at < 0 || plans[at].Digest != item.Digest:
			return item.left(marketplace.Field("sources", "invoice.changed")), nil
		case len(plans[at].Problems) > 0:
			return item.left(plans[at].Problems[0]), nil
		}
		e, err = s.begin(ctx, r, plans[at])
	}
	if err == nil && e.Value.State == Draft {
		e, err = s.issue(ctx, e)
	}
	if err != nil {
		return item, err
	}
	item.State, item.Invoice, item.Why = e.Value.State, id, e.Value.Dropped
	return item, nil
}

func (i Item) left(why marketplace.FieldError) Item {
	i.State, i.Why = Dropped, &why
	return i
}
