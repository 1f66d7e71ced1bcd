package invoice

import (
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
)

// Each wrong field is named, with how to mend it; what is right is kept without the spaces of print.
func TestProfileFields(t *testing.T) {
	bundle := must(i18n.Load(must(matching.LoadScale())))
	for name, tt := range map[string]struct {
		change func(*Profile)
		field  string
	}{
		"no name":                       {func(p *Profile) { p.Party.Name = " " }, "party.name"},
		"a long name":                   {func(p *Profile) { p.Party.Name = strings.Repeat("ä", maxPartyText+1) }, "party.name"},
		"another check digit":           {func(p *Profile) { p.IBAN = "FI21 1234 5600 0007 86" }, "iban"},
		"no bank":                       {func(p *Profile) { p.BIC = "PANKKI" }, "bic"},
		"a series of small letters":     {func(p *Profile) { p.Series = "ä-" }, "series"},
		"a series that ends in a digit": {func(p *Profile) { p.Series = "A1" }, "series"},
		"more than 30 days":             {func(p *Profile) { p.Days = 31 }, "days"},
		"an unknown treatment":          {func(p *Profile) { p.Treatment = "free" }, "treatment"},
		"exempt without a ground":       {func(p *Profile) { p.Treatment = Welfare }, "ground"},
		"an exception for nobody":       {func(p *Profile) { p.Exceptions = []Exception{{Treatment: Taxed}} }, "exceptions[0].buyer"},
		"an exception without ground":   {func(p *Profile) { p.Exceptions = []Exception{{Buyer: "cafe", Treatment: Reverse}} }, "exceptions[0].ground"},
		"an exception without meaning":  {func(p *Profile) { p.Exceptions = []Exception{{Buyer: "cafe"}} }, "exceptions[0].treatment"},
	} {
		w, p := newWorld(memory(t)), seller()
		tt.change(&p)
		_, err := w.SaveProfile(t.Context(), birgit, 0, p)
		e := marketplace.AsError(err)
		if !marketplace.IsKind(err, marketplace.Invalid) || len(e.Fields) == 0 || e.Fields[0].Field != tt.field {
			t.Errorf("%s: %+v", name, e)
			continue
		}
		for _, lang := range []i18n.Voice{i18n.Fi, i18n.Sv, i18n.En} {
			if text := bundle.In(lang).Render(e.Fields[0].Key, e.Fields[0].Args); text == "" || strings.Contains(text, e.Fields[0].Key) {
				t.Errorf("%s, %s: %q", name, lang, text)
			}
		}
	}
	w := newWorld(memory(t))
	saved := must(w.SaveProfile(t.Context(), birgit, 0, seller()))
	if saved.Value.IBAN != "FI2112345600000785" || saved.Value.Org != "paja" {
		t.Errorf("%+v", saved.Value)
	}
	_, first := w.SaveProfile(t.Context(), birgit, 0, seller())
	_, old := w.SaveProfile(t.Context(), birgit, 7, seller())
	_, role := w.SaveProfile(t.Context(), seppo, 1, seller())
	if !marketplace.IsKind(first, marketplace.Stale) || !marketplace.IsKind(old, marketplace.Stale) || !marketplace.IsKind(role, marketplace.Forbidden) {
		t.Errorf("%v, %v, %v", first, old, role)
	}
}

// What an organisation tells later changes nothing that was issued.
func TestSnapshot(t *testing.T) {
	ctx := t.Context()
	w := billing(t, memory(t))
	approveSome(t, w)
	ok(t, w.bill(ctx, "k"))
	e := w.all(t, Issued)[0]
	p := must(w.ReadProfile(ctx, birgit))
	p.Value.Party.Name, p.Value.IBAN = "Toinen nimi ry", "FI7944052020036082"
	must(w.SaveProfile(ctx, birgit, p.Rev, p.Value))
	after := must(w.Get(ctx, birgit, e.ID))
	if after.Value.Document.Seller.Name != "Kaarnan Työpajasäätiö sr" || after.Value.Document.Payment.IBAN != "FI2112345600000785" {
		t.Errorf("%+v", after.Value.Document.Seller)
	}
	w.approve(t, "s9", due("s9", 1, "cafe", "", monday, 4))
	ok(t, w.bill(ctx, "later"))
	if issued := w.all(t, Issued); issued[len(issued)-1].Value.Document.Seller.Name != "Toinen nimi ry" {
		t.Error("the next one has the new name")
	}
}
