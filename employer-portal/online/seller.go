package online

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/online"
)

// getSettings says how the account stands, what waits for a person, and what was paid.
func (r *seller) getSettings() error {
	a, err := r.Online.Account(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	state := "online.account." + string(a.State)
	if a.State == online.None {
		state = "online.account.none"
	}
	page := &view.Placed{Base: r.Base(r.T("online.settings")), Heading: r.T("online.settings"), State: r.T(state), Lead: []string{r.T(state + ".text")}}
	page.Back = &view.Link{Text: r.T("nav.payments"), Href: "/payments"}
	account := view.PlacedPart{ID: "account", Heading: r.T("online.account"), Lines: []string{r.T("online.account.terms")}}
	if a.State != online.Ready {
		account.Posts = []view.Post{post(r.Request, Path+"/account", r.T("online.account.tell"), "", nil)}
	}
	page.Parts = append(page.Parts, account)
	for _, waits := range []bool{true, false} {
		part, err := r.list(waits)
		if err != nil {
			return err
		}
		page.Parts = append(page.Parts, part)
	}
	messages, err := r.messages()
	if err != nil {
		return err
	}
	if len(messages.Rows) > 0 {
		page.Parts = append(page.Parts, messages)
		page.Parts[len(page.Parts)-1].Posts = r.again(messages)
	}
	return r.Show(page)
}

// list is what waits for a person, or what else was paid or tried.
func (r *seller) list(waits bool) (view.PlacedPart, error) {
	key := map[bool]string{true: "online.waits", false: "online.rest"}[waits]
	part := view.PlacedPart{ID: strings.TrimPrefix(key, "online."), Heading: r.T(key)}
	list, err := r.Online.Mine(r.Ctx, r.Actor, waits, marketplace.Page{Limit: marketplace.MaxLimit, After: r.after(waits)})
	if err != nil {
		return part, err
	}
	for _, e := range list.Items {
		c := e.Value
		row := view.PlacedRow{
			Link:  view.Link{Text: r.T("online.row", "number", c.Number, "firm", r.Firm(c.Buyer)), Href: path(Path, c.ID)},
			State: r.T("online.state." + string(c.State)), Tone: tone(c),
			Lines: append([]string{r.Lang.Euros(int64(c.Cents)) + ", " + r.Say.When(c.Begun)}, r.why(c)...),
		}
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T(key + ".none")}
	}
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("request.more"), Href: Path + "?" + url.Values{"list": {part.ID}, "after": {list.Next}}.Encode()}}
	}
	return part, nil
}

// after is where a list goes on; only the one that was asked for does.
func (r *seller) after(waits bool) string {
	if (r.C.Query("list") == "waits") == waits {
		return r.C.Query("after")
	}
	return ""
}

// why says what a person has to do.
func (r *seller) why(c online.Checkout) (out []string) {
	if c.Unsettled() {
		came := ""
		if c.Payment != nil {
			came = r.came(*c.Payment)
		}
		out = append(out, r.T("online.why."+string(c.Trouble.Why), "came", came, "asked", r.Lang.Euros(int64(c.Cents)), "owed", r.Lang.Euros(int64(c.Trouble.Owed))))
	}
	if _, denied := c.Denied(); denied {
		out = append(out, r.T("online.why.denied"))
	}
	if c.Stuck() {
		out = append(out, r.T("online.why.stuck"))
	}
	return out
}

// came is an amount in its own currency.
func (r *seller) came(p online.Payment) string {
	if p.Currency == "eur" {
		return r.Lang.Euros(int64(p.Cents))
	}
	return r.Lang.Decimal(float64(p.Cents)/100, 2) + " " + strings.ToUpper(p.Currency)
}

// messages are those of the provider that a person has to look into.
func (r *seller) messages() (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "messages", Heading: r.T("online.messages")}
	list, err := r.Online.Asides(r.Ctx, r.Actor, marketplace.Page{Limit: marketplace.MaxLimit})
	for _, m := range list.Items {
		part.Rows = append(part.Rows, view.PlacedRow{
			Link: view.Link{Text: m.ID}, State: m.Type, Tone: "warm", Lines: []string{r.Lang.T(m.Why), m.Object + ", " + r.Say.When(m.Received)},
		})
	}
	return part, err
}

func (r *seller) again(part view.PlacedPart) (out []view.Post) {
	for _, row := range part.Rows {
		out = append(out, post(r.Request, path(Path+"/messages", marketplace.ID(row.Text))+"/again", r.T("online.again"), row.Text, nil))
	}
	return out
}

