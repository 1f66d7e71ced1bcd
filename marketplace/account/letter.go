package account

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// Letter is a message that a fact asks for, ready to be worded: Kind names the message keys ("mail.<kind>.subject" and
// ".text"), Token is the secret part of the link, empty if there is none. It is made when the message is sent and kept
// nowhere.
type Letter struct {
	Kind  string // "invitation", "signup", "known" (a sign-up of an address that has an account) or "reset"
	To    string
	Name  string
	Lang  string
	Token string
	Args  map[string]string
}

// LetterFacts lists the facts that ask for a message.
func LetterFacts() []string { return []string{"person.invited", "signup.requested", "reset.requested"} }

// Letter makes the message that a fact asks for; false if there is none to send, because the link was used or expired
// meanwhile or nobody has the address. For the program itself: no person may read another's link.
func (s *Service) Letter(ctx context.Context, f marketplace.Fact) (Letter, bool, error) {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.links.Get(ctx, marketplace.ID(id))
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && !e.Value.open(s.clock.Now()) {
		return Letter{}, false, nil
	}
	if err != nil {
		return Letter{}, false, err
	}
	l := e.Value
	if l.Kind == LinkReset {
		return s.resetLetter(ctx, l)
	}
	return s.welcomeLetter(ctx, l)
}

func (s *Service) resetLetter(ctx context.Context, l link) (Letter, bool, error) {
	if l.Person == "" {
		return Letter{}, false, nil
	}
	p, err := s.people.Get(ctx, l.Person)
	if err != nil || !s.proves(l.Proof, p.Value) {
		return Letter{}, false, err
	}
	token, err := l.token(s.vault)
	return Letter{Kind: "reset", To: p.Value.Email, Name: p.Value.Name, Lang: p.Value.Lang, Token: token}, err == nil, err
}

func (s *Service) welcomeLetter(ctx context.Context, l link) (Letter, bool, error) {
	p, err := s.byEmail(ctx, l.Email)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return Letter{}, false, err
	}
	out := Letter{Kind: string(l.Kind), To: l.Email, Name: p.Name, Lang: l.Lang, Args: map[string]string{}}
	if p.ID != "" {
		out.Lang = p.Lang
	}
	if l.Kind == LinkSignUp && p.ID != "" {
		out.Kind = "known"
		return out, true, nil
	}
	if l.Org != "" {
		o, err := s.orgs.Get(ctx, l.Org)
		if err != nil {
			return Letter{}, false, err
		}
		out.Args["org"] = o.Value.Name
	}
	out.Token, err = l.token(s.vault)
	return out, err == nil, err
}
