package roster

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
)

// Told lists the facts about which somebody is told.
func Told() []string { return []string{"roster.published", "roster.changed", "roster.emptied"} }

// Tell puts what a fact says into the boxes of those who lead the shifts; of emptied seats, into those of all who plan. It
// may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	monday := f.Data["monday"]
	n := notice.Notice{
		ID: f.ID, Org: f.Org, Kind: f.Type, Path: "/rosters/" + monday, At: f.At,
		Args: map[string]string{"monday": monday, "seats": f.Data["people"]},
	}
	people, err := s.leaders(ctx, f.Org)
	if err != nil {
		return err
	}
	if f.Type != "roster.emptied" {
		led := map[marketplace.ID]string{}
		for _, id := range strings.Split(f.Data["leaders"], ",") {
			if name, there := people[marketplace.ID(id)]; there {
				led[marketplace.ID(id)] = name
			}
		}
		people = led
	}
	for id := range people {
		if err := s.Notices.Post(ctx, id, n); err != nil {
			return err
		}
	}
	return nil
}
