package audit

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Filter narrows a list to one document or one type of fact; not both. The empty Filter lists everything.
type Filter struct {
	Subject      string // "tasks/01J…"
	Type         string // "task.published"
	Installation bool   // the installation's own chain instead of the organisation's; for administrators
}

// List reads the record of the actor's organisation, newest first; for its auditors and owners.
func (r *Record) List(ctx context.Context, actor marketplace.Actor, page marketplace.Page, f Filter) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	org, err := chainFor(actor, f)
	if err != nil {
		return out, err
	}
	q := store.Query{Index: "seq", Eq: []any{string(org)}, Desc: true, Limit: page.Size(), After: page.After}
	switch {
	case f.Subject != "" && f.Type != "":
		return out, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("type", "audit.one_filter")})
	case f.Subject != "":
		q.Index, q.Eq = "subject", append(q.Eq, f.Subject)
	case f.Type != "":
		q.Index, q.Eq = "type", append(q.Eq, f.Type)
	}
	found, next, err := r.entries.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}

// chainFor is the chain that the actor may read.
func chainFor(actor marketplace.Actor, f Filter) (marketplace.ID, error) {
	if f.Installation {
		return Installation, actor.Must(marketplace.RoleAdministrator)
	}
	if err := actor.Must(marketplace.RoleAuditor, marketplace.RoleOwner); err != nil {
		return "", err
	}
	if actor.Org == "" {
		return "", marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return actor.Org, nil
}
