package quote

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/request"
)

// displaced is the fact that the organiser's own change left no room for a hold.
const displaced = "capacity.displaced"

// Told lists the facts about which somebody is told.
func Told() []string {
	return []string{
		"quote.sent", "quote.not_sent", "quote.accepted", "quote.declined", "quote.expired", "quote.reminded", "quote.renewal_asked",
		"quote.withdrawn", "quote.lost", displaced,
	}
}

// Tell puts what a fact says into the boxes of those whom it concerns: who asked, or those of the organiser who quote. It may
// run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	if f.Type == displaced {
		return s.tellDisplaced(ctx, f)
	}
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.quotes.Get(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	r, err := s.Requests.Standing(ctx, e.Value.Request)
	if err != nil {
		return err
	}
	buyer, organiser := tells(f)
	until := f.Data["until"][:min(10, len(f.Data["until"]))]
	if buyer {
		n := r.ToBuyer(f)
		n.Kind, n.Args["until"] = n.Kind+".buyer", until
		if err := s.Requests.Teller.People(ctx, []marketplace.ID{r.By}, n); err != nil {
			return err
		}
	}
	if !organiser {
		return nil
	}
	n := r.ToOrganiser(f, e.Value.Org)
	n.Args["until"] = until
	if f.Type == "quote.lost" {
		n.Kind += "." + f.Data["why"]
	}
	return s.Requests.Teller.Roles(ctx, n, request.Sellers()...)
}

// tellDisplaced tells the organiser that its quote has no capacity any more, unless the quote has got some again or is over.
// What was held for something else is no matter of quotes.
func (s *Service) tellDisplaced(ctx context.Context, f marketplace.Fact) error {
	e, err := s.quotes.Get(ctx, marketplace.ID(f.Data["for"]))
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && e.Value.State != Sent {
		return nil
	}
	if err != nil {
		return err
	}
	held, err := s.held(ctx, e.Value)
	if err != nil || held {
		return err
	}
	r, err := s.Requests.Standing(ctx, e.Value.Request)
	if err != nil {
		return err
	}
	return s.Requests.Teller.Roles(ctx, r.ToOrganiser(f, e.Value.Org), request.Sellers()...)
}

// tells says which sides a fact concerns. That a draft is withdrawn concerns nobody else.
func tells(f marketplace.Fact) (buyer, organiser bool) {
	switch f.Type {
	case "quote.sent", "quote.reminded":
		return true, false
	case "quote.withdrawn":
		return f.Data["version"] != "0", false
	case "quote.expired":
		return true, true
	}
	return false, true
}
