package profile

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// Card is what a receiver sees of a client: the pseudonym, and the fields that the client said yes to. Nothing else is in
// it, not even that there is more.
type Card struct {
	Code  string     `json:"code"`
	Lines []CardLine `json:"lines"`
}

// CardLine is one line of a card: at least one value. Path and Vocab are as in Change.
type CardLine struct {
	Field  consent.Field `json:"field"`
	Path   string        `json:"path"`
	Vocab  string        `json:"vocab,omitempty"`
	Values []string      `json:"values"`
}

// Subject is what a card can be made from.
type Subject struct {
	Content Content
	Name    string
	Lang    string // the language in which the client is served
	Contact string // the coach, through whom the client is reached
}

// NewCard makes the card of a client with the fields of a consent, in the order of the fields. It is pure, and what is not
// among the fields changes no byte of it. A field that says nothing has no line.
func NewCard(s Subject, fields []consent.Field, code string) Card {
	card := Card{Code: code, Lines: []CardLine{}}
	spelt := s.fields()
	for _, f := range fields {
		for _, path := range spelt.paths {
			line := spelt.values[path]
			if fieldOf(path) == f && len(line.values) > 0 {
				card.Lines = append(card.Lines, CardLine{Field: f, Path: path, Vocab: line.vocab, Values: line.values})
			}
		}
	}
	return card
}

// fields spells the subject out: the content, and what stands beside it.
func (s Subject) fields() *fieldList {
	l := s.Content.fields()
	first, _, _ := strings.Cut(strings.TrimSpace(s.Name), " ")
	l.text("first_name", "", first)
	l.text("full_name", "", strings.TrimSpace(s.Name))
	l.text("lang", "language", s.Lang)
	l.text("contact", "", s.Contact)
	return l
}

// fieldOf is the field of a card under which a path of the profile may be told; empty for what can be told to nobody.
func fieldOf(path string) consent.Field {
	head, rest, listed := strings.Cut(path, "[")
	if listed {
		_, what, _ := strings.Cut(rest, "]")
		head += what
	}
	switch head {
	case "first_name":
		return consent.FirstName
	case "full_name":
		return consent.FullName
	case "strengths":
		return consent.Strengths
	case "goal.text", "goal.occupations":
		return consent.Goal
	case "experience.title":
		return consent.ExperienceTitles
	case "education.name", "education.year":
		return consent.Education
	case "skills", "esco_skills":
		return consent.Skills
	case "certificates":
		return consent.Certificates
	case "lang":
		return consent.Languages
	case "availability.week_minutes.min", "availability.week_minutes.max", "availability.day_minutes", "availability.weekdays",
		"availability.shifts", "availability.from":
		return consent.AvailableTimes
	case "support":
		return consent.SupportWanted
	case "adaptations":
		return consent.AdaptationsWanted
	case "contact":
		return consent.Contact
	}
	return ""
}

// ReadCard is how a receiver reads a card: an employer or owner of the organisation that the consent names, while it
// holds. The read is recorded with its purpose and the consent before anything is shown. Under a consent of somebody
// else, one that was taken back or ran out, and one that never was: the same NotFound.
func (s *Service) ReadCard(ctx context.Context, receiver marketplace.Actor, id marketplace.ID) (Card, consent.Consent, error) {
	held, err := s.Consents.Held(ctx, receiver, id)
	if err != nil {
		return Card{}, consent.Consent{}, err
	}
	card, err := s.card(ctx, held, held.Version)
	if err != nil {
		return Card{}, consent.Consent{}, err
	}
	if err := s.Reads.SeenUnder(ctx, receiver, s.clients.Subject(held.Client), string(held.Purpose), held.Org, held.ID); err != nil {
		return Card{}, consent.Consent{}, err
	}
	return card, held, nil
}

// PreviewCard shows a coach the card that a request would make, from the newest version. The read is recorded.
func (s *Service) PreviewCard(ctx context.Context, coach marketplace.Actor, client marketplace.ID, fields []consent.Field) (Card, error) {
	v, err := s.Current(ctx, coach, client, "consent")
	if err != nil {
		return Card{}, err
	}
	e, err := s.own(ctx, coach, client)
	if err != nil {
		return Card{}, err
	}
	return s.cardOf(ctx, e.Value, v.Content, fields)
}

// MyCard is the card of one of the client's own consents: as the receiver sees it, or would if the client said yes now.
// Version is the version of the profile from which it is made; give it with the answer.
func (s *Service) MyCard(ctx context.Context, client marketplace.Actor, c consent.Consent) (card Card, version int, err error) {
	if !client.IsClient() || client.Person != c.Client {
		return Card{}, 0, notFound()
	}
	if version, err = s.versionUnder(ctx, c); err != nil {
		return Card{}, 0, err
	}
	card, err = s.card(ctx, c, version)
	return card, version, err
}

// CardUnder is the card of an open consent, for a slice that has made sure who reads it and records the read: from the version
// that the client said yes to or, while it waits for the answer, from the newest.
func (s *Service) CardUnder(ctx context.Context, c consent.Consent) (Card, error) {
	version, err := s.versionUnder(ctx, c)
	if err != nil {
		return Card{}, err
	}
	return s.card(ctx, c, version)
}

// versionUnder is the version of the profile from which the card of a consent is made.
func (s *Service) versionUnder(ctx context.Context, c consent.Consent) (int, error) {
	if c.Version > 0 {
		return c.Version, nil
	}
	v, err := s.newest(ctx, c.Client)
	return v.Number, err
}

// card makes the card of a consent from one version of the profile.
func (s *Service) card(ctx context.Context, c consent.Consent, version int) (Card, error) {
	e, err := s.clients.Get(ctx, c.Client)
	if err != nil {
		return Card{}, err
	}
	v := Version{}
	if version > 0 {
		found, err := s.versions.Get(ctx, versionID(c.Client, version))
		if err != nil {
			return Card{}, err
		}
		v = found.Value
	}
	return s.cardOf(ctx, e.Value, v.Content, c.Fields)
}

func (s *Service) cardOf(ctx context.Context, c Client, content Content, fields []consent.Field) (Card, error) {
	contact, err := s.Contact(ctx, c.Org, c.Coach)
	if err != nil {
		return Card{}, err
	}
	return NewCard(Subject{Content: content, Name: c.Name, Lang: c.Lang, Contact: contact}, fields, c.Code), nil
}
