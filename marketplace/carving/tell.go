package carving

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
)

// Told lists the facts about which somebody is told.
func Told() []string { return []string{Ask.fact()} }

// Tell tells the coaches of the provider that is asked for help. Nobody is told when every coach may help, or when the question
// does not stand any more. The notice leads to the list of what waits, since a colleague may take it up before it is read. It
// may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.carvings.Get(ctx, marketplace.ID(id))
	to := e.Value.Help.To
	if err != nil || e.Value.State != Asked || to == Anybody || string(to) != f.Data["asked"] {
		return err
	}
	employer, err := s.Orgs.PublicOrganisation(ctx, e.Value.Org)
	if err != nil {
		return err
	}
	coaches, err := s.coaches(ctx, to)
	if err != nil {
		return err
	}
	n := notice.Notice{ID: f.ID, Org: to, Kind: "carving_asked.coach", Args: map[string]string{"employer": employer.Name}, Path: "/carvings", At: f.At}
	for _, who := range coaches {
		if err := s.Notices.Post(ctx, who, n); err != nil {
			return err
		}
	}
	return nil
}

// coaches are those who coach for a provider.
func (s *Service) coaches(ctx context.Context, org marketplace.ID) (out []marketplace.ID, err error) {
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Orgs.Members(ctx, marketplace.System(org), page)
		if err != nil {
			return nil, err
		}
		for _, m := range list.Items {
			if slices.Contains(m.Roles, marketplace.RoleCoach) {
				out = append(out, m.Person)
			}
		}
		if page.After = list.Next; page.After == "" {
			return out, nil
		}
	}
}
