package plant

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/watch"
)

// kept puts in what the demo coach keeps of the search: a search saved before the tasks were published, so that it has news,
// and a list that the coach and a colleague fill together.
func (s *seeder) kept(ctx context.Context) error {
	coach := marketplace.Actor{Person: "demo-person-valmentaja", Org: "demo-org-tukityo", Roles: []marketplace.Role{marketplace.RoleCoach}, Lang: "fi"}
	colleague := coach
	colleague.Person = "demo-person-kollega"
	*s.back = 48 * time.Hour
	_, err := s.Watches.Create(ctx, coach, "demo", watch.Draft{
		Name: "Iltatyöt Tampereen lähellä", State: watch.Daily, Query: find.Query{Shifts: []string{"evening"}, Postal: "33100", Kilometres: 25},
	})
	*s.back = 0
	if there(err) != nil {
		return err
	}
	list, err := s.Shortlists.Create(ctx, colleague, "demo", "Rauhalliset työpaikat")
	if err != nil {
		return there(err)
	}
	for _, p := range []struct {
		who  marketplace.Actor
		task marketplace.ID
		note string
	}{
		{colleague, "demo-task-kirjasto-muovitus", "Hiljainen tila, töitä voi tehdä omaan tahtiin."},
		{coach, "demo-task-pesula-tyovaatteet", "Kävin paikalla: kaksi tekijää ja ohjaaja samassa huoneessa."},
		{coach, "demo-task-puutarha-ruukutus", ""},
	} {
		if _, err := s.Shortlists.Put(ctx, p.who, list.ID, p.task, p.note); err != nil {
			return err
		}
	}
	return s.Watches.Work(ctx)
}