// postAccount leads to where the organiser tells the provider about itself.
func (r *seller) postAccount() error {
	address, err := r.Online.Onboard(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	return r.C.Redirect(address, 303)
}

func (r *seller) postAgain() error {
	id, err := idOf(r.Request)
	if err == nil {
		_, err = r.Online.Again(r.Ctx, r.Actor, id)
	}
	if err != nil {
		return err
	}
	return r.Redirect(Path, "online_again")
}

func (r *seller) one() (online.Entry, error) {
	id, err := idOf(r.Request)
	if err != nil {
		return online.Entry{}, err
	}
	return r.Online.Get(r.Ctx, r.Actor, id)
}

// getOne is one payment with its refunds and disputes.
func (r *seller) getOne() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	c := e.Value
	heading := r.T("online.payment", "number", c.Number)
	page := &view.Placed{Base: r.Base(heading), Heading: heading, State: r.T("online.state." + string(c.State)), Tone: tone(c), Lead: r.why(c)}
	page.Back = &view.Link{Text: r.T("online.settings"), Href: Path}
	part := view.PlacedPart{ID: "payment", Heading: r.T("online.details"), Pairs: []view.Pair{
		{Label: r.T("online.payer"), Text: r.Firm(c.Buyer)}, {Label: r.T("online.asked"), Text: r.Lang.Euros(int64(c.Cents))}, {Label: r.T("online.begun"), Text: r.Say.When(c.Begun)},
	}}
	if p := c.Payment; p != nil {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("online.came"), Text: r.came(*p) + ", " + r.Lang.Date(p.Day)},
			view.Pair{Label: r.T("online.fee"), Text: r.Lang.Euros(int64(p.Fee))}, view.Pair{Label: r.T("online.platform_fee"), Text: r.Lang.Euros(int64(p.PlatformFee))})
	}
	if t := c.Trouble; t != nil && t.How != "" {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("online.settled." + string(t.How)), Text: t.Note})
	}
	if c.Unsettled() {
		page.Action = &view.Link{Text: r.T("online.settle"), Href: path(Path, c.ID) + "/settle"}
	}
	if _, denied := c.Denied(); c.Returnable() > 0 && !denied {
		part.Ways = []view.Link{{Text: r.T("online.refund"), Href: path(Path, c.ID) + "/refund"}}
	}
	page.Parts = append([]view.PlacedPart{part}, r.turns(c)...)
	return r.Show(page)
}

// turns are the refunds and disputes of a payment.
func (r *seller) turns(c online.Checkout) []view.PlacedPart {
	var out []view.PlacedPart
	refunds := view.PlacedPart{ID: "refunds", Heading: r.T("online.refunds")}
	for _, f := range c.Refunds {
		row := view.PlacedRow{Link: view.Link{Text: r.Lang.Euros(int64(f.Cents))}, State: r.T("online.refund." + string(f.State))}
		if f.Reason != "" {
			row.Lines = []string{f.Reason}
		}
		refunds.Rows = append(refunds.Rows, row)
	}
	disputes := view.PlacedPart{ID: "disputes", Heading: r.T("online.disputes")}
	for _, d := range c.Disputes {
		disputes.Rows = append(disputes.Rows, view.PlacedRow{
			Link: view.Link{Text: r.Lang.Euros(int64(d.Cents))}, State: r.T("online.dispute." + string(d.State)),
			Lines: []string{r.T("online.dispute.fee", "fee", r.Lang.Euros(int64(d.Fee)))},
		})
	}
	for _, part := range []view.PlacedPart{refunds, disputes} {
		if len(part.Rows) > 0 {
			out = append(out, part)
		}
	}
	return out
}

func (r *seller) getRefund() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v := url.Values{"key": {string(r.IDs())}, "cents": {strings.Trim(e.Value.Returnable().Write(r.Lang.Code()), "€\u00a0")}}
	return r.Show(r.refundPage(e, v, nil))
}

func (r *seller) refundPage(e online.Entry, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("online.refund", path(Path, e.ID)+"/refund", v, bad, func(f view.Form) []view.Field {
		sum := f.Input("cents", "portal.online.f.cents").Must().Narrow()
		sum.Unit = "€"
		return []view.Field{sum, f.Area("reason", "portal.online.f.reason", 3).Must()}
	})
	page.Hidden["key"] = v.Get("key")
	page.Back = &view.Link{Text: r.T("online.payment", "number", e.Value.Number), Href: path(Path, e.ID)}
	return page
}

// postRefund gives money back. Posted twice it is one refund.
func (r *seller) postRefund() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	var bad []marketplace.FieldError
	cents, err := money.ParseCents(v.Get("cents"), r.Lang.Code())
	if err != nil {
		wrong := marketplace.AsError(err)
		bad = []marketplace.FieldError{{Field: "cents", Key: wrong.Key, Args: wrong.Args}}
	} else {
		_, err = r.Online.Refund(r.Ctx, r.Actor, e.ID, online.Repayment{Key: v.Get("key"), Cents: cents, Reason: v.Get("reason")})
		if err == nil {
			return r.Redirect(path(Path, e.ID), "online_refunded")
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.Wrong(r.refundPage(e, v, bad))
}

func (r *seller) getSettle() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	if !e.Value.Unsettled() {
		return r.Redirect(path(Path, e.ID), "")
	}
	return r.Show(r.settlePage(e, url.Values{}, nil))
}

func (r *seller) settlePage(e online.Entry, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("online.settle", path(Path, e.ID)+"/settle", v, bad, func(f view.Form) []view.Field {
		var hows []string
		if t := e.Value.Trouble; t != nil {
			hows = check.Words(t.Why.Hows())
		}
		return []view.Field{f.Radios("how", "portal.online.f.how", f.Keyed("portal.online.how", hows...)).Must(), f.Area("note", "portal.online.f.note", 3).Must()}
	})
	page.Intro = strings.Join(r.why(e.Value), " ")
	page.Back = &view.Link{Text: r.T("online.payment", "number", e.Value.Number), Href: path(Path, e.ID)}
	return page
}

func (r *seller) postSettle() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Online.Settle(r.Ctx, r.Actor, e.ID, online.How(v.Get("how")), v.Get("note")); err == nil {
		return r.Redirect(path(Path, e.ID), "online_settled")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.settlePage(e, v, bad))
}
