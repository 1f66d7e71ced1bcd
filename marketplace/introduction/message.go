package introduction

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Message is something that the coach or the employer wrote about an introduction. The coach and the employer's people read
// every one; the client reads those that are marked for them.
type Message struct {
	ID           marketplace.ID      `json:"id"`
	Introduction marketplace.ID      `json:"introduction"`
	By           Side                `json:"by"`
	Person       marketplace.ID      `json:"person"` // who wrote it
	Org          marketplace.ID      `json:"org"`    // for which organisation
	Text         string              `json:"text"`   // at most 2,000 characters, never about health
	ForClient    bool                `json:"for_client"`
	At           marketplace.Instant `json:"at"`
}

// Draft is what somebody writes.
type Draft struct {
	Text      string
	ForClient bool // the client reads it, too
}

// WriteAsCoach writes a message to the employer.
func (s *Service) WriteAsCoach(ctx context.Context, coach marketplace.Actor, id marketplace.ID, d Draft) (Message, error) {
	i, err := s.Of(ctx, coach, id)
	if err != nil {
		return Message{}, err
	}
	return s.write(ctx, coach, i, ByCoach, d)
}

// WriteAsEmployer writes a message to the coach.
func (s *Service) WriteAsEmployer(ctx context.Context, employer marketplace.Actor, id marketplace.ID, d Draft) (Message, error) {
	i, err := s.received(ctx, employer, id)
	if err != nil {
		return Message{}, err
	}
	return s.write(ctx, employer, i, ByEmployer, d)
}

func (s *Service) write(ctx context.Context, writer marketplace.Actor, i Introduction, by Side, d Draft) (Message, error) {
	var f check.Fields
	d.Text = check.Text(d.Text)
	f.Need("text", d.Text != "")
	f.Text("text", d.Text, maxText)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Message{}, err
	}
	if !i.Open && i.State != Agreed {
		return Message{}, marketplace.Errorf(marketplace.Conflict, "introduction.state."+string(i.State))
	}
	m := Message{
		ID: s.IDs.For(ctx), Introduction: i.ID, By: by, Person: writer.Person, Org: writer.Org, Text: d.Text, ForClient: d.ForClient, At: s.Clock.Now(),
	}
	fact := s.fact(writer, "introduction.message_written", i)
	fact.Subject, fact.Data = s.messages.Subject(m.ID), map[string]string{"introduction": string(i.ID), "client": string(i.Client), "by": string(by)}
	_, err := s.messages.Insert(ctx, m.ID, m, fact)
	return m, err
}

// ThreadOf lists the messages of an introduction for the coach, oldest first.
func (s *Service) ThreadOf(ctx context.Context, coach marketplace.Actor, id marketplace.ID, page marketplace.Page) (marketplace.List[Message], error) {
	if _, err := s.coached(ctx, coach, id); err != nil {
		return marketplace.List[Message]{}, err
	}
	return s.thread(ctx, store.Query{Index: "introduction", Eq: []any{string(id)}}, page)
}

// ReceivedThread lists the messages of an introduction for the employer, oldest first.
func (s *Service) ReceivedThread(ctx context.Context, employer marketplace.Actor, id marketplace.ID, page marketplace.Page) (marketplace.List[Message], error) {
	if _, err := s.received(ctx, employer, id); err != nil {
		return marketplace.List[Message]{}, err
	}
	return s.thread(ctx, store.Query{Index: "introduction", Eq: []any{string(id)}}, page)
}

// MyThread lists the messages that are marked for the client, oldest first.
func (s *Service) MyThread(ctx context.Context, client marketplace.Actor, id marketplace.ID, page marketplace.Page) (marketplace.List[Message], error) {
	if _, err := s.mine(ctx, client, id); err != nil {
		return marketplace.List[Message]{}, err
	}
	return s.thread(ctx, store.Query{Index: "client", Eq: []any{string(id), true}}, page)
}

func (s *Service) thread(ctx context.Context, q store.Query, page marketplace.Page) (marketplace.List[Message], error) {
	out := marketplace.List[Message]{Items: []Message{}}
	q.Limit, q.After = page.Size(), page.After
	found, next, err := s.messages.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}
