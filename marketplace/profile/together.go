package profile

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Together says when a coach and the client went through the profile and agreed that it is right (vahvistettu yhdessä).
type Together struct {
	On      marketplace.Date `json:"on"`
	Present []string         `json:"present"` // of Presences; the coach is By
	By      marketplace.ID   `json:"by"`
	Number  int              `json:"version"` // that was confirmed
}

// Presences lists who can have been there besides the coach. The client always is.
func Presences() []string {
	return []string{"client", "support_person", "guardian", "interpreter", "other"}
}

// Confirm says that the coach and the client went through version base together, on a day, and who was there. It adds a
// version with the same content and the stamp; the same stamp again adds none. Stale when base is not the newest version.
func (s *Service) Confirm(ctx context.Context, coach marketplace.Actor, client marketplace.ID, base int, on marketplace.Date, present []string) (Version, error) {
	newest, err := s.base(ctx, coach, client, base)
	if err != nil {
		return Version{}, err
	}
	f := &check.Fields{}
	present = check.Keys(present)
	f.Need("on", on != "")
	if today := s.today(); f.Date("on", on) && on > today {
		f.Add("on", "profile.future", "today", string(today))
	}
	for i, p := range present {
		f.OneOf(check.At("present", i), p, Presences()...)
	}
	if !slices.Contains(present, "client") {
		f.Add("present", "profile.client_present")
	}
	if newest.Number == 0 {
		f.Add("on", "profile.nothing_to_confirm")
	}
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Version{}, err
	}
	stamp := Together{On: on, Present: present, By: coach.Person}
	if newest.Confirmed && newest.Together.says(stamp) {
		return newest, nil
	}
	return s.add(ctx, coach, newest, Version{Client: client, Content: newest.Content, Confirmed: true, Together: &stamp})
}

func (t *Together) says(o Together) bool {
	return t != nil && t.On == o.On && t.By == o.By && slices.Equal(t.Present, o.Present)
}

// follow carries over to the next version what stays true of it: the last stamp, whether the profile has changed since,
// and the last starter that was finished.
func (v Version) follow(newest Version) Version {
	if v.Starter == "" {
		v.Starter = newest.Starter
	}
	if v.Confirmed && v.Together != nil {
		stamp := *v.Together
		stamp.Number = v.Number
		v.Together, v.Changed = &stamp, false
		return v
	}
	v.Together = newest.Together
	v.Changed = newest.Changed || v.Together != nil && saysOther(newest.Content, v.Content)
	return v
}

// saysOther says whether the profile itself changed; new evidence alone does not change it.
func saysOther(a, b Content) bool {
	a.Evidence, b.Evidence = nil, nil
	return len(Diff(a, b)) > 0
}
