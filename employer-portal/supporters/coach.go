package supporters

import (
	"net/url"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/profile"
)

// getNetwork is the network of a client: who, how reached, and what each may see by the client's yes.
func (r *request) getNetwork() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	all, err := r.Network.Of(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	page := &view.Network{
		Base: r.Base(r.T("network.page")), Client: view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}, Add: view.Link{Text: r.T("network.new"), Href: networkPath(c.ID) + "/new"},
		Lead: r.T("network.lead"), Empty: r.T("network.none"),
	}
	page.Back = &page.Client
	for _, left := range []bool{false, true} {
		for _, m := range all {
			if (m.State == network.Ended) == left {
				page.Rows = append(page.Rows, r.row(c, m))
			}
		}
	}
	return r.Show(page)
}

func (r *request) row(c profile.Client, m network.Member) view.NetworkRow {
	row := view.NetworkRow{Link: view.Link{Text: m.Name, Href: onePath(c.ID, m.ID)}, State: r.T("network.state." + string(m.State)), Tone: tone(m.State), Lines: []string{r.about(m)}}
	if m.State == network.Ended {
		row.Lines = append(row.Lines, r.T("network.ended", "day", r.Say.Day(m.Ended)))
	}
	for _, p := range m.Parts {
		row.Lines = append(row.Lines, r.part(p))
	}
	return row
}

func tone(s network.State) string {
	if s == network.Open {
		return "good"
	}
	return "warm"
}

// about is how somebody is related and reached.
func (r *request) about(m network.Member) string {
	return r.T("network.relation."+string(m.Relation)) + ", " + m.Reached
}

// part is what is shown or asked for, by whose yes and until when.
func (r *request) part(p network.Part) string {
	field := r.T("consent.field." + string(p.Field))
	if p.State == consent.Given {
		return r.T("network.part.given", "field", field, "day", r.Say.Day(p.Given), "until", r.Lang.Date(p.Until))
	}
	return r.T("network.part.asked", "field", field)
}

func (r *request) fields(f view.Form) []view.Field {
	return []view.Field{
		f.Input("name", "portal.network.name").As("text", "off").Must(),
		f.Select("relation", "portal.network.relation", append([]view.Option{{Text: r.T("network.relation.choose")}}, f.Keyed("portal.network.relation", check.Words(network.Relations())...)...)),
		f.Input("reached", "portal.network.reached").As("text", "off").Must().WithHint(r.T("network.reached.hint")),
		f.Select("lang", "portal.network.lang", f.Keyed("portal.language", "fi", "sv", "en")),
	}
}

func details(v url.Values) network.Details {
	return network.Details{Name: v.Get("name"), Relation: network.Relation(v.Get("relation")), Reached: v.Get("reached"), Lang: v.Get("lang")}
}

func (r *request) newPage(c profile.Client, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single("network.new", networkPath(c.ID)+"/new", v, errs, r.fields)
	page.Back = &view.Link{Text: r.T("network.page"), Href: networkPath(c.ID)}
	return page
}

func (r *request) getNew() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	return r.Show(r.newPage(c, url.Values{"lang": {"fi"}}, nil))
}

func (r *request) postNew() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	m, err := r.Network.Add(r.Ctx, r.Actor, c.ID, details(v))
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.newPage(c, v, errs))
	}
	return r.Redirect(onePath(c.ID, m.ID), "supporter_added")
}

// typed is what a page of one supporter was posted with, and what was wrong with it.
type typed struct {
	details, ask url.Values
	errs         []marketplace.FieldError
	link         string // the supporter's link, shown this once
}

// one is the page of one supporter: what they see, what can be asked, the link, and what was written down.
func (r *request) one(c profile.Client, m network.Member, in typed) (*view.Supporter, error) {
	page := &view.Supporter{
		Base: r.Base(m.Name), Heading: m.Name, State: r.T("network.state." + string(m.State)), Tone: tone(m.State), Lead: r.about(m), Path: onePath(c.ID, m.ID), Link: in.link,
		Sees: r.T("network.sees.none"), Ended: m.State == network.Ended,
	}
	page.Back = &view.Link{Text: r.T("network.of", "name", c.Name), Href: networkPath(c.ID)}
	for _, p := range m.Parts {
		page.Parts = append(page.Parts, r.part(p))
	}
	if page.Ended {
		page.Sees = r.T("network.ended", "day", r.Say.Day(m.Ended))
		return page, nil
	}
	r.askForm(page, m, in)
	if in.details == nil {
		in.details = url.Values{"name": {m.Name}, "relation": {string(m.Relation)}, "reached": {m.Reached}, "lang": {m.Lang}}
	} else {
		page.Changing = true
	}
	f := view.NewForm(r.Lang, in.details, in.errs)
	page.Details = r.fields(f)
	page.Problems = f.Problems(in.errs, visit.Labels(append(page.Details, page.Ask...)...))
	return page, r.door(page, c, m)
}

