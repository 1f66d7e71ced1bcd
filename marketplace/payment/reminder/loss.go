package reminder

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/store"
)

// GiveUp writes off what is open of an invoice, for the organiser's owners, with the reason (luottotappio; its value added tax is
// taken back in the books by AVL 78 §). The key is the caller's own: the same one gives nothing up twice. It gives what was given up.
func (s *Service) GiveUp(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID, key, reason string) (money.Cents, error) {
	return s.lose(ctx, actor, invoice, key, reason, true)
}

// TakeBack takes a loss back, with the reason, because the invoice can be paid after all: what was open before is open again.
func (s *Service) TakeBack(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID, key, reason string) (money.Cents, error) {
	return s.lose(ctx, actor, invoice, key, reason, false)
}

// lose lets the ledger decide first: the reason of what it refused is not kept.
func (s *Service) lose(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID, key, reason string, off bool) (money.Cents, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return 0, err
	}
	reason = check.Line(reason)
	var f check.Fields
	f.Need("key", key != "")
	f.Need("reason", reason != "")
	f.Text("reason", reason, maxReason)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return 0, err
	}
	do := s.Ledger.Recover
	if off {
		do = s.Ledger.WriteOff
	}
	cents, err := do(ctx, actor, invoice, key)
	if err != nil {
		return 0, err
	}
	l := Loss{Invoice: invoice, Org: actor.Org, Off: off, Reason: reason, By: actor.Person, At: s.Clock.Now()}
	fact := s.facts.New(actor, "reminder_loss.set", s.losses.Subject(invoice), "off", off, "cents", int64(cents))
	_, err = s.losses.Insert(ctx, invoice, l, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		_, err = store.Change(ctx, s.losses, invoice, func(was *Loss) ([]marketplace.Fact, error) {
			if was.Off == l.Off && was.Reason == l.Reason {
				return nil, store.ErrUnchanged
			}
			*was = l
			return []marketplace.Fact{fact}, nil
		})
	}
	return cents, err
}

// Loss is why what was open of an invoice was given up; false when it never was.
func (s *Service) Loss(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID) (Loss, bool, error) {
	if err := may(actor); err != nil {
		return Loss{}, false, err
	}
	e, err := s.losses.Get(ctx, invoice)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && e.Value.Org != actor.Org {
		return Loss{}, false, nil
	}
	return e.Value, err == nil, err
}
