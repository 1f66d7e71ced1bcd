package requests

import (
	"cmp"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/matching/likeness"
)

// mostAsked is how many organisers can be asked; mostCrews how many crews are looked at for one search.
const (
	mostAsked = 20
	mostCrews = 1_000
)

// chosen are the organisers of the address who were not asked before, each once.
func (r *buyer) chosen(q request.Request) []marketplace.ID {
	var out []marketplace.ID
	for _, text := range r.asking()["o"] {
		id := marketplace.ID(text)
		if _, asked := q.Invitation(id); id.Valid() && !asked && !slices.Contains(out, id) && len(out) < mostAsked {
			out = append(out, id)
		}
	}
	return out
}

// getAsk finds published crews, and lets the buyer choose whose organisers to ask.
func (r *buyer) getAsk() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	page, err := r.askPage(e.Value)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *buyer) askPage(q request.Request) (*AskPage, error) {
	v := r.asking()
	if !v.Has("trade") {
		v.Set("trade", slices.Concat(q.Brief.Trades, []string{""})[0])
		v.Set("near", "yes")
	}
	chosen := r.chosen(q)
	found, err := r.found(q, capacity.Search{Trade: v.Get("trade"), Region: v.Get("region"), Postal: near(v.Get("near"), q.Brief.Postal)}, chosen)
	if err != nil {
		return nil, err
	}
	f := view.NewForm(r.Lang, v, nil)
	page := &AskPage{
		Base: r.Base(r.T("request.ask")), Lead: q.Brief.Title, Action: onePath(q.ID) + "/ask", Next: onePath(q.ID) + "/check", Organisers: found,
		Found: r.Say.N("request.found", len(found)), Steps: r.T("request.ask.next"),
	}
	page.Search = []view.Field{
		f.Select("trade", "portal.request.trade", r.tradeOptions()), f.Select("region", "portal.request.region", r.regionOptions()),
		f.Checks("near", "portal.request.near", []view.Option{{Value: "yes", Text: r.T("request.near.yes")}}),
	}
	page.Back = &view.Link{Text: q.Brief.Title, Href: onePath(q.ID)}
	return page, nil
}

func near(asked, postal string) string {
	if asked == "" {
		return ""
	}
	return postal
}

func (r *buyer) tradeOptions() []view.Option {
	out := []view.Option{{Text: r.T("request.trade.any")}}
	for _, t := range r.Carving.Types() {
		out = append(out, view.Option{Value: t.Key, Text: t.Name.In(r.Lang.Code())})
	}
	return out
}

func (r *buyer) regionOptions() []view.Option {
	out := []view.Option{{Text: r.T("request.region.any")}}
	for _, a := range r.Places.Regions() {
		out = append(out, view.Option{Value: a.Fi, Text: a.Name(r.Lang.Code())})
	}
	return out
}

// found are the organisers of the crews that a search finds, the nearest first, and before them those who were chosen and are
// not among them.
func (r *buyer) found(q request.Request, want capacity.Search, chosen []marketplace.ID) ([]Asking, error) {
	crews, err := r.crews(want)
	if err != nil {
		return nil, err
	}
	distance := func(o capacity.Offer) float64 { return r.kilometres(o.Postal, q.Brief.Postal) }
	slices.SortStableFunc(crews, func(a, b capacity.Offer) int { return cmp.Compare(distance(a), distance(b)) })
	var out []Asking
	at := map[marketplace.ID]int{}
	for _, id := range chosen {
		at[id] = len(out)
		out = append(out, Asking{ID: view.FieldID("o-" + string(id)), Value: string(id), Text: r.Firm(id), Picked: true})
	}
	for _, o := range crews {
		if _, asked := q.Invitation(o.Org); asked || o.Org == r.Actor.Org {
			continue
		}
		i, there := at[o.Org]
		if !there {
			i, at[o.Org] = len(out), len(out)
			out = append(out, Asking{ID: view.FieldID("o-" + string(o.Org)), Value: string(o.Org), Text: r.Firm(o.Org)})
		}
		out[i].Lines = append(out[i].Lines, r.crew(o, q.Brief, distance(o)))
	}
	return out, nil
}

func (r *buyer) crews(want capacity.Search) ([]capacity.Offer, error) {
	var out []capacity.Offer
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for len(out) < mostCrews {
		list, err := r.Capacity.Offers(r.Ctx, r.Actor, want, page)
		if err != nil {
			return nil, err
		}
		out = append(out, list.Items...)
		if page.After = list.Next; page.After == "" {
			break
		}
	}
	return out, nil
}

// unknown is further than anything: places that are not known come last.
const unknown = 1e6

func (r *buyer) kilometres(from, to string) float64 {
	a, known := r.Places.Postal(from)
	b, there := r.Places.Postal(to)
	if !known || !there {
		return unknown
	}
	return likeness.Kilometres(a.Lat, a.Lon, b.Lat, b.Lon)
}

