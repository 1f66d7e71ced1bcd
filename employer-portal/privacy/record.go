package privacy

import (
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/privacy/holding"
	"sovite.fi/sovite/marketplace/rule"
)

// getRecord is the record of how personal data are processed, open to everybody. What is held is told by the inventory and how long
// by the book of rules: neither is written here again.
func (r *request) getRecord() error {
	page := &view.Placed{Base: r.Base(r.T("footer.privacy")), Heading: r.T("privacy.page"), Lead: []string{r.T("privacy.page.lead")}}
	controller := view.PlacedPart{ID: "controller", Heading: r.T("privacy.controller"), Lines: []string{r.T("privacy.controller.1"), r.T("privacy.controller.nobody")}}
	if r.Contact != "" {
		controller.Lines[1] = r.T("privacy.controller.contact", "email", r.Contact)
	}
	page.Parts = []view.PlacedPart{
		controller,
		r.said("purposes", "privacy.purpose.coaching", "privacy.purpose.introduction", "privacy.purpose.crews", "privacy.purpose.accounts", "privacy.purpose.books"),
		r.categories(),
		r.said("receivers", "privacy.receiver.employer", "privacy.receiver.network", "privacy.receiver.buyer", "privacy.receiver.payment", "privacy.receiver.transfer"),
		r.retention(),
		r.remains(),
		r.said("security", "privacy.security.1", "privacy.security.2", "privacy.security.3"),
		r.said("rights", "privacy.rights.text"),
	}
	return r.Show(page)
}

func (r *request) said(id string, keys ...string) view.PlacedPart {
	part := view.PlacedPart{ID: id, Heading: r.T("privacy." + id)}
	for _, key := range keys {
		part.Lines = append(part.Lines, r.T(key))
	}
	return part
}

// categories are the sorts of people and what is held about them.
func (r *request) categories() view.PlacedPart {
	part := r.said("categories")
	for _, w := range []holding.Whose{holding.Client, holding.Person} {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("privacy.categories." + string(w)), Text: strings.Join(r.parts(w, ""), ", ")})
	}
	part.Lines = []string{r.T("privacy.categories.other"), r.T("privacy.categories.never")}
	return part
}

// parts are the names of what is held about people of one sort, of one fate or of all.
func (r *request) parts(w holding.Whose, fate holding.Fate) (out []string) {
	for _, h := range holding.Table(w) {
		name := r.Lang.T("privacy.part." + h.Part)
		if (fate == "" || h.Fate == fate) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// remains is what stays after an erasure, and why.
func (r *request) remains() view.PlacedPart {
	part := view.PlacedPart{ID: "erasing", Heading: r.T("privacy.erasing")}
	for _, why := range []holding.Reason{holding.Books, holding.Trace, holding.Deal, holding.Proof, holding.Marker, holding.Counting} {
		part.Lines = append(part.Lines, r.Lang.T("privacy.why."+string(why)))
	}
	return part
}

// retention are the rules by which data are kept and deleted.
func (r *request) retention() view.PlacedPart {
	part := view.PlacedPart{ID: "retention", Heading: r.T("privacy.retention")}
	t := &view.Table{Caption: part.Heading, Head: []string{r.T("privacy.retention.rule"), r.T("privacy.retention.source"), r.T("privacy.retention.sure")}}
	for _, one := range r.Rules.All(marketplace.At(r.Clock()).Day()) {
		if one.Subject != "retention" && one.ID != "contractor_liability.retention" {
			continue
		}
		source := one.Source.Title[r.Lang.Code()]
		if one.Section != "" {
			source += ", " + one.Section
		}
		t.Body = append(t.Body, []string{one.Say(r.Lang), source, r.Lang.T("privacy.v." + string(one.Confidence))})
		t.Links = append(t.Links, rulePath(one))
	}
	part.Table = t
	return part
}

func rulePath(r rule.Rule) string { return "/rules/" + r.ID }
