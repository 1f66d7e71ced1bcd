package timesheet

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// ApprovePath is the path of the page to which links lead; the token follows after a slash.
const ApprovePath = "/approve"

// Link lets a named person decide once about a timesheet without an account. Its token is not stored: it is worked out again
// when the letter is sent and when it comes back.
type Link struct {
	ID      marketplace.ID      `json:"id"`
	Guest   Guest               `json:"guest"`
	Salt    string              `json:"salt"`
	By      marketplace.ID      `json:"by"` // who sent it
	Created marketplace.Instant `json:"created"`
	Expires marketplace.Instant `json:"expires"`
	Used    marketplace.Instant `json:"used"` // when its holder decided
	Revoked marketplace.Instant `json:"revoked"`
}

// Guest is whom a link is for.
type Guest struct {
	Name  string `json:"name"` // at most 80 characters; stands as the approver
	Email string `json:"email"`
	Lang  string `json:"lang"`
}

// Opens says whether a link can be used at a moment.
func (l Link) Opens(now marketplace.Instant) bool {
	return l.Used.IsZero() && l.Revoked.IsZero() && now.Time().Before(l.Expires.Time())
}

const tokenPurpose = "timesheet link"

// claim is what a link's token names: its timesheet and itself.
func (l Link) claim(t marketplace.ID) string { return string(t) + "~" + string(l.ID) }

// SendLink sends a link to a named person, for those who approve, under an id of the caller's: sending it again changes
// nothing. It opens for seven days and decides once. Conflict when too many are open or were sent.
func (s *Service) SendLink(ctx context.Context, actor marketplace.Actor, id, link marketplace.ID, g Guest) (Timesheet, error) {
	if _, err := s.theirs(ctx, actor, id); err != nil {
		return Timesheet{}, err
	}
	g, err := g.checked()
	if err != nil {
		return Timesheet{}, err
	}
	salt, err := s.Vault.Random(16)
	if err != nil {
		return Timesheet{}, err
	}
	t, err := s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		now := s.Clock.Now()
		open := 0
		for _, l := range t.Links {
			if l.ID == link {
				return t, nil, store.ErrUnchanged
			}
			if l.Opens(now) {
				open++
			}
		}
		switch {
		case !link.Valid() || strings.Contains(string(link), "~"):
			return t, nil, notFound()
		case !t.Waits:
			return t, nil, marketplace.Errorf(marketplace.Conflict, "timesheet.nothing_waits")
		case open >= maxOpenLinks || len(t.Links) >= maxLinks:
			return t, nil, marketplace.Errorf(marketplace.Conflict, "timesheet.links_full", "open", maxOpenLinks, "max", maxLinks)
		}
		l := Link{ID: link, Guest: g, Salt: salt, By: actor.Person, Created: now, Expires: days(now, linkDays)}
		t.Links = append(slices.Clone(t.Links), l)
		return t, []event{{"timesheet.link_sent", []any{"link", link}}}, nil
	})
	return t.forBuyer(), err
}

// checked is the guest in its stored form; Invalid unless there is a name and an address.
func (g Guest) checked() (Guest, error) {
	var f check.Fields
	email, good := check.Email(g.Email)
	if !good {
		f.Add("email", "field.email", "value", g.Email)
	}
	g.Name, g.Email = check.Text(g.Name), email
	f.Need("name", g.Name != "")
	f.Text("name", g.Name, maxName)
	f.OneOf("lang", g.Lang, check.Words(i18n.Languages())...)
	return g, marketplace.InvalidFields(f.Errors())
}

// RevokeLink takes a link back, for those who approve.
func (s *Service) RevokeLink(ctx context.Context, actor marketplace.Actor, id, link marketplace.ID) (Timesheet, error) {
	if _, err := s.theirs(ctx, actor, id); err != nil {
		return Timesheet{}, err
	}
	t, err := s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		at := slices.IndexFunc(t.Links, func(l Link) bool { return l.ID == link })
		switch {
		case at < 0:
			return t, nil, notFound()
		case !t.Links[at].Opens(s.Clock.Now()):
			return t, nil, store.ErrUnchanged
		}
		t.Links = slices.Clone(t.Links)
		t.Links[at].Revoked = s.Clock.Now()
		return t, []event{{"timesheet.link_revoked", []any{"link", link}}}, nil
	})
	return t.forBuyer(), err
}

// Look shows the holder of a link what there is to decide. Every link that opens nothing, for whatever reason, is the same
// NotFound "timesheet.no_link".
func (s *Service) Look(ctx context.Context, token string) (Timesheet, Guest, error) {
	id, err := s.claimed(ctx, token)
	if err != nil {
		return Timesheet{}, Guest{}, err
	}
	var guest Guest
	t, err := s.keep(ctx, marketplace.Actor{}, id, func(t Timesheet) (Timesheet, []event, error) {
		at, err := s.opening(t, token)
		if err != nil {
			return t, nil, err
		}
		guest = t.Links[at].Guest
		return t.opened()
	})
	return t.forGuest(), guest, err
}

// Decision is what somebody decides about several lines at once.
type Decision struct {
	Approve []line.Seen
	Dispute []DisputedLine
}

// DisputedLine is a no to one line.
type DisputedLine struct {
	line.Seen
	line.Objection
}

