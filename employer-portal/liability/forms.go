package liability

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/server/web"
)

// sheet is one form of this package.
type sheet struct {
	path, key string // key of its texts
	fields    func(*request, view.Form) ([]view.Field, error)
	save      func(*request, url.Values) (to string, err error)
	done      string
}

func sheets() []sheet {
	const one = "/suppliers/:id"
	return []sheet{
		{own + "/new", "liability.add", (*request).documentFields, (*request).saveDocument, "liability_added"},
		{own + "/documents/:id/withdraw", "liability.withdraw", (*request).withdrawFields, (*request).saveWithdrawal, "liability_withdrawn"},
		{own + "/form", "liability.legal.form", (*request).legalFields, (*request).saveLegal, "liability_saved"},
		{"/suppliers/new", "liability.ask", (*request).askFields, (*request).saveAsk, "liability_asked"},
		{one + "/about", "liability.about.form", (*request).aboutFields, (*request).saveAbout, ""},
		{one + "/contracts/new", "liability.record.form", (*request).contractFields, (*request).saveContract, "liability_saved"},
		{one + "/contracts/:contract/end", "liability.end.form", (*request).endFields, (*request).saveEnd, "liability_saved"},
		{one + "/doubt", "liability.doubt.form", (*request).doubtFields, (*request).saveDoubt, "liability_saved"},
		{one + "/exempt", "liability.exempt.form", (*request).exemptFields, (*request).saveExempt, "liability_saved"},
	}
}

