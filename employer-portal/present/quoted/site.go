package quoted

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
)

// Site are the fields in which a buyer tells the hazards of a site and the allergens that are handled there: each a question
// that can stay open, and a list.
func Site(r *visit.Request, f view.Form) []view.Field {
	var out []view.Field
	for _, name := range []string{"hazards", "allergens"} {
		choice := r.Say.AskedOf(f, name, "portal.request.f."+name, name[:len(name)-1]).Choice
		choice.Values.Label, choice.Values.Error = r.T("request.f."+name+".which"), ""
		if name == "allergens" {
			choice.Asked = choice.Asked.WithHint(r.T("request.f.allergens.hint"))
		}
		out = append(out, choice.Asked, choice.Values)
	}
	return out
}