// askForm asks for the parts that are neither shown nor asked for.
func (r *request) askForm(page *view.Supporter, m network.Member, in typed) {
	var left []string
	for _, f := range consent.NetworkFields() {
		if !m.Has(f) {
			left = append(left, string(f))
		}
	}
	if len(left) == 0 {
		return
	}
	f := view.NewForm(r.Lang, in.ask, in.errs)
	page.Ask = []view.Field{
		f.Checks("fields", "portal.network.ask.fields", f.Keyed("portal.consent.field", left...)).WithHint(r.T("network.ask.hint")),
		f.Date("until", "portal.consent.until.field").WithHint(r.T("consent.until.hint")).Narrow(),
	}
}

// door says how the link stands.
func (r *request) door(page *view.Supporter, c profile.Client, m network.Member) error {
	d, err := r.Network.Door(r.Ctx, r.Actor, c.ID, m.ID)
	if err != nil {
		return err
	}
	state := string(d.State)
	if d.State == door.None {
		state = "none"
	}
	page.Door, page.Makeable, page.Closable = r.T("network.door."+state), m.State == network.Open, d.State != door.None && d.State != door.Closed
	switch {
	case !d.Used.IsZero():
		page.DoorNote = r.T("network.door.used", "when", r.Say.When(d.Used))
	case !d.Made.IsZero():
		page.DoorNote = r.T("consent.door.made", "when", r.Say.When(d.Made))
	}
	return nil
}

// named loads the client and the supporter whom the address names.
func (r *request) named() (profile.Client, network.Member, error) {
	c, err := r.Client()
	if err != nil {
		return c, network.Member{}, err
	}
	id, err := r.supporter()
	if err != nil {
		return c, network.Member{}, err
	}
	m, err := r.Network.Get(r.Ctx, r.Actor, c.ID, id)
	return c, m, err
}

func (r *request) showOne(in typed) error {
	c, m, err := r.named()
	if err != nil {
		return err
	}
	page, err := r.one(c, m, in)
	if err != nil {
		return err
	}
	if len(in.errs) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

func (r *request) getOne() error { return r.showOne(typed{}) }

// do runs a verb on the supporter whom the address names; what was wrong stands in the page.
func (r *request) do(done string, in func(url.Values, []marketplace.FieldError) typed, verb func(client, id marketplace.ID, v url.Values) error) error {
	c, m, err := r.named()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err := verb(c.ID, m.ID, v); err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.showOne(in(v, errs))
	}
	return r.Redirect(onePath(c.ID, m.ID), done)
}

func asDetails(v url.Values, errs []marketplace.FieldError) typed {
	return typed{details: v, errs: errs}
}

func asAsk(v url.Values, errs []marketplace.FieldError) typed { return typed{ask: v, errs: errs} }

func (r *request) postOne() error {
	return r.do("saved", asDetails, func(client, id marketplace.ID, v url.Values) error {
		_, err := r.Network.Change(r.Ctx, r.Actor, client, id, details(v))
		return err
	})
}

func (r *request) postAsk() error {
	return r.do("consent_asked", asAsk, func(client, id marketplace.ID, v url.Values) error {
		q := network.Questions{Until: marketplace.Date(strings.TrimSpace(v.Get("until")))}
		for _, f := range v["fields"] {
			q.Fields = append(q.Fields, consent.Field(f))
		}
		slices.SortStableFunc(q.Fields, func(a, b consent.Field) int { return order(a) - order(b) })
		_, err := r.Network.Ask(r.Ctx, r.Actor, client, id, q)
		return err
	})
}

func order(f consent.Field) int { return slices.Index(consent.NetworkFields(), f) }

// postLink makes the supporter's link and shows it, this once; no address leads to it again.
func (r *request) postLink() error {
	c, m, err := r.named()
	if err != nil {
		return err
	}
	token, err := r.Network.Invite(r.Ctx, r.Actor, c.ID, m.ID)
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.showOne(typed{errs: errs})
	}
	return r.showOne(typed{link: r.C.BaseURL() + "/shown/in/" + url.PathEscape(token)})
}

func (r *request) postLinkEnd() error {
	return r.do("link_ended", asDetails, func(client, id marketplace.ID, _ url.Values) error {
		return r.Network.CloseDoor(r.Ctx, r.Actor, client, id)
	})
}

// getEnd asks once more before somebody is taken out of the network.
func (r *request) getEnd() error {
	c, m, err := r.named()
	if err != nil {
		return err
	}
	page := r.Single("network.end", onePath(c.ID, m.ID)+"/end", url.Values{}, nil, func(view.Form) []view.Field { return nil })
	page.Heading, page.Back = r.T("network.end.name", "name", m.Name), &view.Link{Text: m.Name, Href: onePath(c.ID, m.ID)}
	return r.Show(page)
}

func (r *request) postEnd() error {
	c, m, err := r.named()
	if err != nil {
		return err
	}
	if _, err := r.Network.End(r.Ctx, r.Actor, c.ID, m.ID); err != nil {
		return err
	}
	return r.Redirect(networkPath(c.ID), "supporter_ended")
}
