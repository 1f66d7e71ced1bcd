package placed

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement/gate"
)

// getGuide asks a few questions about some work and says which forms it can have, why, and when to ask a lawyer.
func (r *request) getGuide() error {
	if r.Actor.Person == "" {
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	v, err := url.ParseQuery(string(r.C.Request().URI().QueryString()))
	if err != nil {
		v = url.Values{}
	}
	s := gate.Situation{Directs: v.Get("directs"), Pays: v.Get("pays"), Kind: v.Get("kind"), Length: v.Get("length"), Group: v.Get("group")}
	var bad []marketplace.FieldError
	missing, ok := s.Answered()
	if !ok && s != (gate.Situation{}) {
		bad = []marketplace.FieldError{marketplace.Field(missing, "field.required")}
	}
	f := view.NewForm(r.Lang, v, bad)
	page := &view.PlacedForm{
		Base: r.Base(r.T("placed.guide")), Heading: r.T("placed.guide"), Intro: r.T("placed.guide.lead"), Method: "get", Action: "/work-forms", Submit: r.T("placed.guide.submit"), Groups: []view.FieldGroup{{}},
	}
	for _, q := range gate.Questions() {
		prefix := "portal.placed.guide." + q.Name
		if q.Name == "kind" {
			prefix = "portal.placed.employer"
		}
		page.Groups[0].Fields = append(page.Groups[0].Fields, f.Radios(q.Name, "portal.placed.guide."+q.Name, f.Keyed(prefix, q.Answers...)))
	}
	page.Problems = f.Problems(bad, labels(page.Groups))
	if len(bad) > 0 {
		return r.Wrong(page)
	}
	if ok {
		page.Parts = r.advice(s)
	}
	return r.Show(page)
}

// advice is what the guide says, the best first.
func (r *request) advice(s gate.Situation) []view.PlacedPart {
	icons := map[gate.Advice]string{gate.Fits: "check", gate.Conditions: "ask", gate.Lawyer: "help", gate.No: "minus"}
	said := r.speak()
	var out []view.PlacedPart
	for _, a := range []gate.Advice{gate.Fits, gate.Conditions, gate.Lawyer, gate.No} {
		part := view.PlacedPart{ID: "advice-" + string(a), Heading: r.T("placed.advice." + string(a)), Lines: []string{r.T("placed.advice." + string(a) + ".text")}}
		for _, route := range gate.Guide(r.Rules, r.Placements.Today(), s) {
			if route.Advice != a {
				continue
			}
			name := r.Lang.Word("form", route.Form)
			if route.Form == gate.Leasing {
				name = r.T("placed.leasing")
			}
			for _, why := range route.Reasons {
				part.Gates = append(part.Gates, view.Gate{Icon: icons[a], Result: name, Text: r.T("placed.why." + why.Key), Rule: said.RuleLink(why.Cite), Source: said.RuleSource(why.Cite)})
			}
		}
		if len(part.Gates) > 0 {
			out = append(out, part)
		}
	}
	return out
}
