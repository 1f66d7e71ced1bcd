package watch

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Tasks    *task.Service
	Finder   *find.Finder
	Accounts Accounts
	Notices  Notices
}

// Accounts answers who may do what; account.Service does.
type Accounts interface {
	RolesOf(ctx context.Context, org, person marketplace.ID) ([]marketplace.Role, error)
}

// Notices puts something to tell into a person's box; notice.Service does.
type Notices interface {
	Post(ctx context.Context, person marketplace.ID, n notice.Notice) error
}

// Service holds the verbs of saved searches. A search is its person's alone, in the organisation in which it was saved: to
// everybody else, colleagues and owners too, there is none.
type Service struct {
	Deps
	facts marketplace.Facts
	saved store.Collection[SavedSearch]
}

// Entry is a saved search with the revision at which it was loaded.
type Entry = store.Entry[SavedSearch]

// Schemas declares the collection of this package. The unique index holds a person to twenty searches.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "saved_searches", Indexes: []store.Index{
		{Name: "slot", Fields: []string{"org", "person", "slot"}, Unique: true},
		{Name: "due", Fields: []string{"state", "due"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, saved: store.NewCollection[SavedSearch](d.Store, Schemas()[0])}
}

// Roles are those who save searches: whoever looks for work for others, or for people for work.
func Roles() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleEmployer, marketplace.RoleCoach, marketplace.RoleSupervisor}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }
