package choice

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
)

// PurposeExport is the purpose under which handing out a client's rankings and choices is recorded as a read.
const PurposeExport = "export"

// About is one choice that was made, with the task that it is about.
type About struct {
	Task marketplace.ID `json:"task"`
	Made
}

// Event is one ranking with what was chosen on it.
type Event struct {
	discovery.Event
	Choices []About `json:"choices"`
}

// Export is one page of what is kept about how tasks were ranked for a client and what was chosen, newest ranking first.
type Export struct {
	Client   marketplace.ID
	Code     string // the pseudonym
	Rankings []Event
	Choices  []About // made on no ranking; on the first page only
	Next     string
}

// Export hands out a client's rankings with the choices made on each: to coaches of the client with the notes, for
// access requests, and to auditors of the organisation without. It is recorded as a read. For everybody else it is
// NotFound.
func (s *Service) Export(ctx context.Context, actor marketplace.Actor, client marketplace.ID, page marketplace.Page) (Export, error) {
	c, reader, notes, err := s.exporting(ctx, actor, client)
	if err != nil {
		return Export{}, err
	}
	made, err := s.madeFor(ctx, c, notes)
	if err != nil {
		return Export{}, err
	}
	list, err := s.Discovery.Rankings(ctx, reader, client, page)
	if err != nil {
		return Export{}, err
	}
	out := Export{Client: c.ID, Code: c.Code, Rankings: []Event{}, Choices: []About{}, Next: list.Next}
	if page.After == "" {
		out.Choices = append(out.Choices, made[""]...)
	}
	for _, r := range list.Items {
		e, err := s.Discovery.Event(ctx, reader, r.ID, "")
		if err != nil {
			return Export{}, err
		}
		out.Rankings = append(out.Rankings, Event{e, append([]About{}, made[r.ID]...)})
	}
	return out, nil
}

// exporting decides who may have a client's record, as whom it is read and whether with the notes, and writes the read
// down.
func (s *Service) exporting(ctx context.Context, actor marketplace.Actor, client marketplace.ID) (profile.Client, marketplace.Actor, bool, error) {
	reader, notes := actor, true
	c, err := s.Profiles.Client(ctx, reader, client)
	if err != nil && actor.Has(marketplace.RoleAuditor) && !actor.System {
		reader, notes = marketplace.System(actor.Org), false
		c, err = s.Profiles.Client(ctx, reader, client)
	}
	if err == nil && !actor.System {
		err = s.Profiles.Reads.Seen(ctx, actor, "clients/"+string(client), PurposeExport, c.Org)
	}
	return c, reader, notes, err
}

// madeFor are all choices that were made for a client, by the ranking on which they were made, newest task first.
func (s *Service) madeFor(ctx context.Context, c profile.Client, notes bool) (map[marketplace.ID][]About, error) {
	out := map[marketplace.ID][]About{}
	q := store.Query{Index: "client", Eq: []any{c.Org, c.ID}, Desc: true}
	return out, s.choices.Each(ctx, q, func(e Entry) error {
		if !notes {
			e.Value = e.Value.withoutNotes()
		}
		for _, m := range e.Value.all() {
			out[m.Ranking] = append(out[m.Ranking], m)
		}
		return nil
	})
}

// all is every choice of the document, oldest first.
func (c Choice) all() []About {
	out := make([]About, 0, len(c.Earlier)+1)
	for _, m := range c.Earlier {
		out = append(out, About{c.Task, m})
	}
	return append(out, About{c.Task, c.Made})
}

// Event gives a ranking with its log and the choices made on it, without notes, to whom discovery gives the ranking; of
// a task only what concerns that task.
func (s *Service) Event(ctx context.Context, actor marketplace.Actor, id, of marketplace.ID) (Event, error) {
	e, err := s.Discovery.Event(ctx, actor, id, of)
	if err != nil {
		return Event{}, err
	}
	out := Event{Event: e, Choices: []About{}}
	made, err := s.madeFor(ctx, profile.Client{ID: e.Client, Org: e.Org}, false)
	for _, m := range made[id] {
		if of == "" || m.Task == of {
			out.Choices = append(out.Choices, m)
		}
	}
	return out, err
}