// crew is a crew in a line: what it does, how far away, and what is free in the weeks of the work.
func (r *buyer) crew(o capacity.Offer, b request.Brief, km float64) string {
	parts := []string{o.Name + ": " + quoted.Trades(r.Request, o.Trades), r.Say.Place(o.Postal)}
	if km < unknown {
		parts = append(parts, r.T("request.kilometres", "km", int(km+0.5)))
	}
	var weeks []string
	for _, w := range o.Weeks {
		if b.Need.Last != "" && (w.Monday.AddDays(6) < b.Need.First || w.Monday > b.Need.Last) || len(weeks) >= shownWeeks {
			continue
		}
		_, n := w.Monday.Time().ISOWeek()
		weeks = append(weeks, r.T("request.week", "n", n, "hours", w.Hours))
	}
	if len(weeks) > 0 {
		parts = append(parts, r.T("request.free", "weeks", strings.Join(weeks, ", ")))
	}
	return strings.Join(parts, ". ")
}

const shownWeeks = 4

// getCheck shows everything once more before anything is sent.
func (r *buyer) getCheck() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	chosen := r.chosen(e.Value)
	if len(chosen) == 0 {
		page, err := r.askPage(e.Value)
		if err != nil {
			return err
		}
		page.Problems = []view.Problem{{Text: r.T("request.choose_one"), Field: "organisers"}}
		return r.Wrong(page)
	}
	page := r.checkPage(e, chosen, nil)
	if len(page.Problems) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

func (r *buyer) checkPage(e request.Entry, chosen []marketplace.ID, bad []marketplace.FieldError) *view.Placed {
	id, draft := e.ID, e.Value.State == request.Draft
	page := &view.Placed{Base: r.Base(r.T("request.check")), Heading: r.T("request.check"), Lead: []string{r.T("request.check.lead")}}
	if draft && bad == nil {
		if err := r.Requests.Complete(e.Value.Brief); err != nil {
			bad = marketplace.AsError(err).Fields
		}
	}
	page.Problems = r.mend(id, bad)
	again := "?o=" + strings.Join(keys(chosen), "&o=")
	brief := view.PlacedPart{ID: "brief", Heading: e.Value.Brief.Title, Pairs: quoted.Brief(r.Request, e.Value.Brief)}
	if draft {
		brief.Ways = []view.Link{{Text: r.T("request.check.change"), Href: onePath(id) + "/edit"}}
	}
	asked := view.PlacedPart{ID: "organisers", Heading: r.Say.N("request.check.organisers", len(chosen)), Ways: []view.Link{{Text: r.T("request.check.others"), Href: onePath(id) + "/ask" + again}}}
	for _, o := range chosen {
		asked.Rows = append(asked.Rows, view.PlacedRow{Link: view.Link{Text: r.Firm(o)}})
	}
	page.Parts = []view.PlacedPart{brief, asked}
	if len(bad) == 0 {
		send := r.button(onePath(id)+"/send", "request.send", e.Rev)
		send.Hidden["organisers"] = strings.Join(keys(chosen), ",")
		page.Parts = append(page.Parts, view.PlacedPart{ID: "send", Heading: r.T("request.check.then"), Lines: []string{r.T("request.check.then.text")}, Posts: []view.Post{send}})
	}
	page.Back = &view.Link{Text: r.T("request.ask"), Href: onePath(id) + "/ask" + again}
	return page
}

// mend are the lines of the error summary for mistakes in the draft, each leading to the field of its form.
func (r *buyer) mend(id marketplace.ID, bad []marketplace.FieldError) []view.Problem {
	f := view.NewForm(r.Lang, nil, nil)
	names := labels(r.groups(f))
	var out []view.Problem
	for _, e := range bad {
		p := view.Problem{Text: r.Lang.Field(e)}
		if label, there := names[e.Field]; there {
			p.Text, p.Href = label+": "+p.Text, onePath(id)+"/edit#"+view.FieldID(e.Field)
		}
		out = append(out, p)
	}
	return out
}

// postSend sends the draft, or asks more organisers. Sent twice it asks nobody twice.
func (r *buyer) postSend() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	var organisers []marketplace.ID
	for text := range strings.SplitSeq(v.Get("organisers"), ",") {
		if id := marketplace.ID(text); id.Valid() {
			organisers = append(organisers, id)
		}
	}
	if e.Value.State == request.Draft {
		_, err = r.Requests.Send(r.Ctx, r.Actor, e.ID, revision(v), organisers)
	} else {
		_, err = r.Requests.Invite(r.Ctx, r.Actor, e.ID, organisers)
	}
	switch {
	case err == nil:
		return r.Redirect(onePath(e.ID), "request_sent")
	case marketplace.IsKind(err, marketplace.Stale):
		return r.Write(visit.StatusConflict, r.checkPage(e, organisers, []marketplace.FieldError{{Key: "error.stale"}}))
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.checkPage(e, organisers, bad))
}
