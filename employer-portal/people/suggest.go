package people

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
)

// getSuggest is the list of a picker, for a page that fetches it while somebody types. What is chosen comes along and
// comes back chosen.
func (r *request) getSuggest() error {
	v, err := url.ParseQuery(string(r.C.Request().URI().QueryString()))
	if err != nil {
		v = url.Values{}
	}
	list, ok := r.Say.PickList(view.NewForm(r.Lang, v, nil), r.Param("picker"))
	if !ok {
		return marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return r.Part("pick-list", list)
}
