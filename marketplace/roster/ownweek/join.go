package ownweek

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/store"
)

// Code makes the eight digits with which a member, on the same day and once, links their own page. Asked for again it is
// another one, and the one before is of no use any more. For whoever plans: NotFound for a member of another organiser.
func (s *Service) Code(ctx context.Context, actor marketplace.Actor, member marketplace.ID) (string, error) {
	m, err := s.Rosters.Member(ctx, actor, member)
	if err != nil {
		return "", err
	}
	if m.Value.Left {
		return "", marketplace.Errorf(marketplace.Conflict, "roster.left")
	}
	e, err := s.invites.Get(ctx, member)
	fresh := marketplace.IsKind(err, marketplace.NotFound)
	if err != nil && !fresh {
		return "", err
	}
	for range maxDraws {
		e.Value = Invite{Member: member, Org: actor.Org, Day: s.Clock.Today(), Draw: e.Value.Draw + 1}
		code, tag, err := s.digits(e.Value)
		if err != nil {
			return "", err
		}
		if e.Value.Tag = tag; fresh {
			_, err = s.invites.Insert(ctx, member, e.Value)
		} else {
			_, err = s.invites.Save(ctx, e)
		}
		if !marketplace.IsKind(err, marketplace.Conflict) {
			return code, err
		}
	}
	return "", marketplace.Errorf(marketplace.Conflict, "error.stale")
}

// maxDraws is how often another code is drawn when somebody else has the same.
const maxDraws = 20

// digits are the code of an invite, and the tag by which it is found.
func (s *Service) digits(i Invite) (code, tag string, err error) {
	text, err := s.Codes.Code("own week", string(i.Member), string(i.Day), strconv.Itoa(i.Draw))
	if err != nil {
		return "", "", err
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < 8 {
		return "", "", fmt.Errorf("a code of %d characters: %w", len(text), err)
	}
	code = fmt.Sprintf("%08d", binary.BigEndian.Uint64(raw)%100_000_000)
	tag, err = s.tag(i.Day, code)
	return code, tag, err
}

func (s *Service) tag(day marketplace.Date, code string) (string, error) {
	return s.Codes.Code("own week tag", string(day), code)
}

// Join is a client's yes to seeing their own shifts: whoever types the code of the day is its member from then on. It may run
// twice. Invalid, in the same words, for a code that is wrong, of another day or used.
func (s *Service) Join(ctx context.Context, client marketplace.Actor, code string) (Link, error) {
	if !client.IsClient() {
		return Link{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	tag, err := s.tag(s.Clock.Today(), strings.Join(strings.Fields(code), ""))
	if err != nil {
		return Link{}, err
	}
	invite, err := s.invites.First(ctx, store.Query{Index: "tag", Eq: []any{tag}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Link{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("code", "ownweek.unknown_code")})
	}
	if err != nil {
		return Link{}, err
	}
	org := invite.Value.Org
	if _, err := s.Consents.Allow(ctx, client, org); err != nil {
		return Link{}, err
	}
	l := Link{ID: linkID(client.Person, org), Client: client.Person, Org: org, Member: invite.Value.Member, At: s.Clock.Now()}
	if err := s.put(ctx, l); err != nil {
		return l, err
	}
	invite.Value.Tag = "used " + string(invite.Value.Member) // the code works once
	_, err = s.invites.Save(ctx, invite)
	return l, err
}

// put keeps a link in the place of the one before.
func (s *Service) put(ctx context.Context, l Link) error {
	e, err := s.links.Get(ctx, l.ID)
	if marketplace.IsKind(err, marketplace.NotFound) {
		_, err = s.links.Insert(ctx, l.ID, l)
		return err
	}
	e.Value = l
	_, save := s.links.Save(ctx, e)
	return cmp.Or(err, save)
}

// Follows lists the facts after which a link is not kept any more.
func Follows() []string { return []string{"consent.withdrawn", "consent.expired"} }

// Follow removes a link whose consent is over. Nothing depends on it being done: nothing is read under it from that moment on. It
// may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	if f.Data["purpose"] != string(consent.OwnShifts) {
		return nil
	}
	client, org := marketplace.ID(f.Data["client"]), marketplace.ID(f.Data["receiver"])
	_, err := s.Consents.Active(ctx, client, org, consent.OwnShifts, s.Clock.Today())
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return err // it was allowed anew
	}
	e, err := s.links.Get(ctx, linkID(client, org))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.links.Delete(ctx, e)
}
