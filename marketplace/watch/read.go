package watch

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
)

// Get loads a search of one's own.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := may(actor); err != nil {
		return Entry{}, err
	}
	e, err := s.saved.Get(ctx, id)
	if err == nil && !e.Value.belongs(actor) {
		return Entry{}, notFound()
	}
	return e, err
}

// Item is a search with how many tasks are news.
type Item struct {
	Entry
	News int // published still, and not seen yet
}

// List lists one's own searches, the newest first.
func (s *Service) List(ctx context.Context, actor marketplace.Actor) ([]Item, error) {
	if err := may(actor); err != nil {
		return nil, err
	}
	mine, err := s.all(ctx, actor)
	if err != nil {
		return nil, err
	}
	out := []Item{}
	board := s.Tasks.Board()
	for _, e := range mine {
		news, err := onBoard(ctx, board, e.Value.News())
		if err != nil {
			return nil, err
		}
		out = append(out, Item{e, len(news)})
	}
	slices.SortStableFunc(out, func(a, b Item) int { return b.Value.Created.Time().Compare(a.Value.Created.Time()) })
	return out, nil
}

// all are the searches of a person in an organisation.
func (s *Service) all(ctx context.Context, actor marketplace.Actor) ([]Entry, error) {
	found, _, err := s.saved.Find(ctx, store.Query{Index: "slot", Eq: []any{actor.Org, actor.Person}, Limit: mostSaved})
	return found, err
}

// onBoard are those of the tasks that are published at present.
func onBoard(ctx context.Context, board *task.Board, ids []marketplace.ID) ([]task.Task, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	plain := make([]string, len(ids))
	for i, id := range ids {
		plain[i] = string(id)
	}
	return board.ByIDs(ctx, plain)
}

// Results are what a saved search finds now.
type Results struct {
	find.Results
	News map[marketplace.ID]bool // those that were found and not seen yet
	Look int                     // which look found the last of them; for See
}

// Run asks a search of one's own again, the newest tasks first, from an offset on. Nothing is written: news stays news.
func (s *Service) Run(ctx context.Context, actor marketplace.Actor, id marketplace.ID, limit, offset int) (Entry, Results, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return Entry{}, Results{}, err
	}
	out := Results{News: map[marketplace.ID]bool{}, Look: e.Value.Looks}
	for _, task := range e.Value.News() {
		out.News[task] = true
	}
	out.Results, err = s.Finder.Search(ctx, actor, newestFirst(e.Value.Query, limit, offset))
	return e, out, err
}
