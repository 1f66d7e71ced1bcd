package client

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
)

// entrance is where clients come in.
func (r *request) entrance() visit.Entrance {
	return visit.Entrance{Doors: r.Doors, In: "/my/in/", Home: "/my", Lead: "my"}
}

func (r *request) getIn() error { return r.AskPIN(r.entrance()) }

func (r *request) postIn() error { return r.EnterByPIN(r.entrance()) }

// getLink is where a client lands whose visit is over.
func (r *request) getLink() error {
	if r.Me.Person != "" {
		return r.Redirect("/my", "")
	}
	return r.Show(&view.My{Base: r.Base(r.T("my.away")), Heading: r.T("my.away"), Lead: []string{r.T("my.away.lead"), r.T("my.away.help")}})
}

func (r *request) postOut() error {
	if err := r.Gate.SignOutVisit(r.C, r.Me); err != nil {
		return err
	}
	return r.Redirect("/my/link", "client_out")
}
