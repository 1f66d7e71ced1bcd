package liability

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
)

// Told lists the facts about which somebody is told.
func Told() []string {
	return []string{"liability.asked", "liability.shared", "liability.document_expiring", "liability.recheck_due"}
}

// Tell puts what a fact says into the boxes of those whom it concerns. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	org, other, path := f.Org, marketplace.ID(""), "/liability"
	switch f.Type {
	case "liability.asked":
		org, other = marketplace.ID(f.Data["supplier"]), marketplace.ID(f.Data["customer"])
	case "liability.shared", "liability.recheck_due":
		org, other = marketplace.ID(f.Data["customer"]), marketplace.ID(f.Data["supplier"])
		path = "/suppliers/" + string(other)
	}
	args := map[string]string{"due": f.Data["due"]}
	if other != "" {
		firm, err := s.Accounts.PublicOrganisation(ctx, other)
		if err != nil {
			return err
		}
		args["name"] = firm.Name
	}
	_, kind, _ := strings.Cut(f.Type, ".")
	people, err := s.readers(ctx, org)
	for _, who := range people {
		if err := s.Notices.Post(ctx, who, notice.Notice{ID: f.ID, Org: org, Kind: "liability." + kind, Args: args, Path: path, At: f.At}); err != nil {
			return err
		}
	}
	return err
}

// readers are the owners and billing of an organisation.
func (s *Service) readers(ctx context.Context, org marketplace.ID) ([]marketplace.ID, error) {
	var out []marketplace.ID
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		list, err := s.Accounts.Members(ctx, marketplace.System(org), page)
		if err != nil {
			return nil, err
		}
		for _, m := range list.Items {
			if slices.Contains(m.Roles, marketplace.RoleOwner) || slices.Contains(m.Roles, marketplace.RoleBilling) {
				out = append(out, m.Person)
			}
		}
		if page.After = list.Next; page.After == "" {
			return out, nil
		}
	}
}
