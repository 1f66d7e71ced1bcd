package notice

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	People People
	Sender notify.Sender
	Bundle *i18n.Bundle
	Origin string // where the pages are reached, such as "https://sovite.fi"
}

// People answers who somebody is, as a fellow member; NotFound once they have left. account does.
type People interface {
	Person(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error)
}

// Service holds the verbs of notices.
type Service struct {
	Deps
	facts marketplace.Facts
	boxes store.Collection[Box]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "notices", Indexes: []store.Index{{Name: "due", Fields: []string{"state", "due"}}}}}
}

// New makes the service.
func New(d Deps) *Service {
	d.Origin = strings.TrimRight(d.Origin, "/")
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, boxes: store.NewCollection[Box](d.Store, Schemas()[0])}
}

// Post puts a notice into a person's box. For reactions: the same notice again changes nothing.
func (s *Service) Post(ctx context.Context, person marketplace.ID, n Notice) error {
	_, err := s.change(ctx, person, func(b *Box) ([]marketplace.Fact, error) {
		next, isNew := b.with(n, s.Clock.Now())
		if !isNew {
			return nil, store.ErrUnchanged
		}
		*b = next
		return nil, nil
	})
	return err
}

// How is how the actor wants to be told.
func (s *Service) How(ctx context.Context, actor marketplace.Actor) (How, error) {
	if err := signedIn(actor); err != nil {
		return "", err
	}
	e, err := s.boxes.Get(ctx, actor.Person)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Daily, nil
	}
	return e.Value.How, err
}

// Choose says how the actor wants to be told from now on.
func (s *Service) Choose(ctx context.Context, actor marketplace.Actor, how How) error {
	if err := signedIn(actor); err != nil {
		return err
	}
	var f check.Fields
	f.OneOf("letters", string(how), string(Daily), string(AtOnce), string(None))
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return err
	}
	_, err := s.change(ctx, actor.Person, func(b *Box) ([]marketplace.Fact, error) {
		if b.How == how {
			return nil, store.ErrUnchanged
		}
		*b = b.chosen(how, s.Clock.Now())
		return []marketplace.Fact{s.facts.New(actor, "letters.chosen", s.boxes.Subject(actor.Person), "how", how)}, nil
	})
	return err
}

// Send sends every letter that is due. One that fails does not hold up the others; it is tried again the next time, under
// the same id.
func (s *Service) Send(ctx context.Context) error {
	var failed error
	q := store.Query{Index: "due", Eq: []any{stateWaiting}, To: marketplace.At(s.Clock().Add(time.Millisecond)).String()}
	err := s.boxes.Each(ctx, q, func(e store.Entry[Box]) error {
		if err := s.send(ctx, e.ID); err != nil {
			failed = err
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	return failed
}

// send sends one person's letter. It is written down before it goes, so that a letter that is sent twice is the same one.
func (s *Service) send(ctx context.Context, person marketplace.ID) error {
	e, err := s.change(ctx, person, func(b *Box) ([]marketplace.Fact, error) {
		if len(b.Sending) > 0 || len(b.Waiting) == 0 {
			return nil, store.ErrUnchanged
		}
		*b = b.sending(s.IDs())
		return nil, nil
	})
	if err != nil {
		return err
	}
	letter, ok, err := s.word(ctx, e.Value)
	if err == nil && ok {
		err = s.Sender.Send(ctx, letter)
	}
	if err != nil {
		return err
	}
	_, err = s.change(ctx, person, func(b *Box) ([]marketplace.Fact, error) {
		if b.Letter != e.Value.Letter {
			return nil, store.ErrUnchanged // another process was quicker
		}
		*b = b.sent(s.Clock.Now())
		return nil, nil
	})
	return err
}

// word makes the letter of a box; false when there is nobody to write to any more.
func (s *Service) word(ctx context.Context, b Box) (notify.Message, bool, error) {
	var lines []string
	var to account.Person
	members := map[marketplace.ID]bool{}
	lang := i18n.Lang{}
	for _, n := range b.Sending {
		if member, asked := members[n.Org]; asked && !member {
			continue
		}
		who, err := s.People.Person(ctx, marketplace.System(n.Org), b.Person)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return notify.Message{}, false, err
		}
		if members[n.Org] = err == nil; err != nil {
			continue
		}
		to, lang = who, s.Bundle.In(i18n.ParseVoice(who.Lang))
		lines = append(lines, lang.Render("notice."+n.Kind, n.Args)+"\n"+s.Origin+n.Path)
	}
	if len(lines) == 0 {
		return notify.Message{}, false, nil
	}
	subject := lang.N("mail.news.subject", len(lines))
	if len(lines) == 1 {
		subject, _, _ = strings.Cut(lines[0], "\n")
	}
	text := lang.T("mail.news.text", "news", strings.Join(lines, "\n\n"), "link", s.Origin+"/account#letters")
	return notify.Message{ID: b.Letter, Kind: "news", To: to.Email, Subject: subject, Text: text, Lang: lang.Code()}, true, nil
}

// change changes a person's box, which is made the first time.
func (s *Service) change(ctx context.Context, person marketplace.ID, decide func(*Box) ([]marketplace.Fact, error)) (store.Entry[Box], error) {
	e, err := store.Change(ctx, s.boxes, person, decide)
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return e, err
	}
	fresh := Box{Person: person, How: Daily}
	facts, err := decide(&fresh)
	if err != nil {
		return store.Entry[Box]{Value: fresh}, unlessUnchanged(err)
	}
	e, err = s.boxes.Insert(ctx, person, fresh, facts...)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return store.Change(ctx, s.boxes, person, decide)
	}
	return e, err
}

func unlessUnchanged(err error) error {
	if errors.Is(err, store.ErrUnchanged) {
		return nil
	}
	return err
}

// signedIn refuses whoever has no account; a client has none.
func signedIn(actor marketplace.Actor) error {
	switch {
	case actor.Person == "":
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	case slices.Contains(actor.Roles, marketplace.RoleClient), slices.Contains(actor.Roles, marketplace.RoleSupporter):
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return nil
}
