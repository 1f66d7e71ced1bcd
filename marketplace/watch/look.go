package watch

import (
	"context"
	"strconv"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/search"
)

// pageSize is how many tasks a look reads at once.
const pageSize = 100

// Work does what the clock asks for, again and again: it looks through every search that is due, and sweeps what was
// removed. A search that cannot be looked through now does not hold up the others; it is due the next time.
func (s *Service) Work(ctx context.Context) error {
	var failed error
	until := marketplace.At(s.Clock().Add(time.Millisecond)).String()
	err := s.saved.Each(ctx, store.Query{Index: "due", Eq: []any{Daily}, To: until}, func(e Entry) error {
		if err := s.look(ctx, e); err != nil {
			failed = err
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	err = s.saved.Each(ctx, store.Query{Index: "due", Eq: []any{Removed}, To: until}, func(e Entry) error {
		err := s.saved.Delete(ctx, e)
		if marketplace.IsKind(err, marketplace.Conflict) || marketplace.IsKind(err, marketplace.Stale) {
			return nil // its facts are still on their way
		}
		return err
	})
	if err != nil {
		return err
	}
	return failed
}

// look looks through one search. What is new is written down together with the fact that tells of it, so that after a crash
// it is told once. Whoever may not search any more is not looked for; should they come back, nothing is lost meanwhile.
func (s *Service) look(ctx context.Context, e Entry) error {
	told, err := s.may(ctx, e.Value)
	if err != nil {
		return err
	}
	if !told {
		e.Value.Due = nextLook(s.Clock.Now())
		return s.keep(ctx, e)
	}
	found, err := s.found(ctx, e.Value)
	if err != nil && !marketplace.IsKind(err, marketplace.Invalid) {
		return err // an Invalid query cannot be asked any more; its page says so
	}
	looked, n := e.Value.looked(found, s.Clock.Now())
	e.Value = looked
	if n == 0 {
		return s.keep(ctx, e)
	}
	return s.keep(ctx, e, s.fact(marketplace.System(e.Value.Org), e.ID, "saved_search.found", "look", looked.Looks, "n", n))
}

// keep saves unless the person, or another process, was quicker; then the search is still due, or done.
func (s *Service) keep(ctx context.Context, e Entry, facts ...marketplace.Fact) error {
	_, err := s.saved.Save(ctx, e, facts...)
	if marketplace.IsKind(err, marketplace.Stale) {
		return nil
	}
	return err
}

// may says whether the person of a search may still search in its organisation.
func (s *Service) may(ctx context.Context, v SavedSearch) (bool, error) {
	roles, err := s.Accounts.RolesOf(ctx, v.Org, v.Person)
	return marketplace.Actor{Person: v.Person, Org: v.Org, Roles: roles}.Has(Roles()...), err
}

// newestFirst is a query for one page, the newest tasks first.
func newestFirst(q find.Query, limit, offset int) find.Query {
	q.Sort, q.Limit, q.Offset = search.ByPosted, limit, offset
	return q
}

// found are the tasks that a search finds and that were first published after its mark. They come newest first by day, so
// reading ends at the first page that reaches an older day. Unavailable when the index does not answer: what is found
// without it differs, and a day later nothing is lost.
func (s *Service) found(ctx context.Context, v SavedSearch) ([]Mark, error) {
	var out []Mark
	oldest := v.Since.At.Time().Truncate(24 * time.Hour)
	for offset := 0; offset <= search.MaxOffset; offset += pageSize {
		page, err := s.Finder.Search(ctx, marketplace.System(v.Org), newestFirst(v.Query, pageSize, offset))
		if err != nil {
			return nil, err
		}
		if page.Degraded {
			return nil, marketplace.Errorf(marketplace.Unavailable, "error.unavailable")
		}
		for _, t := range page.Items {
			if m := markOf(t); v.Since.before(m) {
				out = append(out, m)
			}
		}
		last := len(page.Items) - 1
		if offset+pageSize >= page.Total || last >= 0 && page.Items[last].Published.Time().Before(oldest) {
			break
		}
	}
	return out, nil
}

// Told lists the facts about which somebody is told.
func Told() []string { return []string{"saved_search.found"} }

// Tell tells the person of a search what a look found, unless they have seen it, paused the search, asked something else or
// may not search any more. What was closed meanwhile is not counted. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.saved.Get(ctx, marketplace.ID(id))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	look, _ := strconv.Atoi(f.Data["look"])
	if err != nil || e.Value.State != Daily || look <= e.Value.Seen {
		return err
	}
	if told, err := s.may(ctx, e.Value); err != nil || !told {
		return err
	}
	n, err := s.standing(ctx, e.Value, look, f.Data["n"])
	if err != nil || n == 0 {
		return err
	}
	kind := "saved_search.found.other"
	if n == 1 {
		kind = "saved_search.found.one"
	}
	return s.Notices.Post(ctx, e.Value.Person, notice.Notice{
		ID: f.ID, Org: e.Value.Org, Kind: kind, Path: "/searches/" + id, At: f.At, Args: map[string]string{"name": e.Value.Name, "n": strconv.Itoa(n)},
	})
}

// standing is how many of the tasks that a look found are published still.
func (s *Service) standing(ctx context.Context, v SavedSearch, look int, found string) (int, error) {
	n, _ := strconv.Atoi(found)
	ids := v.of(look)
	shown, err := s.Tasks.Board().ByIDs(ctx, ids)
	return n - len(ids) + len(shown), err
}
