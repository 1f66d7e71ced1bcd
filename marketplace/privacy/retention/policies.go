package retention

import (
	"context"
	"encoding/json"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/marketplace/privacy/holding"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
)

// due is one thing whose time is over.
type due struct {
	id     marketplace.ID
	since  marketplace.Instant // from when the time is counted
	remove func(context.Context) error
}

// policy is what one rule is about. A policy without find only shows its rule.
type policy struct {
	rule, value string
	unit        rule.Unit
	find        func(s *Service, ctx context.Context, before marketplace.Instant, each func(due) error) error
	kept        func(s *Service, ctx context.Context, each func(due) error) error // what the rule keeps
}

// policies lists them in the order in which they are carried out.
func policies() []policy {
	return []policy{
		{rule: "retention.links", value: "after", unit: rule.Days, find: swept("links", "expires")},
		{rule: "retention.sessions", value: "after", unit: rule.Days, find: swept("sessions", "expires")},
		{rule: "retention.rankings", value: "after", unit: rule.Months, find: (*Service).rankings},
		{rule: "retention.introductions", value: "after", unit: rule.Months, find: (*Service).introductions},
		{rule: "retention.clients", value: "after", unit: rule.Months, find: (*Service).clients},
		{rule: "retention.reads", value: "after", unit: rule.Months, find: (*Service).traces},
		{rule: "retention.vouchers", kept: all("invoices", "begun")},
		{rule: "retention.books", kept: all("journal", "at")},
		{rule: "contractor_liability.retention", kept: all("liability_packs", "changed")},
	}
}

// moment reads a moment of a document.
func moment(body []byte, field string) (marketplace.Instant, error) {
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(body, &doc); err != nil {
		return marketplace.Instant{}, err
	}
	var at marketplace.Instant
	if raw, there := doc[field]; there {
		if err := json.Unmarshal(raw, &at); err != nil {
			return at, err
		}
	}
	return at, nil
}

// walk reads a collection page by page.
func (s *Service) walk(ctx context.Context, collection string, q store.Query, each func(store.Doc) error) error {
	q.Limit = 200
	for {
		found, err := s.Store.Find(ctx, collection, q)
		if err != nil {
			return err
		}
		for _, d := range found.Docs {
			if err := each(d); err != nil {
				return err
			}
		}
		if found.Next == "" {
			return nil
		}
		q.After = found.Next
	}
}

// swept finds the documents whose moment lies before another.
func swept(collection, field string) func(*Service, context.Context, marketplace.Instant, func(due) error) error {
	return func(s *Service, ctx context.Context, before marketplace.Instant, each func(due) error) error {
		return s.walk(ctx, collection, store.Query{Index: field, To: before.String()}, func(d store.Doc) error {
			at, err := moment(d.Body, field)
			if err != nil || at.IsZero() {
				return err
			}
			return each(due{d.ID, at, func(ctx context.Context) error { return s.Store.Delete(ctx, collection, d.ID, d.Rev) }})
		})
	}
}

// all counts a collection that is kept.
func all(collection, field string) func(*Service, context.Context, func(due) error) error {
	return func(s *Service, ctx context.Context, each func(due) error) error {
		return s.walk(ctx, collection, store.Query{}, func(d store.Doc) error {
			at, err := moment(d.Body, field)
			if err != nil {
				return err
			}
			return each(due{id: d.ID, since: at})
		})
	}
}

// traces are who read what, and the visits in which an administrator looked as somebody else.
func (s *Service) traces(ctx context.Context, before marketplace.Instant, each func(due) error) error {
	if err := swept("reads", "at")(s, ctx, before, each); err != nil {
		return err
	}
	return swept("acting_visits", "begun")(s, ctx, before, each)
}

// rankings go with their logs: the logs first, since nothing else leads to them.
func (s *Service) rankings(ctx context.Context, before marketplace.Instant, each func(due) error) error {
	return swept("rankings", "at")(s, ctx, before, func(one due) error {
		whole := one.remove
		one.remove = func(ctx context.Context) error {
			err := s.walk(ctx, "ranking_logs", store.Query{From: string(one.id) + ".", To: string(one.id) + "/"}, func(d store.Doc) error {
				return s.Store.Delete(ctx, "ranking_logs", d.ID, d.Rev)
			})
			if err != nil {
				return err
			}
			return whole(ctx)
		}
		return each(one)
	})
}

// introductions that ended lose their messages and what was written with a no.
func (s *Service) introductions(ctx context.Context, before marketplace.Instant, each func(due) error) error {
	return s.walk(ctx, "introductions", store.Query{}, func(d store.Doc) error {
		var i introduction.Introduction
		if err := json.Unmarshal(d.Body, &i); err != nil {
			return err
		}
		if i.Open || i.Ended.IsZero() || !i.Ended.Time().Before(before.Time()) {
			return nil
		}
		messages, err := s.messages(ctx, i.ID)
		if err != nil || len(messages) == 0 && i.Refusal.Note == "" {
			return err
		}
		return each(due{i.ID, i.Ended, func(ctx context.Context) error {
			for _, m := range messages {
				if err := s.Store.Delete(ctx, "messages", m.ID, m.Rev); err != nil {
					return err
				}
			}
			return privacy.Erase(ctx, s.Store, holdingOf("introductions"), holding.Subject{Whose: holding.Client, ID: i.Client, Org: i.Org}, d)
		}})
	})
}

func holdingOf(collection string) holding.Holding {
	for _, h := range holding.Table(holding.Client) {
		if h.Collection == collection {
			return h
		}
	}
	return holding.Holding{}
}

func (s *Service) messages(ctx context.Context, id marketplace.ID) (out []store.Doc, err error) {
	err = s.walk(ctx, "messages", store.Query{Index: "introduction", Eq: []any{string(id)}}, func(d store.Doc) error {
		out = append(out, d)
		return nil
	})
	return out, err
}

// clients whose coaching ended are erased as if they had asked for it.
func (s *Service) clients(ctx context.Context, before marketplace.Instant, each func(due) error) error {
	return s.walk(ctx, "clients", store.Query{}, func(d store.Doc) error {
		var c profile.Client
		if err := json.Unmarshal(d.Body, &c); err != nil {
			return err
		}
		if c.Status != profile.Ended || c.Coach == "" { // without a coach it is an empty place
			return nil
		}
		last := c.Created
		q := store.Query{From: string(c.ID) + ".v", To: string(c.ID) + ".w"}
		err := s.walk(ctx, "profiles", q, func(d store.Doc) error {
			at, err := moment(d.Body, "saved")
			if at.Time().After(last.Time()) {
				last = at
			}
			return err
		})
		if err != nil || !last.Time().Before(before.Time()) {
			return err
		}
		return each(due{c.ID, last, func(ctx context.Context) error { return s.Erasures.Expire(ctx, marketplace.System(c.Org), c.ID) }})
	})
}
