package worker

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/notify"
)

// Reaction is what follows from facts of some types. Do must bear being run twice with the same fact, and must finish
// or fail: it is tried again until it succeeds.
type Reaction struct {
	Name string
	On   []string // types of facts
	Do   func(context.Context, marketplace.Fact) error
}

// Reactions is the one list "fact → what follows". Reactions to the same fact run in this order.
func Reactions(accounts *account.Service, letters *notify.Letters, found *discovery.Service) []Reaction {
	return []Reaction{
		{Name: "complete accounts", On: account.Follows(), Do: accounts.Follow},
		{Name: "send links", On: account.LetterFacts(), Do: letters.Send},
		{Name: "keep the index", On: []string{
			"task.published", "task.changed", "task.closed", "task.reopened", "organisation.suspended", "organisation.restored",
		}, Do: found.Keep},
	}
}
