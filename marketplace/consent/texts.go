package consent

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Wording is one version of the texts that a client reads before answering.
type Wording struct {
	Version int
	Since   marketplace.Date // the first day on which clients were asked with it
}

// Wordings lists the versions, the newest first. Only the texts of the newest are in the program.
func Wordings() []Wording { return []Wording{{Version: Text, Since: "2026-11-29"}} }

// Answers is how many clients' answers were given under one version, and how many of them are still good.
type Answers struct {
	Yes, No, Waiting, Good int
	Many                   bool // there are more than were counted
}

// mostCounted is how far answers of one state are counted.
const mostCounted = 10000

// CountAnswers counts the answers given under a version of the texts; for administrators, who learn the
// numbers and nothing else.
func (s *Service) CountAnswers(ctx context.Context, actor marketplace.Actor, version int) (out Answers, err error) {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return out, err
	}
	for _, state := range States() {
		n, many, err := s.countState(ctx, version, state)
		if err != nil {
			return out, err
		}
		out.Many = out.Many || many
		switch state {
		case Asked:
			out.Waiting += n
		case Refused:
			out.No += n
		case Given:
			out.Good += n
			out.Yes += n
		case Withdrawn, Expired, Fulfilled:
			out.Yes += n
		case Lapsed:
		}
	}
	return out, nil
}

func (s *Service) countState(ctx context.Context, version int, state State) (n int, many bool, err error) {
	q := store.Query{Index: "text", Eq: []any{version, string(state)}, Limit: 1000}
	for {
		found, next, err := s.consents.Find(ctx, q)
		n += len(found)
		if err != nil || next == "" || n >= mostCounted {
			return n, next != "", err
		}
		q.After = next
	}
}
