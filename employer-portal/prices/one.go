package prices

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/server/auth"
)

func (r *request) getItem() error {
	e, i, err := r.item()
	if err != nil {
		return err
	}
	return r.Show(r.itemPage(e, i, nil))
}

func (r *request) itemPage(e price.Entry, i price.Item, bad []marketplace.FieldError) *view.Placed {
	state := i.State(r.today())
	page := &view.Placed{Base: r.Base(i.Name), Heading: i.Name, State: r.T("price.state." + string(state)), Tone: map[price.State]string{price.Sold: "good", price.Ending: "warm"}[state]}
	page.Back = &view.Link{Text: r.T("price.title"), Href: "/prices"}
	page.Lead = append([]string{r.now(i)}, r.ahead(i)...)
	if v, ok := i.At(r.today()); ok {
		page.Parts = append(page.Parts, view.PlacedPart{ID: "verdict", Heading: r.T("price.verdict.title"), Gates: []view.Gate{Gate(r.Request, v.Verdict, v.Rate, v.Market, true)}})
	}
	page.Parts = append(page.Parts, view.PlacedPart{ID: "history", Heading: r.T("price.history"), Lines: []string{r.T("price.history.note")}, Table: r.history(i)})
	for _, v := range slices.Backward(i.Versions) {
		page.Parts = append(page.Parts, r.reckoning(i.Unit, v))
	}
	if r.writes() && state != price.Retired {
		page.Action = &view.Link{Text: r.T("price.next.add"), Href: path(i.ID) + "/next"}
		page.Parts = append(page.Parts, r.ending(e, i, state))
	}
	page.Problems = view.NewForm(r.Lang, nil, bad).Problems(bad, nil)
	return page
}

// now is what one costs today, in a sentence.
func (r *request) now(i price.Item) string {
	v, ok := i.At(r.today())
	if !ok {
		return r.T("price.none_today")
	}
	return r.T("price.now", "rate", r.amount(v.Rate), "unit", r.Lang.T("price.unit."+string(i.Unit)))
}

func (r *request) history(i price.Item) *view.Table {
	t := &view.Table{Caption: r.T("price.history"), Head: []string{r.T("price.from"), r.T("price.g.price"), r.T("price.cost"), r.T("price.verdict"), r.T("price.by")}}
	for _, v := range slices.Backward(i.Versions) {
		cost := "–"
		if v.Verdict.Outcome != price.NotReckoned {
			cost = r.amount(v.Verdict.Cost)
		}
		day := r.Lang.Date(v.From)
		if now, ok := i.At(r.today()); ok && now.Number == v.Number {
			day += " – " + r.T("price.in_force")
		}
		t.Body = append(t.Body, []string{day, r.amount(v.Rate), cost, r.Lang.T("price.outcome." + string(v.Verdict.Outcome)), r.Colleague(v.By) + ", " + r.Say.Day(v.At)})
	}
	return t
}

// reckoning is from what the cost of a version was reckoned, as it was stored.
func (r *request) reckoning(u price.Unit, v price.Version) view.PlacedPart {
	out := view.PlacedPart{ID: "version-" + strconv.Itoa(v.Number), Heading: r.T("price.reckoning", "n", v.Number, "day", r.Lang.Date(v.From))}
	pair := func(key, text string) { out.Pairs = append(out.Pairs, view.Pair{Label: r.T(key), Text: text}) }
	for _, part := range append(price.Parts(u), price.Margin) {
		text := r.T("price.not_told")
		if rate, told := v.Cost.Parts[part]; told {
			text = r.amount(rate)
		}
		if s := v.Cost.Supervisor; part == price.Supervision && s != (price.Supervisor{}) {
			text += " (" + r.T("price.share", "hour", r.amount(s.Hour), "n", s.Participants) + ")"
		}
		pair("price.f.cost."+string(part), text)
	}
	pair("price.sum", r.amount(v.Verdict.Cost))
	if v.Cost.Note != "" {
		pair("price.f.cost.note", v.Cost.Note)
	}
	if said := v.Market.Say(v.Rate, r.Lang); said != "" {
		pair("price.g.market", said)
	}
	if v.Below.Reason != "" {
		pair("price.f.below.reason", v.Below.Reason)
		pair("price.f.below.person", v.Below.Person)
	}
	return out
}

// ending is how the item is taken out of the book, or kept.
func (r *request) ending(e price.Entry, i price.Item, state price.State) view.PlacedPart {
	part := view.PlacedPart{ID: "end", Heading: r.T("price.retire"), Lines: []string{r.T("price.retire.note")}, NoPrint: true}
	part.Ways = []view.Link{{Text: r.T("price.retire.choose"), Note: i.Name, Href: path(i.ID) + "/retire"}}
	if state == price.Ending {
		part.Posts = []view.Post{{
			Action: path(i.ID) + "/keep", Text: r.T("price.keep"), About: i.Name, CSRF: auth.CSRFFrom(r.Ctx), Hidden: map[string]string{"revision": strconv.FormatInt(e.Rev, 10)},
		}}
	}
	return part
}

func (r *request) retirePage(e price.Entry, i price.Item, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("price.retire.form", path(i.ID)+"/retire", v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Date("day", "portal.price.f.day").Must()}
	})
	page.Hidden["revision"] = strconv.FormatInt(e.Rev, 10)
	page.Back = &view.Link{Text: i.Name, Href: path(i.ID)}
	return page
}

func (r *request) getRetire() error {
	if err := r.Actor.Must(price.Writers()...); err != nil {
		return err
	}
	e, i, err := r.item()
	if err != nil {
		return err
	}
	return r.Show(r.retirePage(e, i, url.Values{"day": {string(i.Retired)}}, nil))
}

func (r *request) postRetire() error {
	return r.move("price_retired", func(i price.Item, v url.Values) error {
		_, _, err := r.Prices.Retire(r.Ctx, r.Actor, i.ID, revision(v), marketplace.Date(v.Get("day")))
		return err
	}, func(e price.Entry, i price.Item, v url.Values, bad []marketplace.FieldError) view.Page {
		return r.retirePage(e, i, v, bad)
	})
}

func (r *request) postKeep() error {
	return r.move("price_kept", func(i price.Item, v url.Values) error {
		_, _, err := r.Prices.Keep(r.Ctx, r.Actor, i.ID, revision(v))
		return err
	}, func(e price.Entry, i price.Item, _ url.Values, bad []marketplace.FieldError) view.Page {
		return r.itemPage(e, i, bad)
	})
}

// move makes a move of the item of the address, and shows a page again when it is refused.
func (r *request) move(
	done string, do func(price.Item, url.Values) error,
	page func(price.Entry, price.Item, url.Values, []marketplace.FieldError) view.Page,
) error {
	e, i, err := r.item()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = do(i, v); err != nil {
		return r.answer(err, func(bad []marketplace.FieldError) view.Page { return page(e, i, v, bad) })
	}
	return r.Redirect(path(i.ID), done)
}

// revision is the revision of the book that a form was made from; what is no number is none.
func revision(v url.Values) int64 { return visit.Revision(v.Get("revision"), 0) }
