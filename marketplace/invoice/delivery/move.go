package delivery

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
)

const maxReason = 500

// HandOver writes down that a document was handed over, and sends the buyer a link when that is the way. What was rejected goes out
// again with the same bytes. Conflict when it cannot be handed over now, or when there is no file that an operator takes.
func (s *Service) HandOver(ctx context.Context, actor marketplace.Actor, id marketplace.ID, way Way) (Entry, error) {
	var f check.Fields
	f.OneOf("way", string(way), string(Operator), string(Link))
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Entry{}, err
	}
	return s.move(ctx, actor, id, Step{Event: Hand, Way: way})
}

// Acknowledge writes down that the operator or the buyer took a document.
func (s *Service) Acknowledge(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Step{Event: Acknowledge})
}

// Reject writes down that the operator or the buyer did not take a document, with the reason that was given.
func (s *Service) Reject(ctx context.Context, actor marketplace.Actor, id marketplace.ID, reason string) (Entry, error) {
	reason = check.Line(reason)
	var f check.Fields
	f.Need("reason", reason != "")
	f.Text("reason", reason, maxReason)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Entry{}, err
	}
	return s.move(ctx, actor, id, Step{Event: Reject, Reason: reason})
}

// move saves one step of a delivery, for the seller of its document. A repeat changes nothing.
func (s *Service) move(ctx context.Context, actor marketplace.Actor, id marketplace.ID, step Step) (Entry, error) {
	e, err := s.Of(ctx, actor, id)
	if err != nil {
		return e, err
	}
	return store.Change(ctx, s.all, id, func(d *Delivery) ([]marketplace.Fact, error) {
		if d.State.already(step.Event) {
			return nil, store.ErrUnchanged
		}
		if step.Way == Operator && !d.electronic() {
			return nil, marketplace.Errorf(marketplace.Conflict, "invoice.no_e_invoice")
		}
		step.By, step.At = actor.Person, s.Clock.Now()
		after, can := d.moved(step)
		if !can {
			return nil, marketplace.Errorf(marketplace.Conflict, "invoice.delivery."+string(d.State))
		}
		*d = after
		return []marketplace.Fact{s.facts.New(actor, "invoice_delivery."+string(d.State), s.all.Subject(id), "way", step.Way)}, nil
	})
}

// Follows lists the facts after which Follow has something to do.
func Follows() []string { return []string{"invoice.issued", "invoice.credited"} }

// Follow keeps the bytes of what was issued, and takes a rejected document for corrected when all of it was credited. It may run
// twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, text, _ := strings.Cut(f.Subject, "/")
	id := marketplace.ID(text)
	e, err := s.keep(ctx, id)
	if err != nil || f.Type != "invoice.credited" || e.Value.State != Rejected {
		return err
	}
	i, err := s.Invoices.Issued(ctx, id)
	if err != nil || len(i.Left()) > 0 {
		return err
	}
	_, err = s.move(ctx, marketplace.System(i.Org), id, Step{Event: Correct})
	return err
}

// Told lists the facts about which somebody is told.
func Told() []string { return []string{"invoice_delivery.handed"} }

// Tell sends those who handle the buyer's invoices a link to one that is handed over that way. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	if f.Data["way"] != string(Link) {
		return nil
	}
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.all.Get(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	return s.Teller.Roles(ctx, notice.Notice{
		ID: f.ID, Org: e.Value.Buyer, Kind: "invoice.received", Args: map[string]string{"number": e.Value.Number}, Path: "/bills/" + id, At: f.At,
	}, invoice.Billers()...)
}
