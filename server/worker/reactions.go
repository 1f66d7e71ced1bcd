package worker

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/marketplace/acting"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/feed"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/delivery"
	"sovite.fi/sovite/marketplace/journal/daybook"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/notify/house"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/talk"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/online"
	"sovite.fi/sovite/marketplace/payment/reminder"
	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/roster/ownweek"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/watch"
	"sovite.fi/sovite/marketplace/webhook"
)

// Reaction is what follows from facts of some types. Do must bear being run twice with the same fact, and must finish
// or fail: it is tried again until it succeeds.
type Reaction struct {
	Name string
	On   []string // types of facts
	Do   func(context.Context, marketplace.Fact) error
}

// Followers are the services that facts are followed by.
type Followers struct {
	Accounts      *account.Service
	Office        *office.Service
	Acting        *acting.Service
	Letters       *notify.Letters
	Carvings      *carving.Service
	Consents      *consent.Service
	Introductions *introduction.Service
	Coaching      *coaching.Service
	Network       *network.Service
	Liability     *liability.Service
	Observed      func(context.Context, marketplace.Fact) error // makes what was seen at work evidence in the profile
	Discovery     *discovery.Service
	Finder        *find.Finder
	Watches       *watch.Service
	Requests      *request.Service
	Quotes        *quote.Service
	Orders        *order.Service
	Frames        *frame.Service
	Talks         *talk.Service
	Rosters       *roster.Service
	OwnWeeks      *ownweek.Service
	Timesheets    *timesheet.Service
	Feeds         *feed.Service
	Ledger        *payment.Service
	Invoices      *invoice.Service
	Deliveries    *delivery.Service
	Daybook       *daybook.Service
	Reminders     *reminder.Service
	Online        *online.Service
	APIKeys       *apikey.Service
	Webhooks      *webhook.Service
	Erasures      *privacy.Service
	House         *house.Service
}

// Reactions is the one list "fact → what follows". Reactions to the same fact run in this order.
func Reactions(f Followers) []Reaction {
	return []Reaction{
		{Name: "complete accounts", On: account.Follows(), Do: f.Accounts.Follow},
		{Name: "list organisations by their names", On: office.Follows(), Do: f.Office.Follow},
		{Name: "end looking as somebody else", On: acting.Follows(), Do: f.Acting.Follow},
		{Name: "tell of looking as somebody else", On: acting.Told(), Do: f.Acting.Tell},
		{Name: "send links", On: account.LetterFacts(), Do: f.Letters.Send},
		{Name: "make carved drafts", On: carving.Follows(), Do: f.Carvings.Follow},
		{Name: "tell of help asked with carving", On: carving.Told(), Do: f.Carvings.Tell},
		{Name: "withdraw with the consent", On: introduction.Follows(), Do: f.Introductions.Follow},
		{Name: "end the consent with what it was for", On: consent.Follows(), Do: f.Consents.Follow},
		{Name: "close the doors of supporters", On: network.Follows(), Do: f.Network.Follow},
		{Name: "tell of introductions", On: introduction.Told(), Do: f.Introductions.Tell},
		{Name: "tell of contractor's liability", On: liability.Told(), Do: f.Liability.Tell},
		{Name: "keep the columns", On: boardFacts(), Do: f.Discovery.Keep},
		{Name: "keep the index", On: boardFacts(), Do: f.Finder.Keep},
		{Name: "tell of saved searches", On: watch.Told(), Do: f.Watches.Tell},
		{Name: "keep what was seen at work", On: []string{"placement.observed"}, Do: f.Observed},
		{Name: "keep the next steps", On: coaching.Follows(), Do: f.Coaching.Follow},
		{Name: "go on with quotes", On: quote.Follows(), Do: f.Quotes.Follow},
		{Name: "tell of requests", On: request.Told(), Do: f.Requests.Tell},
		{Name: "tell of quotes", On: quote.Told(), Do: f.Quotes.Tell},
		{Name: "go on with orders", On: order.Follows(), Do: f.Orders.Follow},
		{Name: "tell of orders", On: order.Told(), Do: f.Orders.Tell},
		{Name: "go on with call-offs", On: frame.Follows(), Do: f.Frames.Follow},
		{Name: "tell of framework agreements", On: frame.Told(), Do: f.Frames.Tell},
		{Name: "tell of messages about orders", On: talk.Told(), Do: f.Talks.Tell},
		{Name: "keep rosters with orders and members", On: roster.Follows(), Do: f.Rosters.Follow},
		{Name: "forget whose shifts a client no longer lets themselves see", On: ownweek.Follows(), Do: f.OwnWeeks.Follow},
		{Name: "tell of rosters", On: roster.Told(), Do: f.Rosters.Tell},
		{Name: "keep the bytes of invoices", On: delivery.Follows(), Do: f.Deliveries.Follow},
		{Name: "tell of invoices", On: delivery.Told(), Do: f.Deliveries.Tell},
		{Name: "tell timesheets the numbers of invoices", On: invoice.Follows(), Do: f.Invoices.Follow},
		{Name: "keep timesheets", On: timesheet.Follows(), Do: f.Timesheets.Follow},
		{Name: "tell of timesheets", On: timesheet.Told(), Do: f.Timesheets.Tell},
		{Name: "keep the sales ledger", On: payment.Follows(), Do: f.Ledger.Follow},
		{Name: "tell of online payments", On: online.Told(), Do: f.Online.Tell},
		{Name: "keep the books", On: daybook.Follows(), Do: f.Daybook.Follow},
		{Name: "end reminders of what was paid", On: reminder.Follows(), Do: f.Reminders.Follow},
		{Name: "tell of keys", On: apikey.Told(), Do: f.APIKeys.Tell},
		{Name: "write messages to other systems", On: webhook.Follows(), Do: f.Webhooks.Follow},
		{Name: "tell of webhooks", On: webhook.Told(), Do: f.Webhooks.Tell},
		{Name: "end the calendars of closed accounts", On: feed.Follows(), Do: f.Feeds.Follow},
		{Name: "tell of erasures", On: privacy.Told(), Do: f.Erasures.Tell},
		{Name: "tell of the house", On: house.Told(), Do: f.House.Tell},
		{Name: "carry out erasures", On: privacy.Follows(), Do: f.Erasures.Follow},
	}
}

// boardFacts are the facts that can change which tasks are on the board.
func boardFacts() []string {
	return []string{
		"task.published", "task.changed", "task.closed", "task.reopened", "organisation.suspended", "organisation.restored",
	}
}
