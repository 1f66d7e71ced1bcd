package server

import (
	"sovite.fi/sovite/marketplace/shortlist"
	"sovite.fi/sovite/marketplace/watch"
	"sovite.fi/sovite/server/api/kept"
	"sovite.fi/sovite/server/openapi"
)

// keep makes what people keep of a search: the search itself, and lists of tasks.
func (p *Parts) keep() {
	p.Watches = watch.New(watch.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Tasks: p.Tasks, Finder: p.Finder, Accounts: p.Accounts, Notices: p.Notices,
	})
	p.Shortlists = shortlist.New(shortlist.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Tasks: p.Tasks})
}

// keeping are the ways to what people keep of a search: the search itself, and lists of tasks that coaches share.
func keeping(d Deps) []way {
	k := kept.Handlers{Watches: d.Watches, Shortlists: d.Shortlists}
	searcher := openapi.Only(watch.Roles()...)
	return []way{
		{get, "/searches", searcher, "list-saved-search", "List one's own saved searches", openapi.Verb(k.Searches)},
		{post, "/searches", searcher, "create-saved-search", "Save a search, to be told what is new", openapi.Verb(k.SaveSearch)},
		{get, "/searches/{id}", searcher, "read-saved-search", "Read a saved search", openapi.Verb(k.ReadSearch)},
		{put, "/searches/{id}", searcher, "change-saved-search", "Rename a saved search, ask something else, pause or resume it", openapi.Verb(k.ChangeSearch)},
		{del, "/searches/{id}", searcher, "remove-saved-search", "Delete a saved search", openapi.Verb(k.RemoveSearch)},
		{get, "/searches/{id}/tasks", searcher, "run-saved-search", "Ask a saved search again, with what is news marked", openapi.Verb(k.RunSearch)},
		{post, "/searches/{id}/seen", searcher, "see-saved-search", "Say that the news of a saved search has been seen", openapi.Verb(k.SeeSearch)},
		{get, "/shortlists", coach(), "list-shortlist", "List the shortlists of one's organisation", openapi.Verb(k.Lists)},
		{post, "/shortlists", coach(), "create-shortlist", "Begin a list of tasks that colleagues share", openapi.Verb(k.BeginList)},
		{get, "/shortlists/{id}", coach(), "read-shortlist", "Read a shortlist with its tasks", openapi.Verb(k.ReadList)},
		{put, "/shortlists/{id}", coach(), "rename-shortlist", "Give a shortlist another name", openapi.Verb(k.RenameList)},
		{del, "/shortlists/{id}", coach(), "remove-shortlist", "Delete a shortlist for everybody", openapi.Verb(k.RemoveList)},
		{put, "/shortlists/{id}/tasks/{task}", coach(), "put-on-shortlist", "Put a task on a shortlist, or replace its note", openapi.Verb(k.PutOnList)},
		{del, "/shortlists/{id}/tasks/{task}", coach(), "drop-from-shortlist", "Take a task off a shortlist", openapi.Verb(k.DropFromList)},
	}
}
