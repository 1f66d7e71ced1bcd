package plant

import (
	"context"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/network"
)

// supporter writes down somebody beside a client, and lets the client be asked and say yes, with the coach beside them. What
// was answered already stays as it is. The link is made when the program starts: see SupporterLink.
func (s *seeder) supporter(ctx context.Context, data demo.Data, d demo.Supporter) error {
	c := data.Client(d.Client)
	coach := marketplace.Actor{Person: c.Coach, Org: c.Org, Roles: []marketplace.Role{marketplace.RoleCoach}, Lang: "fi"}
	me := marketplace.Actor{Person: c.ID, Org: c.Org, Roles: []marketplace.Role{marketplace.RoleClient}, Lang: c.Lang}
	err := s.named(d.ID, func() error {
		_, err := s.Network.Add(ctx, coach, c.ID, network.Details{Name: d.Name, Relation: d.Relation, Reached: d.Reached, Lang: d.Lang})
		return err
	})
	for _, f := range d.Shown {
		if err != nil {
			return err
		}
		err = s.allowed(ctx, coach, me, d.ID, f)
	}
	return err
}

// allowed asks about one part, unless that was done, and says yes.
func (s *seeder) allowed(ctx context.Context, coach, me marketplace.Actor, supporter marketplace.ID, f consent.Field) error {
	id := "demo-consent-" + supporter + "-" + marketplace.ID(f)
	asked, err := s.Consents.My(ctx, me, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		*s.next = id
		asked, err = s.Consents.Ask(ctx, coach, me.Person, consent.Request{Purpose: consent.Network, Receiver: supporter, Fields: []consent.Field{f}})
		*s.next = ""
	}
	if err != nil || asked.State != consent.Asked {
		return err
	}
	who, err := s.Profiles.Find(ctx, me.Person)
	if err == nil {
		_, err = s.Consents.Give(ctx, me, id, consent.Answer{Present: "coach", Version: who.Version})
	}
	return err
}

// supported says whether a supporter of the demo is there.
func (s *seeder) supported(ctx context.Context, data demo.Data, d demo.Supporter) bool {
	_, err := s.Network.Get(ctx, marketplace.System(data.Client(d.Client).Org), d.Client, d.ID)
	return err == nil
}