func (r *request) getSheet(s sheet) error {
	page, err := r.sheetPage(s, r.asking(), nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) postSheet(s sheet) error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	to, err := s.save(r, v)
	if err == nil {
		return r.Redirect(to, s.done)
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.sheetPage(s, v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *request) sheetPage(s sheet, v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	var failed error
	page := r.Single(s.key, "", v, bad, func(f view.Form) []view.Field {
		fields, err := s.fields(r, f)
		failed = err
		return fields
	})
	page.Action = page.Path
	page.Back = &view.Link{Text: r.T("liability.own"), Href: own}
	if id, err := r.id(); err == nil && page.Path != own+"/documents/"+string(id)+"/withdraw" {
		page.Back = &view.Link{Text: r.Firm(id), Href: supplierPath(id)}
	} else if s.key == "liability.ask" {
		page.Back = &view.Link{Text: r.T("liability.suppliers"), Href: "/suppliers"}
	}
	return page, failed
}

func keys[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func (r *request) documentFields(f view.Form) ([]view.Field, error) {
	_, err := r.Liability.Own(r.Ctx, r.Actor)
	return []view.Field{
		f.Select("kind", "portal.liability.f.kind", f.Keyed("liability.kind", keys(liability.AllKinds())...)),
		f.Date("issued", "portal.liability.f.issued").WithHint(r.T("liability.f.issued.hint")).Must(),
		f.Date("valid_to", "portal.liability.f.valid_to").WithHint(r.T("liability.f.valid_to.hint")),
		f.Input("source", "portal.liability.f.source").WithHint(r.T("liability.f.source.hint")).Must(),
		f.Input("reference", "portal.liability.f.reference"),
	}, err
}

func (r *request) saveDocument(v url.Values) (string, error) {
	_, err := r.Liability.AddDocument(r.Ctx, r.Actor, liability.NewDocument{
		Kind: liability.Kind(v.Get("kind")), Issued: marketplace.Date(v.Get("issued")), ValidTo: marketplace.Date(v.Get("valid_to")), Source: v.Get("source"), Reference: v.Get("reference"),
	})
	return own, err
}

// withdrawFields: nothing is asked; what is taken back is one of one's own.
func (r *request) withdrawFields(view.Form) ([]view.Field, error) {
	k, err := r.Liability.Own(r.Ctx, r.Actor)
	if err != nil {
		return nil, err
	}
	id, err := r.id()
	if err == nil && !slices.ContainsFunc(k.Documents, func(d liability.Document) bool { return d.ID == id }) {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return nil, err
}

func (r *request) saveWithdrawal(url.Values) (string, error) {
	id, err := r.id()
	if err != nil {
		return "", err
	}
	return own, r.Liability.Withdraw(r.Ctx, r.Actor, id)
}

func (r *request) legalFields(f view.Form) ([]view.Field, error) {
	k, err := r.Liability.Own(r.Ctx, r.Actor)
	if !f.Values.Has("form") {
		f.Values.Set("form", string(k.Form))
	}
	return []view.Field{f.Radios("form", "portal.liability.form", f.Keyed("liability.form", keys(liability.Forms())...))}, err
}

func (r *request) saveLegal(v url.Values) (string, error) {
	return own, r.Liability.SetForm(r.Ctx, r.Actor, liability.Form(v.Get("form")))
}

// askFields choose among the organisers.
func (r *request) askFields(f view.Form) ([]view.Field, error) {
	options := []view.Option{{Text: r.T("liability.f.choose")}}
	page := marketplace.Page{Limit: mostListed}
	for {
		list, err := r.Accounts.Directory(r.Ctx, r.Actor, account.KindOrganiser, page)
		if err != nil {
			return nil, err
		}
		for _, o := range list.Items {
			if o.ID != r.Actor.Org {
				options = append(options, view.Option{Value: string(o.ID), Text: o.Name})
			}
		}
		if page.After = list.Next; page.After == "" {
			return []view.Field{f.Select("supplier", "portal.liability.f.supplier", options)}, nil
		}
	}
}

func (r *request) saveAsk(v url.Values) (string, error) {
	id := marketplace.ID(v.Get("supplier"))
	if !id.Valid() {
		return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("supplier", "field.required")})
	}
	_, err := r.Liability.Ask(r.Ctx, r.Actor, id)
	return supplierPath(id), err
}

// dealFields are what a contract is about. Earlier contracts of the same parties can be followed.
func (r *request) dealFields(f view.Form) ([]view.Field, error) {
	id, err := r.id()
	if err != nil {
		return nil, err
	}
	v, err := r.Liability.Read(r.Ctx, r.Actor, id, liability.Contract{Type: liability.Subcontract})
	if err != nil {
		return nil, err
	}
	follows := []view.Option{{Text: r.T("liability.f.follows.none")}}
	for _, c := range v.Contracts {
		follows = append(follows, view.Option{Value: string(c.ID), Text: r.day(c.Agreed) + ", " + r.amount(c)})
	}
	if !f.Values.Has("type") {
		f.Values.Set("type", string(liability.Subcontract))
	}
	traits := f.Checks("traits", "portal.liability.f.traits", f.Keyed("portal.liability.trait", "off_site", "unusual", "construction"))
	return []view.Field{
		f.Radios("type", "portal.liability.f.type", f.Keyed("liability.type", keys(liability.Types())...)).In("inline"),
		f.Input("cents", "portal.liability.f.euros").WithHint(r.T("liability.f.euros.hint")).Narrow(),
		f.Number("days", "portal.liability.f.days", "", 0, mostDays).WithHint(r.T("liability.f.days.hint")).Narrow(),
		f.Select("chained_to", "portal.liability.f.follows", follows).WithHint(r.T("liability.f.follows.hint")), traits,
	}, nil
}

// deal reads what a contract is about.
func (r *request) deal(v url.Values) (liability.Contract, []marketplace.FieldError) {
	var f check.Fields
	c := liability.Contract{Type: liability.Type(v.Get("type")), ChainedTo: marketplace.ID(v.Get("chained_to"))}
	if text := v.Get("cents"); text != "" {
		cents, err := money.ParseCents(text, r.Lang.Code())
		if c.Cents = cents; err != nil || cents < 0 || cents > mostCents {
			f.Add("cents", "liability.field.cents")
		}
	}
	if text := v.Get("days"); text != "" {
		days, err := strconv.Atoi(text)
		if c.Days = days; err != nil || days < 0 || days > mostDays {
			f.Add("days", "field.range", "min", 0, "max", mostDays)
		}
	}
	c.OffSite, c.Unusual, c.Construction = slices.Contains(v["traits"], "off_site"), slices.Contains(v["traits"], "unusual"), slices.Contains(v["traits"], "construction")
	return c, f.Errors()
}

// aboutFields ask which contract is thought about; nothing of it is kept.
func (r *request) aboutFields(f view.Form) ([]view.Field, error) {
	if asked := about(f.Values); len(f.Wrong) == 0 && !f.Values.Has("csrf") {
		f.Values.Set("cents", "")
		if asked.Cents > 0 {
			f.Values.Set("cents", asked.Cents.Write(r.Lang.Code()))
		}
		for name, set := range map[string]bool{"off_site": asked.OffSite, "unusual": asked.Unusual, "construction": asked.Construction} {
			if set {
				f.Values.Add("traits", name)
			}
		}
	}
	return r.dealFields(f)
}

func (r *request) saveAbout(v url.Values) (string, error) {
	id, err := r.id()
	if err != nil {
		return "", err
	}
	if _, err := r.Liability.Read(r.Ctx, r.Actor, id, liability.Contract{Type: liability.Subcontract}); err != nil {
		return "", err
	}
	c, bad := r.deal(v)
	if err := marketplace.InvalidFields(bad); err != nil {
		return "", err
	}
	q := url.Values{"type": {string(c.Type)}, "cents": {strconv.FormatInt(int64(c.Cents), 10)}, "days": {strconv.Itoa(c.Days)}}
	if c.ChainedTo != "" {
		q.Set("chained_to", string(c.ChainedTo))
	}
	for _, name := range v["traits"] {
		q.Set(name, "yes")
	}
	return supplierPath(id) + "?" + q.Encode(), nil
}

// contractFields ask about a contract that was made.
func (r *request) contractFields(f view.Form) ([]view.Field, error) {
	fields, err := r.dealFields(f)
	return append([]view.Field{f.Date("agreed", "portal.liability.f.agreed").Must()}, append(fields,
		f.Date("until", "portal.liability.f.until").WithHint(r.T("liability.f.until.hint")), f.Input("note", "portal.liability.f.note"))...), err
}

func (r *request) saveContract(v url.Values) (string, error) {
	id, err := r.id()
	if err != nil {
		return "", err
	}
	c, bad := r.deal(v)
	if err := marketplace.InvalidFields(bad); err != nil {
		return "", err
	}
	c.Agreed, c.Until, c.Note = marketplace.Date(v.Get("agreed")), marketplace.Date(v.Get("until")), v.Get("note")
	_, err = r.Liability.Record(r.Ctx, r.Actor, id, c)
	return supplierPath(id), err
}

// contract loads the contract that the address names.
func (r *request) contract() (marketplace.ID, liability.Contract, error) {
	id, err := r.id()
	if err != nil {
		return id, liability.Contract{}, err
	}
	which, err := web.IDParam(r.C, "contract")
	if err != nil {
		return id, liability.Contract{}, err
	}
	v, err := r.Liability.Read(r.Ctx, r.Actor, id, liability.Contract{ID: which})
	return id, v.Contract, err
}

func (r *request) endFields(f view.Form) ([]view.Field, error) {
	_, _, err := r.contract()
	return []view.Field{f.Date("ended", "portal.liability.f.ended").WithHint(r.T("liability.f.ended.hint")).Must()}, err
}

func (r *request) saveEnd(v url.Values) (string, error) {
	id, c, err := r.contract()
	if err != nil {
		return "", err
	}
	if c.Ended = marketplace.Date(v.Get("ended")); c.Ended == "" {
		return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("ended", "field.required")})
	}
	_, err = r.Liability.Record(r.Ctx, r.Actor, id, c)
	return supplierPath(id), err
}

