package view_test

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/device"
	"sovite.fi/sovite/marketplace/i18n"
)

// devicePages ask a device for a key.
func devicePages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	out["passkey"] = &device.Ceremony{
		Base: base(lang, p.T("passkey.come"), "/signin/passkey"), Heading: p.T("passkey.come"), Lead: []string{p.T("passkey.come.intro")},
		Kind: "get", Options: `{"challenge":"AAAA"}`, Action: "/signin/passkey", Hidden: map[string]string{"challenge": "01J"}, Submit: p.T("passkey.come.submit"),
		Without: p.T("passkey.without"), Failed: p.T("passkey.failed"), After: []view.Link{{Text: p.T("signin.password"), Href: "/signin"}},
	}
}
