package request

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
)

// Notices puts something to tell into a person's box; notice.Service does.
type Notices interface {
	Post(ctx context.Context, person marketplace.ID, n notice.Notice) error
}

// Teller tells the people of organisations.
type Teller struct {
	Accounts Accounts
	Notices  Notices
}

// People tells some people.
func (t Teller) People(ctx context.Context, people []marketplace.ID, n notice.Notice) error {
	for _, who := range people {
		if err := t.Notices.Post(ctx, who, n); err != nil {
			return err
		}
	}
	return nil
}

// Roles tells those of an organisation who hold one of some roles.
func (t Teller) Roles(ctx context.Context, n notice.Notice, roles ...marketplace.Role) error {
	var people []marketplace.ID
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		list, err := t.Accounts.Members(ctx, marketplace.System(n.Org), page)
		if err != nil {
			return err
		}
		for _, m := range list.Items {
			if slices.ContainsFunc(m.Roles, func(r marketplace.Role) bool { return slices.Contains(roles, r) }) {
				people = append(people, m.Person)
			}
		}
		if page.After = list.Next; page.After == "" {
			return t.People(ctx, people, n)
		}
	}
}

// ToBuyer is a fact as a notice to the buyer of a request.
func (r Request) ToBuyer(f marketplace.Fact) notice.Notice {
	return notice.Notice{ID: f.ID, Org: r.Org, Kind: f.Type, Path: "/requests/" + string(r.ID), At: f.At, Args: map[string]string{"title": r.Brief.Title}}
}

// ToOrganiser is a fact as a notice to an invited organiser.
func (r Request) ToOrganiser(f marketplace.Fact, organiser marketplace.ID) notice.Notice {
	args := map[string]string{"title": r.Brief.Title, "deadline": string(r.Brief.Deadline.Day())}
	return notice.Notice{ID: f.ID, Org: organiser, Kind: f.Type, Path: "/asked/" + string(r.ID), At: f.At, Args: args}
}

// Told lists the facts about which somebody is told.
func Told() []string {
	return []string{
		"request.invited", "request.question_asked", "request.answered", "request.passed", "request.reminded", "request.lapsed",
		"request.approval_asked",
	}
}

// Tell puts what a fact says into the boxes of those whom it concerns: the one who asks, the owners for an approval, and the
// organisers, each without a word of another. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	r, err := s.Standing(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	for _, i := range r.Invited {
		if !concerns(f, i) {
			continue
		}
		if err := s.Teller.Roles(ctx, r.ToOrganiser(f, i.Organiser), Sellers()...); err != nil {
			return err
		}
	}
	switch f.Type {
	case "request.question_asked", "request.passed", "request.lapsed":
		return s.Teller.People(ctx, []marketplace.ID{r.By}, r.ToBuyer(f))
	case "request.approval_asked":
		return s.Teller.Roles(ctx, r.ToBuyer(f), marketplace.RoleOwner)
	}
	return nil
}

// concerns says whether an invited organiser is told of a fact: of its own invitation, unless it is a call-off, of answers unless it passed, of the
// deadline while it has not quoted.
func concerns(f marketplace.Fact, i Invitation) bool {
	switch f.Type {
	case "request.invited":
		return f.Data["organiser"] == string(i.Organiser) && f.Data["called"] == ""
	case "request.answered":
		return i.Declined.IsZero()
	case "request.reminded":
		return i.Declined.IsZero() && i.Quoted.IsZero()
	}
	return false
}
