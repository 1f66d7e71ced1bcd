package kept

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/shortlist"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Shortlist is a list of tasks that the coaches of one organisation share.
type Shortlist struct {
	ID       string `json:"id"`
	Revision int64  `json:"revision"`
	Name     string `json:"name"`
	Tasks    int    `json:"tasks" doc:"How many tasks are on it, closed ones too; at most 100"`
	By       string `json:"by" doc:"Who began it"`
	Changed  string `json:"changed"`
}

func listed(e shortlist.Entry) Shortlist {
	return Shortlist{
		ID: string(e.ID), Revision: e.Rev, Name: e.Value.Name, Tasks: len(e.Value.Picks), By: string(e.Value.By), Changed: e.Value.Changed.String(),
	}
}

// ShortlistAnswer is a list with its revision.
type ShortlistAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to rename the list"`
	Body Shortlist
}

func listAnswer(e shortlist.Entry, err error) (*ShortlistAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &ShortlistAnswer{ETag: api.ETag(e.Rev), Body: listed(e)}, nil
}

// Lists lists the shortlists of one's organisation, the last changed first.
func (h Handlers) Lists(ctx context.Context, in *api.Paging) (*api.Page[Shortlist], error) {
	list, err := h.Shortlists.List(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, listed), nil
}

// ListName is what a list is called.
type ListName struct {
	Name string `json:"name" doc:"At most 80 characters; never a client's name"`
}

// NewList is a list to be begun.
type NewList struct {
	api.Once
	Body ListName
}

// BeginList begins a list.
func (h Handlers) BeginList(ctx context.Context, in *NewList) (*ShortlistAnswer, error) {
	if err := keyed(in.Key); err != nil {
		return nil, err
	}
	return listAnswer(h.Shortlists.Create(ctx, web.ActorFrom(ctx), in.Key, in.Body.Name))
}

// ListPick is a task on a list.
type ListPick struct {
	Task api.TaskSummary `json:"task" doc:"Of what is no longer published only the id and the title"`
	Gone bool            `json:"gone" doc:"No longer published"`
	Note string          `json:"note,omitempty"`
	By   string          `json:"by"`
	At   string          `json:"at"`
}

// ShortlistDetail is a list with its tasks, in the order in which they were added.
type ShortlistDetail struct {
	Shortlist
	Picks []ListPick `json:"picks"`
}

// ShortlistDetailAnswer is a list with its tasks and its revision.
type ShortlistDetailAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to rename the list"`
	Body ShortlistDetail
}

// ReadList reads a list with its tasks as they are now.
func (h Handlers) ReadList(ctx context.Context, in *api.ByID) (*ShortlistDetailAnswer, error) {
	e, items, err := h.Shortlists.Read(ctx, web.ActorFrom(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	picks := api.Each(items, func(i shortlist.Item) ListPick {
		return ListPick{Task: api.Summary(i.Task), Gone: i.Gone, Note: i.Note, By: string(i.By), At: i.At.String()}
	})
	return &ShortlistDetailAnswer{ETag: api.ETag(e.Rev), Body: ShortlistDetail{listed(e), picks}}, nil
}

// ListUpdate renames a list.
type ListUpdate struct {
	api.ByID
	api.IfMatch
	Body ListName
}

// RenameList gives a list another name.
func (h Handlers) RenameList(ctx context.Context, in *ListUpdate) (*ShortlistAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return listAnswer(h.Shortlists.Rename(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.Name))
}

// RemoveList deletes a list for everybody.
func (h Handlers) RemoveList(ctx context.Context, in *api.ByID) (*api.Nothing, error) {
	return api.Done(h.Shortlists.Remove(ctx, web.ActorFrom(ctx), in.ID))
}

// PickInput names a task on a list.
type PickInput struct {
	api.ByID
	Task marketplace.ID `path:"task" maxLength:"64"`
}

// PutInput is a task to put on a list, or another note for it.
type PutInput struct {
	PickInput
	Body struct {
		Note string `json:"note,omitempty" doc:"At most 200 characters; nothing about a client"`
	}
}

// PutOnList puts a task on a list, or replaces its note.
func (h Handlers) PutOnList(ctx context.Context, in *PutInput) (*ShortlistAnswer, error) {
	return listAnswer(h.Shortlists.Put(ctx, web.ActorFrom(ctx), in.ID, in.Task, in.Body.Note))
}

// DropFromList takes a task off a list.
func (h Handlers) DropFromList(ctx context.Context, in *PickInput) (*ShortlistAnswer, error) {
	return listAnswer(h.Shortlists.Drop(ctx, web.ActorFrom(ctx), in.ID, in.Task))
}
