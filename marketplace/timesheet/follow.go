package timesheet

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Follows lists the facts after which Follow has something to do.
func Follows() []string {
	return []string{
		"attendance.signed", "timesheet.built", "timesheet.set_aside", "timesheet.approved", "timesheet.undone", "timesheet.billed",
		"timesheet.numbered", "timesheet.unbilled", "timesheet.link_sent",
	}
}

// Follow builds the timesheet of a sheet that was signed, keeps the sheets locked for which that is asked now, and sends the
// letters of links. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	if f.Type == "attendance.signed" {
		return s.build(ctx, marketplace.ID(f.Data["order"]), marketplace.Date(f.Data["date"]))
	}
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.all.Get(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	if f.Type == "timesheet.link_sent" {
		return s.letter(ctx, f, e.Value)
	}
	return s.lockAll(ctx, e)
}

// lockAll makes every sheet of a timesheet locked or not, as the lines ask for it now, and looks again when somebody saved
// meanwhile: what was done last is what the lines asked for last.
func (s *Service) lockAll(ctx context.Context, e Entry) error {
	for {
		for _, x := range e.Value.Shifts {
			if err := s.lockSheet(ctx, e.Value, x.ID); err != nil {
				return err
			}
		}
		again, err := s.all.Get(ctx, e.ID)
		if err != nil || again.Rev == e.Rev {
			return err
		}
		e = again
	}
}

// lockSheet locks one sheet or lets it be corrected. One that is being corrected is left alone: when it is signed anew, the
// timesheet is built anew, and this asked again.
func (s *Service) lockSheet(ctx context.Context, t Timesheet, sheet marketplace.ID) error {
	l := t.lockOf(sheet)
	if l.key == "" {
		return s.Sheets.Unlock(ctx, sheet)
	}
	lang, err := s.speaks(ctx, t.Org, l.by)
	if err != nil {
		return err
	}
	err = s.Sheets.Lock(ctx, sheet, lang.T(l.key, "invoice", l.invoice))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return nil
	}
	return err
}

// speaks is the language of a member of an organisation; Finnish when there is none.
func (s *Service) speaks(ctx context.Context, org, who marketplace.ID) (i18n.Lang, error) {
	p, err := s.People.Person(ctx, marketplace.System(org), who)
	if marketplace.IsKind(err, marketplace.NotFound) {
		err = nil
	}
	return s.Bundle.In(i18n.ParseVoice(p.Lang)), err
}

// lock is why a sheet must not be corrected; the empty key says that it can be. It is told in the language of who signed off.
type lock struct {
	key     string
	invoice string
	by      marketplace.ID
}

// lockOf is why a sheet is locked: while everything on it is approved, so that what is disputed can be put right, and as long as
// something on it is billed.
func (t Timesheet) lockOf(sheet marketplace.ID) lock {
	lines := slices.DeleteFunc(slices.Clone(t.Lines), func(l line.Line) bool { return l.Source.Shift != sheet })
	at := slices.IndexFunc(lines, func(l line.Line) bool { return l.State == line.Invoiced })
	switch {
	case at >= 0 && lines[at].Number == "":
		return lock{"timesheet.lock.billing", "", lines[at].SignedOff.By}
	case at >= 0:
		return lock{"timesheet.lock.invoiced", lines[at].Number, lines[at].SignedOff.By}
	case len(lines) > 0 && !slices.ContainsFunc(lines, func(l line.Line) bool { return l.State != line.Approved }):
		return lock{"timesheet.lock.approved", "", lines[0].SignedOff.By}
	}
	return lock{}
}

// Told lists the facts about which somebody is told.
func Told() []string {
	return []string{
		"timesheet.signed_off", "timesheet.approved", "timesheet.disputed", "timesheet.answered", "timesheet.corrected", "timesheet.undone",
		"timesheet.reminded", "timesheet.escalated",
	}
}

// Tell puts what a fact says into the boxes of those whom it concerns: the contact of the order and who approves for them, the
// owners once it has waited long, or those of the organiser who bill. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.all.Get(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	t := e.Value
	n := notice.Notice{ID: f.ID, Kind: f.Type, At: f.At, Args: map[string]string{"title": t.Title, "week": string(t.Monday)}}
	switch f.Type {
	case "timesheet.approved", "timesheet.disputed", "timesheet.undone":
		n.Org, n.Path = t.Org, "/timesheets/"+string(t.ID)
		return s.Teller.Roles(ctx, n, request.Sellers()...)
	}
	if !t.shown() {
		return nil
	}
	n.Org, n.Path = t.Buyer, "/approvals/"+string(t.ID)
	if due := t.Due(); due != "" {
		n.Args["due"] = string(due)
	} else {
		return nil // decided meanwhile
	}
	if f.Type == "timesheet.escalated" {
		return s.Teller.Roles(ctx, n, marketplace.RoleOwner)
	}
	people, err := s.deciders(ctx, t)
	if err != nil {
		return err
	}
	return s.Teller.People(ctx, people, n)
}

// deciders are those of the buyer who are told that something waits: the contact, and who approves for them today.
func (s *Service) deciders(ctx context.Context, t Timesheet) ([]marketplace.ID, error) {
	a, err := s.standing(ctx, t.Buyer)
	out := []marketplace.ID{t.Contact}
	for _, x := range a.List {
		if x.For == t.Contact && x.covers(s.Clock.Today()) && !slices.Contains(out, x.Person) {
			out = append(out, x.Person)
		}
	}
	return out, err
}
