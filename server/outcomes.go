package server

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/outcome"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/profile"
)

// cases hands over what is known of the clients of a provider: from the profile, the course, the meetings with employers
// and the placements.
func (p *Parts) cases(ctx context.Context, org, coach marketplace.ID, do func(outcome.Case) error) error {
	reader := marketplace.System(org)
	if coach != "" {
		reader = marketplace.Actor{Person: coach, Org: org, Roles: []marketplace.Role{marketplace.RoleCoach}}
	}
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := p.Profiles.Caseload(ctx, reader, page)
		if err != nil {
			return err
		}
		for _, c := range list.Items {
			one, err := p.caseOf(ctx, c)
			if err != nil {
				return err
			}
			if err := do(one); err != nil {
				return err
			}
		}
		if list.Next == "" {
			return nil
		}
		page.After = list.Next
	}
}

func (p *Parts) caseOf(ctx context.Context, c profile.Client) (outcome.Case, error) {
	first, err := p.Profiles.VersionAt(ctx, marketplace.System(c.Org), c.ID, 1, outcome.Purpose)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return outcome.Case{}, err
	}
	out := outcome.Case{
		Client: c.ID, Coach: c.Coach, Referral: outcome.Referral{Accepted: finnishDay(c.Created)}, Engaged: finnishDay(first.Saved),
		Open: c.Status == profile.Active, Knows: outcome.Knows{Contacts: true, Jobs: true},
	}
	course, err := p.Coaching.CourseOf(ctx, c.ID)
	switch {
	case err == nil:
		out = withCourse(out, course)
	case !marketplace.IsKind(err, marketplace.NotFound):
		return outcome.Case{}, err
	}
	err = p.Coaching.EachMeeting(ctx, c.ID, func(m coaching.Meeting) error {
		out.Contacts = append(out.Contacts, outcome.Contact{ID: m.ID, Coach: m.Coach, On: m.Day, FaceToFace: m.Face})
		return nil
	})
	if err != nil {
		return outcome.Case{}, err
	}
	return out, p.Placements.EachOf(ctx, c.Org, c.ID, func(one placement.Placement) error {
		if one.Started != "" {
			out.Jobs = append(out.Jobs, episode(one))
		}
		return nil
	})
}

// withCourse takes the referral and the end from the newest course; who has none counts as accepted on the day they came
// onto a caseload.
func withCourse(out outcome.Case, course coaching.Course) outcome.Case {
	out.Knows.Referral, out.Referral = true, outcome.Referral{Received: course.Referral.Received}
	if course.Referral.Taken {
		out.Referral.Accepted = course.Referral.Answered
	}
	if n := len(course.Moves); n > 0 && course.State == coaching.Ended {
		out.Ended = course.Moves[n-1].On
	}
	return out
}

// episode is a placement that began as the outcomes see it. Shifts of gig work that were done are added up; other work is
// counted in full weeks as agreed, up to the last day on which a follow-up found that it went on, or it ended.
func episode(one placement.Placement) outcome.Episode {
	terms, _ := one.InForce()
	out := outcome.Episode{ID: one.ID, Form: terms.Form, Start: one.Started, End: lastDay(one), Seen: one.Started, Forecast: one.Forecast}
	worked := 0
	for _, j := range one.Jobs {
		if j.State == "done" {
			worked, out.Seen = worked+j.Minutes, max(out.Seen, j.Date)
		}
	}
	for _, v := range one.Visits {
		if v.State == support.Held {
			out.Seen = max(out.Seen, v.Date)
		}
	}
	if terms.WeekMinutes > 0 {
		week := terms.WeekMinutes
		out.Week = &week
		last := out.Seen
		if out.End != "" {
			last = out.End
		}
		worked = max(worked, week*int(last.Time().Sub(out.Start.Time()).Hours()/(7*24)))
	}
	if worked > 0 {
		out.Worked = &worked
	}
	if terms.Wage.Kind == "hour" && terms.Wage.Cents > 0 {
		out.Wage = &terms.Wage.Cents
	}
	return out
}

// finnishDay is the calendar day in Finland, or at most one winter hour ahead of it, as the slices reckon; empty for no
// moment.
func finnishDay(i marketplace.Instant) marketplace.Date {
	if i.IsZero() {
		return ""
	}
	return i.Day()
}
