package privacy

import (
	"context"
	"net/url"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/privacy/holding"
)

// Teller tells people of an organisation; request.Teller does.
type Teller interface {
	People(ctx context.Context, people []marketplace.ID, n notice.Notice) error
	Roles(ctx context.Context, n notice.Notice, roles ...marketplace.Role) error
}

// Told lists the facts about which somebody is told.
func Told() []string { return []string{"erasure.asked"} }

// Tell tells those who decide about the erasure of a client that it was asked for: the client's coach, unless the coach asked, and the
// owners. The notice names nobody. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.erasures.Get(ctx, marketplace.ID(id))
	if err != nil || e.Value.State != Asked || e.Value.Whose != holding.Client {
		return err
	}
	who, err := s.Clients(ctx, e.ID)
	if err != nil {
		return err
	}
	n := notice.Notice{
		ID: f.ID, Org: e.Value.Org, Kind: f.Type, Args: map[string]string{"due": string(e.Value.AnswerBy)}, Path: "/erasures/" + url.PathEscape(id), At: f.At,
	}
	if who.Coach != "" && who.Coach != f.Actor {
		if err := s.Teller.People(ctx, []marketplace.ID{who.Coach}, n); err != nil {
			return err
		}
	}
	return s.Teller.Roles(ctx, n, marketplace.RoleOwner)
}
