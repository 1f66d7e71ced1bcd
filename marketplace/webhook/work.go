package webhook

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

const (
	atOnce   = 8    // endpoints that are sent to at the same time
	mostLook = 1000 // deliveries that one round looks at
)

// Work sends what is due. Endpoints are sent to side by side, each one message after another until one is not taken, so that a
// receiver that hangs holds up nobody else. Two processes that work at the same moment do not send the same message, unless one
// of them stopped in the middle.
func (s *Service) Work(ctx context.Context) error {
	now := s.Clock.Now()
	due, _, err := s.deliveries.Find(ctx, store.Query{Index: "due", Eq: []any{string(Waiting)}, To: marketplace.At(now.Time().Add(time.Millisecond)).String(), Limit: mostLook})
	if err != nil {
		return err
	}
	var order []marketplace.ID
	queues := map[marketplace.ID][]Post{}
	for _, d := range due {
		if _, known := queues[d.Value.Endpoint]; !known {
			order = append(order, d.Value.Endpoint)
		}
		queues[d.Value.Endpoint] = append(queues[d.Value.Endpoint], d)
	}
	var (
		wg    sync.WaitGroup
		slots = make(chan struct{}, atOnce)
		errs  = make([]error, len(order))
	)
	for i, id := range order {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			errs[i] = s.empty(ctx, id, queues[id])
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// empty sends what waits for one endpoint, until something is not taken.
func (s *Service) empty(ctx context.Context, endpoint marketplace.ID, queue []Post) error {
	e, err := s.endpoints.Get(ctx, endpoint)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	for _, d := range queue {
		if e.Value.State != Active {
			d.Value = d.Value.aside()
			if _, err := s.deliveries.Save(ctx, d); err != nil && !marketplace.IsKind(err, marketplace.Stale) {
				return err
			}
			continue
		}
		good, err := s.send(ctx, e.Value, d)
		if err != nil || !good || ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// send claims a delivery, sends it and writes down what came of it. True when the next may be sent: it was taken, or somebody
// else has it.
func (s *Service) send(ctx context.Context, e Endpoint, d Post) (bool, error) {
	d.Value = d.Value.claimed(s.Clock.Now())
	d, err := s.deliveries.Save(ctx, d)
	if marketplace.IsKind(err, marketplace.Stale) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	begun := s.Clock()
	call, err := s.call(e, d.Value, marketplace.At(begun))
	if err != nil {
		return false, err
	}
	try := Try{At: marketplace.At(begun)}
	try.Status, try.Why = s.Poster.Post(ctx, call)
	if ctx.Err() != nil {
		return false, nil //nolint:nilerr // cut off by the end of the program: when the claim ends it is tried again
	}
	try.Millis = s.Clock().Sub(begun).Milliseconds()
	after, last := d.Value.tried(try, s.Clock.Now())
	if last {
		if err := s.fail(ctx, e.ID); err != nil {
			return false, err
		}
	}
	d.Value = after
	_, err = s.deliveries.Save(ctx, d)
	if marketplace.IsKind(err, marketplace.Stale) {
		err = nil // the try took longer than the claim, and somebody else has it
	}
	return try.Good(), err
}

// fail pauses an endpoint that took nothing for three days. It comes before the delivery is set aside, so that a program that
// stops in between finds the delivery waiting.
func (s *Service) fail(ctx context.Context, id marketplace.ID) error {
	_, err := store.Change(ctx, s.endpoints, id, func(e *Endpoint) ([]marketplace.Fact, error) {
		if e.State != Active {
			return nil, store.ErrUnchanged
		}
		e.State, e.Failed, e.Changed = Paused, true, s.Clock.Now()
		return []marketplace.Fact{s.facts.New(marketplace.System(e.Org), "webhook.failed", s.endpoints.Subject(id))}, nil
	})
	return err
}

// call is a delivery as it goes out at a moment, signed with every secret that is valid then.
func (s *Service) call(e Endpoint, d Delivery, now marketplace.Instant) (Call, error) {
	var signed []string
	for _, kept := range e.valid(now) {
		key, err := s.Vault.Open(purpose(e.ID), kept.Sealed)
		if err != nil {
			return Call{}, err
		}
		signed = append(signed, signature(key, d.ID, now.Time(), d.Body))
	}
	return Call{URL: e.URL, Body: d.Body, Header: map[string]string{
		"Content-Type": "application/json", "webhook-id": string(d.ID), "webhook-timestamp": strconv.FormatInt(now.Time().Unix(), 10),
		"webhook-signature": strings.Join(signed, " "),
	}}, nil
}

// Sweep deletes deliveries of more than thirty days ago.
func (s *Service) Sweep(ctx context.Context) error {
	return store.Sweep(ctx, s.deliveries, "forget", s.Clock.Now())
}

// Renew seals the secrets of endpoints again that were sealed under the installation's secret of before, and counts how many,
// and how many nothing opens.
func (s *Service) Renew(ctx context.Context) (renewed, lost int, err error) {
	for _, state := range []State{Active, Paused} {
		err := s.endpoints.Each(ctx, store.Query{Index: "state", Eq: []any{string(state)}}, func(e Entry) error {
			changed := false
			for i, kept := range e.Value.Secrets {
				sealed, was, err := s.Vault.Renew(purpose(e.ID), kept.Sealed)
				if err != nil {
					lost++
					continue
				}
				e.Value.Secrets[i].Sealed, changed = sealed, changed || was
			}
			if !changed {
				return nil
			}
			renewed++
			_, err := s.endpoints.Save(ctx, e) // Stale: somebody changed it meanwhile; run it again
			return err
		})
		if err != nil {
			return renewed, lost, err
		}
	}
	return renewed, lost, nil
}
