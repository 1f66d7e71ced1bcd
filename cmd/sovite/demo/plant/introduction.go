package plant

import (
	"context"
	"errors"
	"time"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/introduction"
)

// introduction asks a client, lets the client say yes and brings the introduction into its state, each by those who may.
func (s *seeder) introduction(ctx context.Context, data demo.Data, d demo.Introduction) error {
	*s.back = time.Duration(d.Ago) * 24 * time.Hour
	defer func() { *s.back = 0 }()
	client := data.Client(d.Client)
	coach := marketplace.Actor{Person: client.Coach, Org: client.Org, Roles: []marketplace.Role{marketplace.RoleCoach}, Lang: "fi"}
	task, err := s.Tasks.Get(ctx, coach, d.Task)
	if err != nil {
		return err
	}
	err = s.named(d.ID, func() error {
		_, err := s.Consents.Ask(ctx, coach, d.Client, consent.Request{
			Purpose: consent.Introduction, Receiver: task.Value.Org, Task: d.Task,
			Fields: []consent.Field{consent.FirstName, consent.Strengths, consent.Goal, consent.AvailableTimes, consent.SupportWanted, consent.Contact},
		})
		return err
	})
	if err != nil || d.State == demo.Asked {
		return err
	}
	me := marketplace.Actor{Person: d.Client, Org: client.Org, Roles: []marketplace.Role{marketplace.RoleClient}, Lang: client.Lang}
	who, err := s.Profiles.Find(ctx, d.Client)
	if err != nil {
		return err
	}
	if _, err = s.Consents.Give(ctx, me, d.ID, consent.Answer{Present: "coach", Version: who.Version}); there(err) != nil {
		return err
	}
	if _, err = s.Introductions.Send(ctx, coach, d.ID); there(err) != nil {
		return err
	}
	employer := marketplace.Actor{Person: d.Employer, Org: task.Value.Org, Roles: []marketplace.Role{marketplace.RoleEmployer}, Lang: "fi"}
	return errors.Join(s.messages(ctx, coach, employer, d), s.bring(ctx, coach, employer, me, d))
}

// messages writes what the two sides wrote, once.
func (s *seeder) messages(ctx context.Context, coach, employer marketplace.Actor, d demo.Introduction) error {
	id := introduction.IDOf(d.ID)
	before, err := s.Introductions.ThreadOf(ctx, coach, id, marketplace.Page{})
	if err != nil {
		return err
	}
	for n, m := range d.Messages {
		if n < len(before.Items) {
			continue
		}
		write, writer := s.Introductions.WriteAsCoach, coach
		if m.By == introduction.ByEmployer {
			write, writer = s.Introductions.WriteAsEmployer, employer
		}
		if _, err := write(ctx, writer, id, introduction.Draft{Text: m.Text, ForClient: m.ForClient}); err != nil {
			return err
		}
	}
	return nil
}

// bring makes the moves that lead to the state.
func (s *seeder) bring(ctx context.Context, coach, employer, me marketplace.Actor, d demo.Introduction) error {
	id, day := introduction.IDOf(d.ID), func(n int) marketplace.Date {
		return marketplace.DateOf(s.Clock().AddDate(0, 0, n), time.UTC)
	}
	now, err := s.Introductions.Of(ctx, coach, id)
	if err != nil || now.State == d.State {
		return err
	}
	if d.State != introduction.Sent && d.State != introduction.Unanswered {
		if _, err := s.Introductions.Read(ctx, employer, id); err != nil {
			return err
		}
	}
	switch d.State {
	case introduction.Proposed:
		_, err = s.Introductions.Propose(ctx, employer, id, day(d.Day))
	case introduction.Meeting:
		_, err = s.Introductions.Confirm(ctx, coach, id, day(d.Day))
	case introduction.Trial:
		_, err = s.Introductions.Try(ctx, coach, id, day(d.From), day(d.Day))
	case introduction.Offered:
		_, err = s.Introductions.Offer(ctx, employer, id)
	case introduction.Agreed:
		if _, err = s.Introductions.Offer(ctx, employer, id); there(err) == nil {
			_, err = s.Introductions.Agree(ctx, coach, id)
		}
	case introduction.Refused:
		_, err = s.Introductions.Refuse(ctx, employer, id, introduction.Refusal{Reason: d.Reason, Note: d.Text})
	case introduction.Withdrawn:
		_, err = s.Introductions.TakeBack(ctx, me, id)
	case introduction.Unanswered:
		*s.back = 0
		err = s.Introductions.Work(ctx)
	case introduction.Sent, introduction.Seen:
	}
	return err
}
