package coach

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile"
)

// inTotals says whether the client is counted in totals for employers, and leads to the question as long as it is open to
// ask. Only the client answers it.
func (r *request) inTotals(c profile.Client) (view.Counted, error) {
	asked, err := r.Consents.Counted(r.Ctx, r.Actor, c.ID)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		q := url.Values{"purpose": {string(consent.CountedInTotals)}}
		return view.Counted{
			Text: r.T("client.counted.not"), Ask: &view.Link{Text: r.T("client.counted.ask"), Href: visit.ClientPath(c.ID) + "/consents/new?" + q.Encode()},
		}, nil
	case err != nil:
		return view.Counted{}, err
	case asked.State == consent.Asked:
		return view.Counted{Text: r.T("client.counted.asked", "day", r.Lang.Date(asked.AnswerBy))}, nil
	case c.Status != profile.Active:
		return view.Counted{Text: r.T("client.counted.resting", "day", r.Lang.Date(asked.Until))}, nil
	}
	return view.Counted{Text: r.T("client.counted.until", "day", r.Lang.Date(asked.Until))}, nil
}
