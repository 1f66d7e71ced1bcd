package notify

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// Message is a text for one address.
type Message struct {
	ID      marketplace.ID // the fact that asked for it; a message sent twice has the same id
	Kind    string         // "invitation", "reset", …
	To      string         // e-mail address
	Subject string
	Text    string // plain text
	Lang    string // "fi", "sv" or "en"
}

// Sender brings a message on its way. It is called by reactions only, possibly twice for one message, and by several
// goroutines. An error means that it may not have gone, and that it is to be tried again.
type Sender interface {
	Send(ctx context.Context, m Message) error
}
