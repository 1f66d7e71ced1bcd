package audit

import (
	"context"
	"regexp"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Filter narrows a list to a time, and to one document, one type of fact or one person; not to several of these. The
// empty Filter lists everything.
type Filter struct {
	Subject      string              `json:"subject,omitempty"` // "tasks/01J…"
	Type         string              `json:"type,omitempty"`    // "task.published"
	Actor        marketplace.ID      `json:"actor,omitempty"`   // who decided
	From         marketplace.Instant `json:"from"`              // the first moment; zero: from the start
	To           marketplace.Instant `json:"to"`                // the moment before which it ends; zero: until now
	Installation bool                `json:"installation,omitempty"`
}

// What a filter can name. Nothing else is let in, because what was asked for is written down.
var (
	goodType    = regexp.MustCompile(`^[a-z_]{1,40}\.[a-z_]{1,60}$`)
	goodSubject = regexp.MustCompile(`^[a-z_0-9]{1,60}/[!-.0-~]{1,64}$`)
	goodActor   = regexp.MustCompile(`^[!-.0-?A-~]{1,64}$`) // no @: an e-mail address is no id
)

// checked refuses what cannot be in the record, and more than one way to narrow.
func (f Filter) checked() error {
	var bad []marketplace.FieldError
	given := 0
	for _, x := range []struct {
		field, value string
		good         *regexp.Regexp
	}{{"type", f.Type, goodType}, {"subject", f.Subject, goodSubject}, {"actor", string(f.Actor), goodActor}} {
		if x.value == "" {
			continue
		}
		if given++; given > 1 {
			bad = append(bad, marketplace.Field(x.field, "audit.one_filter"))
		} else if !x.good.MatchString(x.value) {
			bad = append(bad, marketplace.Field(x.field, "audit."+x.field))
		}
	}
	if !f.From.IsZero() && !f.To.IsZero() && !f.From.Time().Before(f.To.Time()) {
		bad = append(bad, marketplace.Field("to", "audit.period"))
	}
	return marketplace.InvalidFields(bad)
}

// person is whom a search is about, if about one.
func (f Filter) person() marketplace.ID {
	if id, ok := strings.CutPrefix(f.Subject, "people/"); ok {
		return marketplace.ID(id)
	}
	return f.Actor
}

// query is what the store is asked for; each way to narrow has an index with the time behind it.
func (f Filter) query(org marketplace.ID) store.Query {
	q := store.Query{Index: "at", Eq: []any{string(org)}, Desc: true}
	switch {
	case f.Subject != "":
		q.Index, q.Eq = "subject_at", append(q.Eq, f.Subject)
	case f.Type != "":
		q.Index, q.Eq = "type_at", append(q.Eq, f.Type)
	case f.Actor != "":
		q.Index, q.Eq = "actor_at", append(q.Eq, string(f.Actor))
	}
	if !f.From.IsZero() {
		q.From = f.From.String()
	}
	if !f.To.IsZero() {
		q.To = f.To.String()
	}
	return q
}

// List reads the record of the actor's organisation, newest first; for its auditors and owners. With Installation it is the
// installation's own chain, for administrators. Looks.Search writes down that somebody did.
func (r *Record) List(ctx context.Context, actor marketplace.Actor, page marketplace.Page, f Filter) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	org, err := chainFor(actor, f.Installation)
	if err != nil {
		return out, err
	}
	if err := f.checked(); err != nil {
		return out, err
	}
	q := f.query(org)
	q.Limit, q.After = page.Size(), page.After
	found, next, err := r.entries.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}

// chainFor is the chain that the actor may read.
func chainFor(actor marketplace.Actor, installation bool) (marketplace.ID, error) {
	if installation {
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
