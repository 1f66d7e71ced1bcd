package payments

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// sheet is the form of one thing that can be done with a payment.
type sheet struct {
	path string
	do   settle.Do
	kept bool
}

func sheets() []sheet {
	return []sheet{
		{"assign", settle.DoAssign, false},
		{"return", settle.DoReturn, false},
		{"keep", settle.DoKeep, false},
		{"outside", settle.DoOutside, false},
		{"match", settle.DoMatch, false},
		{"assign-kept", settle.DoAssign, true},
		{"return-kept", settle.DoReturn, true},
	}
}

func sheetOf(c settle.Choice) string {
	if c.Kept {
		return string(c.Do) + "-kept"
	}
	return string(c.Do)
}

// choice is what can be done of it now; false when nothing can.
func (s sheet) choice(p payment.Payment) (settle.Choice, bool) {
	for _, c := range p.Is.Choices() {
		if c.Do == s.do && c.Kept == s.kept {
			return c, true
		}
	}
	return settle.Choice{}, false
}

func (r *visitor) getSheet(s sheet) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	p, err := r.Ledger.Payment(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	c, can := s.choice(p)
	if !can {
		return r.Redirect(path(came, id), "")
	}
	v := url.Values{"key": {string(r.IDs())}, "invoice": {r.C.Query("invoice")}}
	form.SetCents(v, "cents", int64(c.Most))
	page, err := r.sheetPage(s, p, v, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postSheet does what the form asks. Posted twice it is done once.
func (r *visitor) postSheet(s sheet) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	cents, bad := form.Cents(v, "cents")
	if s.do == settle.DoMatch {
		bad = nil
	}
	if len(bad) == 0 {
		_, err = r.Ledger.Move(r.Ctx, r.Actor, id, settle.Move{
			Do: s.do, Kept: s.kept, Cents: money.Cents(cents), Invoice: marketplace.ID(v.Get("invoice")), Buyer: marketplace.ID(v.Get("buyer")),
			Account: v.Get("account"), Payment: marketplace.ID(v.Get("payment")), Sign: settle.Sign{Key: v.Get("key"), Reason: v.Get("reason")},
		})
		if err == nil {
			return r.Redirect(path(came, id), "bank_moved")
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	p, err := r.Ledger.Payment(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page, err := r.sheetPage(s, p, v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *visitor) sheetPage(s sheet, p payment.Payment, v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	options, err := r.options(s, p)
	if err != nil {
		return nil, err
	}
	page := r.Single("bank.do."+string(s.do), path(came, p.Key)+"/"+s.path, v, bad, func(f view.Form) (fields []view.Field) {
		switch s.do {
		case settle.DoAssign:
			fields = append(fields, f.Select("invoice", "portal.bank.f.invoice", options).Must())
		case settle.DoKeep:
			fields = append(fields, f.Select("buyer", "portal.bank.f.buyer", options).Must())
		case settle.DoMatch:
			fields = append(fields, f.Select("payment", "portal.bank.f.payment", options).Must())
		case settle.DoReturn:
			fields = append(fields, f.Input("account", "portal.bank.f.account").Must())
		case settle.DoOutside:
		}
		if s.do != settle.DoMatch {
			fields = append(fields, f.Input("cents", "portal.bank.f.cents").Narrow().Must())
		}
		return append(fields, f.Area("reason", "portal.order.f.reason", 3).WithHint(r.T("bank.f.reason.hint")).Must())
	})
	page.Hidden["key"] = v.Get("key")
	page.Back = &view.Link{Text: r.T("bank.single", "party", r.party(p)), Href: path(came, p.Key)}
	return page, nil
}

// options are what can be chosen: open invoices, buyers, or payments that may have been taken back.
func (r *visitor) options(s sheet, p payment.Payment) (out []view.Option, err error) {
	out = []view.Option{{Text: r.T("bank.choose")}}
	if s.do == settle.DoMatch {
		found, err := r.Ledger.Originals(r.Ctx, r.Actor, p.Key)
		for _, o := range found {
			out = append(out, view.Option{Value: string(o.Key), Text: r.Lang.Date(o.Booked) + ", " + r.party(o) + ", " + r.euros(o.Is.Payment.Signed())})
		}
		return out, err
	}
	if s.do != settle.DoAssign && s.do != settle.DoKeep {
		return nil, nil
	}
	list, err := r.Ledger.Receivables(r.Ctx, r.Actor, true, marketplace.Page{Limit: mostListed})
	if err == nil && s.do == settle.DoKeep && list.Next == "" {
		var paid marketplace.List[payment.Entry]
		paid, err = r.Ledger.Receivables(r.Ctx, r.Actor, false, marketplace.Page{Limit: mostListed})
		list.Items = append(list.Items, paid.Items...)
	}
	seen := map[marketplace.ID]bool{}
	for _, e := range list.Items {
		x := e.Value
		switch {
		case s.do == settle.DoAssign && x.Open() > 0:
			out = append(out, view.Option{Value: string(x.Invoice), Text: r.T("bank.option", "number", x.Number, "buyer", r.Firm(x.Buyer), "open", r.euros(x.Open()))})
		case s.do == settle.DoKeep && !seen[x.Buyer]:
			seen[x.Buyer] = true
			out = append(out, view.Option{Value: string(x.Buyer), Text: r.Firm(x.Buyer)})
		}
	}
	return out, err
}