// Decide decides for the holder of a link, once: in the same write the link is used up. It opens again for lines alone that
// said something else by then.
func (s *Service) Decide(ctx context.Context, token string, d Decision) (Timesheet, []line.Outcome, error) {
	d, err := d.checked()
	if err != nil {
		return Timesheet{}, nil, err
	}
	id, err := s.claimed(ctx, token)
	if err != nil {
		return Timesheet{}, nil, err
	}
	var outcomes []line.Outcome
	t, err := s.keep(ctx, marketplace.Actor{}, id, func(t Timesheet) (Timesheet, []event, error) {
		at, err := s.opening(t, token)
		if err != nil {
			return t, nil, err
		}
		link := t.Links[at]
		after, out, events := t.decided(d, line.Who{Name: link.Guest.Name, Link: link.ID}, s.Clock.Now())
		outcomes = out
		if len(events) == 0 {
			return t, nil, store.ErrUnchanged
		}
		if !slices.ContainsFunc(out, func(o line.Outcome) bool { return o.Status == line.Changed }) {
			after.Links = slices.Clone(after.Links)
			after.Links[at].Used = s.Clock.Now()
		}
		return after, events, nil
	})
	return t.forGuest(), outcomes, err
}

func (d Decision) checked() (Decision, error) {
	if len(d.Approve)+len(d.Dispute) > maxLines {
		return d, marketplace.Errorf(marketplace.TooLarge, "timesheet.full", "max", maxLines)
	}
	var f check.Fields
	d.Dispute = slices.Clone(d.Dispute)
	for i := range d.Dispute {
		d.Dispute[i].Objection = d.Dispute[i].Checked(&f, check.At("dispute", i)+".")
	}
	return d, marketplace.InvalidFields(f.Errors())
}

// decided is the timesheet after a decision, with the facts that tell of it; none when nothing moved. It is pure.
func (t Timesheet) decided(d Decision, who line.Who, now marketplace.Instant) (Timesheet, []line.Outcome, []event) {
	var events []event
	t, outcomes, n := t.moved(line.Move{Event: line.Approve, Who: who, Now: now}, d.Approve)
	if n > 0 {
		events = append(events, event{"timesheet.approved", []any{"lines", n, "link", who.Link}})
	}
	no := 0
	for _, x := range d.Dispute {
		m := disputing(x.Objection, who)
		m.Now = now
		var out []line.Outcome
		t, out, n = t.moved(m, []line.Seen{x.Seen})
		outcomes, no = append(outcomes, out...), no+n
	}
	if no > 0 {
		events = append(events, event{"timesheet.disputed", []any{"lines", no, "link", who.Link}})
	}
	return t, outcomes, events
}

// claimed is the timesheet that a token names, whether or not it is right.
func (s *Service) claimed(ctx context.Context, token string) (marketplace.ID, error) {
	claim, _, ok := secret.SplitToken(token)
	id, _, parted := strings.Cut(claim, "~")
	if !ok || !parted || !marketplace.ID(id).Valid() {
		return "", noLink()
	}
	e, err := s.all.Get(ctx, marketplace.ID(id))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return "", noLink()
	}
	if err == nil {
		_, err = s.opening(e.Value, token)
	}
	return marketplace.ID(id), err
}

// opening is the place of the link that a token opens.
func (s *Service) opening(t Timesheet, token string) (int, error) {
	claim, code, _ := secret.SplitToken(token)
	at := slices.IndexFunc(t.Links, func(l Link) bool { return l.claim(t.ID) == claim })
	if at < 0 || !s.Vault.Checks(code, tokenPurpose, claim, t.Links[at].Salt) || !t.Links[at].Opens(s.Clock.Now()) {
		return 0, noLink()
	}
	return at, nil
}

func noLink() error { return marketplace.Errorf(marketplace.NotFound, "timesheet.no_link") }

// letter sends the letter of a link, if it still opens. The token stands nowhere but in the letter.
func (s *Service) letter(ctx context.Context, f marketplace.Fact, t Timesheet) error {
	at := slices.IndexFunc(t.Links, func(l Link) bool { return string(l.ID) == f.Data["link"] })
	if at < 0 || !t.Links[at].Opens(s.Clock.Now()) {
		return nil
	}
	l := t.Links[at]
	token, err := s.Vault.Token(tokenPurpose, l.claim(t.ID), l.Salt)
	if err != nil {
		return err
	}
	org, err := s.Teller.Accounts.PublicOrganisation(ctx, t.Buyer)
	if err != nil {
		return err
	}
	lang := s.Bundle.In(i18n.ParseVoice(l.Guest.Lang))
	args := map[string]string{
		"name": l.Guest.Name, "org": org.Name, "title": t.Title, "week": string(t.Monday), "until": string(l.Expires.Day().AddDays(-1)),
		"link": strings.TrimRight(s.Origin, "/") + ApprovePath + "/" + token,
	}
	return s.Sender.Send(ctx, notify.Message{
		ID: f.ID, Kind: "timesheet", To: l.Guest.Email, Lang: lang.Code(),
		Subject: lang.Render("mail.timesheet.subject", args), Text: lang.Render("mail.timesheet.text", args),
	})
}

// LinkIDOf is the id of the link that is sent with a key of the caller's.
func LinkIDOf(t marketplace.ID, key string) marketplace.ID {
	return marketplace.ID("link" + digest(string(t), key))
}
