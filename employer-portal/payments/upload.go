package payments

import (
	"bytes"
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	viewbank "sovite.fi/sovite/employer-portal/view/bank"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/server/web"
)

func (r *visitor) uploadPage(bad []marketplace.FieldError) (*viewbank.Upload, error) {
	f := view.NewForm(r.Lang, nil, bad)
	page := &viewbank.Upload{
		Base: r.Base(r.T("bank.import")), Heading: r.T("bank.import"), Lead: r.T("bank.import.lead"), Action: importing, Submit: r.T("bank.import.submit"),
		Field: f.Input("file", "portal.bank.import.field").WithHint(r.T("bank.import.hint")),
	}
	page.Back = r.back()
	page.Problems = f.Problems(bad, visit.Labels(page.Field))
	own, err := r.Bank.Accounts(r.Ctx, r.Actor)
	if err != nil {
		return nil, err
	}
	page.Accounts = view.PlacedPart{ID: "accounts", Heading: r.T("bank.accounts"), Ways: []view.Link{{Text: r.T("bank.account"), Href: account}}}
	for _, iban := range own {
		page.Accounts.Lines = append(page.Accounts.Lines, reference.GroupIBAN(iban))
	}
	if len(own) == 0 {
		page.Accounts.Lines = []string{r.T("bank.accounts.none")}
	}
	if len(r.Demo) > 0 {
		page.Demo = &view.Link{Text: r.T("bank.demo"), Href: demoFile}
	}
	return page, nil
}

func (r *visitor) getUpload() error {
	if err := r.Actor.Must(invoice.Billers()...); err != nil {
		return err
	}
	page, err := r.uploadPage(nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postUpload takes a file in. The same one again leads to where it was taken in.
func (r *visitor) postUpload() error {
	if err := r.Actor.Must(invoice.Billers()...); err != nil {
		return err
	}
	name, content, err := web.File(r.C, "file", web.MaxBody)
	if err == nil {
		e, again, taken := r.Bank.Upload(r.Ctx, r.Actor, name, bytes.NewReader(content))
		switch {
		case taken == nil && again:
			return r.Redirect(path(imports, e.ID), "bank_again")
		case taken == nil:
			return r.Redirect(path(imports, e.ID), "")
		}
		err = taken
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	for i := range bad {
		bad[i].Field = "file"
	}
	page, err := r.uploadPage(bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *visitor) accountPage(v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("bank.account", account, v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Input("iban", "portal.bank.f.iban").Must()}
	})
	page.Back = &view.Link{Text: r.T("bank.import"), Href: importing}
	return page
}

func (r *visitor) getAccount() error {
	if err := r.Actor.Must(invoice.Billers()...); err != nil {
		return err
	}
	return r.Show(r.accountPage(nil, nil))
}

func (r *visitor) postAccount() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = r.Bank.AddAccount(r.Ctx, r.Actor, v.Get("iban")); err == nil {
		return r.Redirect(importing, "bank_account")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.accountPage(v, bad))
}