// known says whether the supplier is one of the customer's.
func (r *request) known() (marketplace.ID, error) {
	id, err := r.id()
	if err == nil {
		_, err = r.Liability.Read(r.Ctx, r.Actor, id, liability.Contract{Type: liability.Subcontract})
	}
	return id, err
}

func (r *request) doubtFields(f view.Form) ([]view.Field, error) {
	_, err := r.known()
	return []view.Field{f.Area("reason", "portal.liability.f.reason", 3).Must()}, err
}

func (r *request) saveDoubt(v url.Values) (string, error) {
	id, err := r.known()
	if err != nil {
		return "", err
	}
	_, err = r.Liability.Doubt(r.Ctx, r.Actor, id, v.Get("reason"))
	return supplierPath(id), err
}

func (r *request) exemptFields(f view.Form) ([]view.Field, error) {
	_, err := r.known()
	return []view.Field{f.Radios("ground", "portal.liability.f.ground", f.Keyed("liability.ground", keys(liability.Grounds())...)), f.Area("reason", "portal.liability.f.reason", 3).Must()}, err
}

func (r *request) saveExempt(v url.Values) (string, error) {
	id, err := r.known()
	if err != nil {
		return "", err
	}
	_, err = r.Liability.Exempt(r.Ctx, r.Actor, id, liability.Ground(v.Get("ground")), v.Get("reason"))
	return supplierPath(id), err
}
