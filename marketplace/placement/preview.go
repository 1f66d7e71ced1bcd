package placement

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/marketplace/store"
)

// Preview says how many placements of which provider, of those that are not over, another book of rules would judge otherwise; for
// administrators, who learn nothing of whom. Each is judged as on the day when it was judged last. It saves nothing.
func (s *Service) Preview(ctx context.Context, actor marketplace.Actor, changed *rule.Book) (out verdict.Preview, err error) {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return out, err
	}
	out.More, err = store.Some(ctx, s.placements, verdict.MostPreviewed, func(p Placement) error {
		if !p.State.Open() {
			return nil
		}
		c := p.toCase(p.Judged.Day())
		before, err := gate.Judge(s.Rules, c)
		if err != nil {
			return err
		}
		after, err := gate.Judge(changed, c)
		out.Compare(p.Org, byKey(before), byKey(after))
		return err
	})
	return out, err
}

func byKey(findings []gate.Finding) map[verdict.Question]string {
	out := map[verdict.Question]string{}
	for _, f := range findings {
		out[verdict.Question{Key: f.Key, Rule: f.Rule}] = string(f.Result)
	}
	return out
}
