package frame

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
)

// Told lists the facts about which somebody is told.
func Told() []string {
	return []string{
		"frame.offered", "frame.agreed", "frame.declined", "frame.withdrawn", "frame.noticed", "frame.ended", "frame.expired", "frame.called", "frame.call_lost",
	}
}

// Tell puts what a fact says into the boxes of those whom it concerns: the other side, or both when it is nobody's. It may run
// twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.frames.Get(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	organiser, buyer := tells(f)
	n := notice.Notice{
		ID: f.ID, Org: e.Value.Org, Kind: f.Type, Path: "/frames/" + id, At: f.At,
		Args: map[string]string{"title": e.Value.Terms.Title, "last": string(e.Value.Last())},
	}
	if organiser {
		if err := s.Teller.Roles(ctx, n, request.Sellers()...); err != nil {
			return err
		}
	}
	if !buyer {
		return nil
	}
	n.Org, n.Kind, n.Path = e.Value.Buyer, n.Kind+".buyer", "/agreements/"+id
	return s.Teller.People(ctx, []marketplace.ID{e.Value.Contact}, n)
}

// tells says which sides a fact concerns.
func tells(f marketplace.Fact) (organiser, buyer bool) {
	switch f.Type {
	case "frame.offered", "frame.withdrawn", "frame.call_lost":
		return false, true
	case "frame.agreed", "frame.declined", "frame.called":
		return true, false
	case "frame.noticed":
		return f.Data["side"] != string(gate.Organiser), f.Data["side"] != string(gate.Client)
	}
	return true, true
}
