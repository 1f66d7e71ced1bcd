package orders

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// visitor is a visit of either side.
type visitor struct{ *visit.Request }

// seller is a visit of the organiser, buyer one of whoever bought.
type (
	seller struct{ *visit.Request }
	buyer  struct{ *visit.Request }
)

const (
	sold       = "/orders"
	bought     = "/purchases"
	mostListed = marketplace.MaxLimit
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one, own = sold + "/:id", bought + "/:id"
	ways := []visit.Way{
		{Method: visit.Get, Path: sold, Do: visit.By((*seller).getList)},
		{Method: visit.Get, Path: one, Do: visit.By((*seller).getOne)},
		{Method: visit.Get, Path: one + "/told", Do: visit.By((*seller).getTold)},
		{Method: visit.Post, Path: one + "/told", Do: visit.By((*seller).postTold)},
		{Method: visit.Post, Path: one + "/confirm", Do: visit.By((*seller).postConfirm)},
		{Method: visit.Get, Path: bought, Do: visit.By((*buyer).getList)},
		{Method: visit.Get, Path: own, Do: visit.By((*buyer).getOne)},
		{Method: visit.Get, Path: own + "/told", Do: visit.By((*buyer).getTold)},
		{Method: visit.Post, Path: own + "/told", Do: visit.By((*buyer).postTold)},
	}
	for _, s := range sheets() {
		ways = append(ways,
			visit.Way{Method: visit.Get, Path: s.path, Do: visit.By(func(r *visitor) error { return r.getSheet(s) })},
			visit.Way{Method: visit.Post, Path: s.path, Do: visit.By(func(r *visitor) error { return r.postSheet(s) })},
		)
	}
	for _, s := range sides() {
		ways = append(ways,
			visit.Way{Method: visit.Get, Path: s.base + "/:id/propose", Do: visit.By(func(r *visitor) error { return r.getPropose(s) })},
			visit.Way{Method: visit.Post, Path: s.base + "/:id/propose", Do: visit.By(func(r *visitor) error { return r.postPropose(s) })},
			visit.Way{Method: visit.Post, Path: s.base + "/:id/accept", Do: visit.By(func(r *visitor) error { return r.postAnswer(s, s.accept) })},
			visit.Way{Method: visit.Post, Path: s.base + "/:id/decline", Do: visit.By(func(r *visitor) error { return r.postAnswer(s, s.decline) })},
		)
	}
	return ways
}

// side is one of the two with its verbs about proposals.
type side struct {
	is      gate.Side
	base    string
	read    func(*visitor, marketplace.ID) (order.Bought, error)
	propose func(*visitor, marketplace.ID, order.Draft) error
	accept  func(*visitor, marketplace.ID, int) error
	decline func(*visitor, marketplace.ID, int) error
}

func sides() []side {
	return []side{
		{
			gate.Organiser, sold,
			func(r *visitor, id marketplace.ID) (order.Bought, error) {
				e, err := r.Orders.Get(r.Ctx, r.Actor, id)
				if err != nil {
					return order.Bought{}, err
				}
				return order.View(e, order.Judgement{}), nil
			},
			func(r *visitor, id marketplace.ID, d order.Draft) error {
				_, err := r.Orders.Propose(r.Ctx, r.Actor, id, d)
				return err
			},
			func(r *visitor, id marketplace.ID, n int) error {
				_, err := r.Orders.Accept(r.Ctx, r.Actor, id, n)
				return err
			},
			func(r *visitor, id marketplace.ID, n int) error {
				_, err := r.Orders.Decline(r.Ctx, r.Actor, id, n)
				return err
			},
		},
		{
			gate.Client, bought,
			func(r *visitor, id marketplace.ID) (order.Bought, error) { return r.Orders.Bought(r.Ctx, r.Actor, id) },
			func(r *visitor, id marketplace.ID, d order.Draft) error {
				_, err := r.Orders.ProposeAsBuyer(r.Ctx, r.Actor, id, d)
				return err
			},
			func(r *visitor, id marketplace.ID, n int) error {
				_, err := r.Orders.AcceptAsBuyer(r.Ctx, r.Actor, id, n)
				return err
			},
			func(r *visitor, id marketplace.ID, n int) error {
				_, err := r.Orders.DeclineAsBuyer(r.Ctx, r.Actor, id, n)
				return err
			},
		},
	}
}

func path(base string, id marketplace.ID) string { return base + "/" + url.PathEscape(string(id)) }

func orderID(r *visit.Request) (marketplace.ID, error) { return web.IDParam(r.C, "id") }

// button is a form of one button.
func button(r *visit.Request, action, key string, hidden map[string]string) view.Post {
	return view.Post{Action: action, Text: r.T(key), CSRF: auth.CSRFFrom(r.Ctx), Hidden: hidden}
}

// revision is the revision that a form was made from; what is no number is none.
func revision(v url.Values) int64 { return visit.Revision(v.Get("rev"), -1) }

func withRev(rev int64) map[string]string {
	return map[string]string{"rev": strconv.FormatInt(rev, 10)}
}
