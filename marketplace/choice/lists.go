package choice

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
)

// List lists the choices for a client of the coach's own caseload, newest first; all of them, or those in one state.
func (s *Service) List(ctx context.Context, actor marketplace.Actor, client marketplace.ID, of State, page marketplace.Page) (marketplace.List[Entry], error) {
	if _, err := s.Profiles.Client(ctx, actor, client); err != nil {
		return marketplace.List[Entry]{Items: []Entry{}}, err
	}
	q := store.Query{Index: "client", Eq: []any{actor.Org, client}, Desc: true, Limit: page.Size(), After: page.After}
	if of != "" {
		q.Index, q.Eq = "state", []any{actor.Org, client, of}
	}
	found, next, err := s.choices.Find(ctx, q)
	return marketplace.List[Entry]{Items: found, Next: next}, err
}

// OfTask lists what was chosen about a task for all clients of the organisation, newest first, for auditors. The notes
// are left out: they are between a coach and a client.
func (s *Service) OfTask(ctx context.Context, actor marketplace.Actor, of marketplace.ID, page marketplace.Page) (marketplace.List[Entry], error) {
	if err := actor.Must(marketplace.RoleAuditor); err != nil {
		return marketplace.List[Entry]{Items: []Entry{}}, err
	}
	found, next, err := s.choices.Find(ctx, store.Query{
		Index: "task", Eq: []any{actor.Org, of}, Desc: true, Limit: page.Size(), After: page.After,
	})
	for i := range found {
		found[i].Value = found[i].Value.withoutNotes()
	}
	return marketplace.List[Entry]{Items: found, Next: next}, err
}

func (c Choice) withoutNotes() Choice {
	c.Note = ""
	for i := range c.Earlier {
		c.Earlier[i].Note = ""
	}
	return c
}

// Item is a choice with the task as it is now.
type Item struct {
	Entry
	Task    task.Task // of what is no longer published only the id and the title
	Gone    bool      // no longer published
	Changed bool      // the task was changed after the choice was made
}

// Lists are a client's choices as pages show them, each newest first.
type Lists struct {
	Kept      []Item
	Dismissed []Item // published tasks only, without those that came back
	Back      []Item // dismissed tasks that were changed since, and so are among the others again
	Reopened  []Item // without their tasks; for the revision
}

// Lists reads the choices for a client of the coach's own caseload together with their tasks.
func (s *Service) Lists(ctx context.Context, actor marketplace.Actor, client marketplace.ID) (Lists, error) {
	var out Lists
	if _, err := s.Profiles.Client(ctx, actor, client); err != nil {
		return out, err
	}
	q := store.Query{Index: "client", Eq: []any{actor.Org, client}, Desc: true}
	return out, s.choices.Each(ctx, q, func(e Entry) error {
		if e.Value.State == Open {
			out.Reopened = append(out.Reopened, Item{Entry: e})
			return nil
		}
		i, err := s.item(ctx, actor, e)
		switch {
		case err != nil:
			return err
		case e.Value.State == Kept:
			out.Kept = append(out.Kept, i)
		case i.Gone:
		case i.Changed:
			out.Back = append(out.Back, i)
		default:
			out.Dismissed = append(out.Dismissed, i)
		}
		return nil
	})
}

func (s *Service) item(ctx context.Context, actor marketplace.Actor, e Entry) (Item, error) {
	t, err := s.published(ctx, actor, e.Value.Task)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Item{Entry: e, Task: task.Task{ID: e.Value.Task, Title: e.Value.Title}, Gone: true}, nil
	}
	return Item{Entry: e, Task: t, Changed: e.Value.ChangedSince(t)}, err
}

// Aside are the tasks that were put aside, for discovery.MatchOptions.
func (l Lists) Aside() []marketplace.ID {
	var out []marketplace.ID
	for _, i := range l.Dismissed {
		out = append(out, i.Value.Task)
	}
	return out
}

// Of is the choice about a task; at revision 0 when nobody has chosen.
func (l Lists) Of(id marketplace.ID) Item {
	for _, list := range [][]Item{l.Kept, l.Dismissed, l.Back, l.Reopened} {
		for _, i := range list {
			if i.Value.Task == id {
				return i
			}
		}
	}
	return Item{}
}

// Candidates are the coach's own clients for a task with what was chosen about it for each of them, by client.
type Candidates struct {
	discovery.Candidates
	Choices map[marketplace.ID]Choice
}

// Candidates judges a published task for the coach's own clients, as discovery does, and adds the choices.
func (s *Service) Candidates(ctx context.Context, actor marketplace.Actor, of marketplace.ID) (Candidates, error) {
	found, err := s.Discovery.Candidates(ctx, actor, of)
	if err != nil {
		return Candidates{}, err
	}
	out := Candidates{found, map[marketplace.ID]Choice{}}
	for _, g := range found.Groups {
		for _, c := range g.Items {
			e, err := s.load(ctx, actor, c.Client, of)
			if err != nil {
				return Candidates{}, err
			}
			if e.Rev > 0 {
				out.Choices[c.Client] = e.Value
			}
		}
	}
	return out, nil
}
