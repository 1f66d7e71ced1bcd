package orders

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
)

func (r *seller) getTold() error {
	id, err := orderID(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Orders.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	v := r.values(e.Value.OrganiserPart())
	v.Set("rev", strconv.FormatInt(e.Rev, 10))
	return r.Show(r.toldPage(e, v, nil))
}

// values are the organiser's part as the form shows it.
func (r *seller) values(p order.OrganiserPart) url.Values {
	st, rd := p.Staffing, p.Readiness
	v := url.Values{
		"organiser_is": {st.OrganiserIs}, "site": {string(st.Site)}, "directs": {string(st.Directs)}, "result": {st.Result}, "hazards": {rd.Hazards},
		"supervisors": {number(rd.SupervisorsInducted)}, "participants_inducted": {number(rd.ParticipantsInducted)},
	}
	flag(v, "hourly", st.Hourly)
	flag(v, "competent", rd.Competent)
	flag(v, "declares", p.Declares)
	for _, g := range st.Participants {
		v.Set("number."+g.Form, number(g.Number))
		flag(v, "consent."+g.Form, g.Consent)
		flag(v, "permit."+g.Form, g.TransferPermit)
	}
	for _, i := range rd.Insurance {
		v.Set("insured."+i.Form, i.By)
		v.Set("seen."+i.Form, string(i.Seen))
		v.Set("until."+i.Form, string(i.Until))
	}
	return v
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func flag(v url.Values, name string, on bool) {
	if on {
		v.Set(name, "yes")
	}
}

// forms are the work forms of the scale in which people can take part; to be hired by the buyer is no way to take part.
func (r *seller) forms() []string {
	return r.Scale.Keys("form")
}

// part reads what was typed, and names the fields of the service as the form does.
func (r *seller) part(v url.Values) (order.OrganiserPart, map[string]string, []marketplace.FieldError) {
	var bad []marketplace.FieldError
	names := map[string]string{}
	whole := func(name string) int {
		n, wrong := form.Whole(v, name)
		bad = append(bad, wrong...)
		return n
	}
	p := order.OrganiserPart{
		Staffing: order.Staffing{
			OrganiserIs: v.Get("organiser_is"), Site: gate.Site(v.Get("site")), Directs: gate.Side(v.Get("directs")), Result: v.Get("result"), Hourly: v.Get("hourly") != "",
		},
		Readiness: order.Readiness{
			Hazards: v.Get("hazards"), SupervisorsInducted: whole("supervisors"), ParticipantsInducted: whole("participants_inducted"), Competent: v.Get("competent") != "",
		},
		Declares: v.Get("declares") != "",
	}
	for _, f := range r.forms() {
		if n := whole("number." + f); n != 0 {
			names["participants["+strconv.Itoa(len(p.Staffing.Participants))+"].number"] = "number." + f
			p.Staffing.Participants = append(p.Staffing.Participants, gate.Participants{
				Form: f, Number: n, Consent: v.Get("consent."+f) != "", TransferPermit: v.Get("permit."+f) != "",
			})
		}
		if seen := v.Get("seen." + f); seen != "" {
			at := "insurance[" + strconv.Itoa(len(p.Readiness.Insurance)) + "]."
			names[at+"seen"], names[at+"by"], names[at+"until"] = "seen."+f, "insured."+f, "until."+f
			p.Readiness.Insurance = append(p.Readiness.Insurance, gate.Insurance{
				Form: f, By: v.Get("insured." + f), Seen: marketplace.Date(seen), Until: marketplace.Date(v.Get("until." + f)),
			})
		}
	}
	return p, names, bad
}

func (r *seller) postTold() error {
	id, err := orderID(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Orders.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	p, names, bad := r.part(v)
	if len(bad) == 0 {
		_, err = r.Orders.TellAsOrganiser(r.Ctx, r.Actor, id, revision(v), p)
		switch {
		case err == nil:
			return r.Redirect(path(sold, id), "order_told")
		case marketplace.IsKind(err, marketplace.Stale):
			return r.Write(visit.StatusConflict, r.toldPage(e, over(v, e.Rev), []marketplace.FieldError{{Key: "error.stale"}}))
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
		bad = renamed(bad, names)
	}
	return r.Wrong(r.toldPage(e, v, bad))
}

// over is what was typed, to be saved over a newer revision.
func over(v url.Values, rev int64) url.Values {
	v.Set("rev", strconv.FormatInt(rev, 10))
	return v
}

// renamed are mistakes under the names of the form.
func renamed(bad []marketplace.FieldError, names map[string]string) []marketplace.FieldError {
	for i, e := range bad {
		if name, there := names[e.Field]; there {
			bad[i].Field = name
		}
	}
	return bad
}

func (r *seller) toldPage(e order.Entry, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	p := &view.PlacedForm{
		Base: r.Base(r.T("order.tell")), Heading: r.T("order.tell"), Intro: r.T("order.tell.intro"), Method: "post", Action: path(sold, e.ID) + "/told",
		Submit: r.T("order.tell.submit"), Hidden: map[string]string{"rev": v.Get("rev")},
	}
	if e.Value.State == order.Confirmed {
		p.Intro = r.T("order.tell.confirmed")
	}
	p.Groups = []view.FieldGroup{r.people(f), r.leading(f, e.Value), r.readiness(f), declares(r.Request, f)}
	p.Groups = append(p.Groups, r.insurance(f)...)
	p.Back = &view.Link{Text: r.T("order.back"), Href: path(sold, e.ID)}
	p.Problems = f.Problems(bad, labels(p.Groups))
	return p
}

// people asks how many of which work form take part.
func (r *seller) people(f view.Form) view.FieldGroup {
	g := view.FieldGroup{Heading: r.T("order.g.people"), Note: r.T("order.g.people.note")}
	for _, key := range r.forms() {
		field := f.Number("number."+key, "portal.order.f.number", "", 0, 200).Narrow()
		field.Label = r.Lang.Word("form", key)
		g.Fields = append(g.Fields, field)
	}
	return g
}

func (r *seller) leading(f view.Form, o order.Order) view.FieldGroup {
	kinds := append([]view.Option{{Text: r.T("not_told")}}, f.Keyed("portal.order.organiser_is", gate.OrganiserKinds()...)...)
	g := view.FieldGroup{Heading: r.T("order.led"), Fields: []view.Field{
		f.Radios("directs", "portal.order.f.directs", f.Keyed("portal.order.directs", string(gate.Organiser), string(gate.Client))).WithHint(r.T("order.f.directs.hint")),
		f.Area("result", "portal.order.result", 3).WithHint(r.T("order.f.result.hint")),
		f.Checks("hourly", "portal.order.f.hourly", f.Keyed("portal.order.hourly", "yes")),
		f.Radios("site", "portal.order.f.site", f.Keyed("portal.order.site", string(gate.CustomerSite), string(gate.OrganiserSite))),
		f.Select("organiser_is", "portal.order.f.organiser_is", kinds),
	}}
	if o.Staffing.Directs == gate.Client {
		for _, key := range r.forms() {
			if f.Values.Get("number."+key) == "" {
				continue
			}
			field := f.Checks("consent."+key, "portal.order.f.consent", f.Keyed("portal.order.consent", "yes"))
			field.Label = r.T("order.f.consent", "form", r.Lang.Word("form", key))
			permit := f.Checks("permit."+key, "portal.order.f.permit", f.Keyed("portal.order.permit", "yes"))
			permit.Label = r.T("order.f.permit", "form", r.Lang.Word("form", key))
			g.Fields = append(g.Fields, field, permit)
		}
	}
	return g
}

func (r *seller) readiness(f view.Form) view.FieldGroup {
	return view.FieldGroup{Heading: r.T("order.g.start"), Note: r.T("order.g.start.note"), Fields: []view.Field{
		f.Area("hazards", "portal.order.f.own_hazards", 3).WithHint(r.T("order.f.own_hazards.hint")),
		f.Number("supervisors", "portal.order.f.supervisors", "", 0, 200).Narrow(),
		f.Number("participants_inducted", "portal.order.f.participants", "", 0, 200).Narrow(),
		f.Checks("competent", "portal.order.f.competent", f.Keyed("portal.order.competent", "yes")),
	}}
}

// insurance asks about the proof of accident insurance for each work form; those that take part stand open.
func (r *seller) insurance(f view.Form) []view.FieldGroup {
	var out []view.FieldGroup
	by := append([]view.Option{{Text: r.T("not_told")}}, f.Keyed("order.insurer", gate.Insurers()...)...)
	for _, key := range r.forms() {
		names := []string{"insured." + key, "seen." + key, "until." + key}
		told := f.Values.Get("number."+key) != "" || slices.ContainsFunc(names, func(n string) bool { return f.Values.Get(n) != "" || f.Wrong[n] != "" })
		out = append(out, view.FieldGroup{
			Heading: r.T("order.insured", "form", r.Lang.Word("form", key)), Fold: !told,
			Fields: []view.Field{
				f.Select("insured."+key, "portal.order.f.insured_by", by), f.Date("seen."+key, "portal.order.f.seen"), f.Date("until."+key, "portal.order.f.until"),
			},
		})
	}
	return out
}

// declares asks for one's word that no paid work is displaced.
func declares(r *visit.Request, f view.Form) view.FieldGroup {
	return view.FieldGroup{Heading: r.T("order.g.displacement"), Note: r.T("order.g.displacement.note"), Fields: []view.Field{
		f.Checks("declares", "portal.order.f.declares", f.Keyed("portal.order.declares", "yes")),
	}}
}
