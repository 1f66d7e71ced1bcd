package webhook

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
)

// Follow writes a delivery to each endpoint that wants to be told of a fact. It may run twice: a delivery's id follows from
// endpoint and fact.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	group, _, _ := strings.Cut(f.Type, ".")
	for _, org := range receivers(f) {
		found, err := s.of(ctx, org, Active)
		if err != nil {
			return err
		}
		for _, e := range found {
			if !slices.Contains(e.Value.Groups, Group(group)) {
				continue
			}
			if err := s.write(ctx, e.Value, f); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) write(ctx context.Context, e Endpoint, f marketplace.Fact) error {
	m, ok := message(marketplace.Derived("msg_", 12, string(e.ID), string(f.ID)), e.Org, f, s.Origin)
	if !ok {
		return nil
	}
	d, err := written(e, m, s.Clock.Now())
	if err != nil {
		return err
	}
	_, err = s.deliveries.Insert(ctx, d.ID, d)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return nil
	}
	return err
}

// written is the delivery of a message, due at once.
func written(e Endpoint, m Message, now marketplace.Instant) (Delivery, error) {
	body, err := m.body()
	return Delivery{
		ID: m.ID, Org: e.Org, Endpoint: e.ID, Type: m.Type, Body: body, State: Waiting, Due: now, Made: now, Forget: marketplace.At(now.Time().Add(kept)),
	}, err
}

// Told lists the facts about which owners are told.
func Told() []string { return []string{"webhook.made", "webhook.failed"} }

// Tell tells the owners that messages go to a new address, whoever named it, and that an endpoint was paused because nobody
// took its messages. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.endpoints.Get(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	n := notice.Notice{ID: f.ID, Org: e.Value.Org, Kind: f.Type, At: f.At, Path: Path + "/" + id, Args: map[string]string{"url": e.Value.URL}}
	return s.Teller.Roles(ctx, n, marketplace.RoleOwner)
}

// Path is where owners see their endpoints.
const Path = "/organisation/webhooks"
