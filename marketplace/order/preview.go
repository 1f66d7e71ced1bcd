package order

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/marketplace/store"
)

// Preview says how many live orders of which organiser another book of rules would judge otherwise; for administrators. What was
// concluded about contractor's liability counts as it stands in the order. It saves nothing.
func (s *Service) Preview(ctx context.Context, actor marketplace.Actor, changed *rule.Book) (out verdict.Preview, err error) {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return out, err
	}
	out.More, err = store.Some(ctx, s.orders, verdict.MostPreviewed, func(o Order) error {
		if !o.Live {
			return nil
		}
		asked := o.asked(s.Today(), nil)
		if o.Decision != nil {
			asked = o.asked(o.Decision.On, o.Decision.Liability)
		}
		before, err := gate.Judge(s.Rules, asked)
		if err != nil {
			return err
		}
		after, err := gate.Judge(changed, asked)
		out.Compare(o.Org, byGate(before), byGate(after))
		return err
	})
	return out, err
}

// byGate is the worst verdict by gate and rule: a gate can ask a rule several times.
func byGate(results []gate.Result) map[verdict.Question]string {
	out := map[verdict.Question]string{}
	for _, r := range results {
		for _, f := range r.Findings {
			q := verdict.Question{Key: string(r.Gate), Rule: f.Rule}
			out[q] = string(f.Verdict.Worse(verdict.Verdict(out[q])))
		}
	}
	return out
}
