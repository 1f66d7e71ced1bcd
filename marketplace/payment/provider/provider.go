package provider

import (
	"context"
	"net/http"

	"sovite.fi/sovite/marketplace"
)

// Provider takes payments. Adapters are safe for concurrent use. Every method returns a *marketplace.Error: NotFound (no such
// object on that account), Conflict (the object's state does not allow it), Invalid (the provider refuses what was asked; asking
// again changes nothing), Unavailable (it does not answer, or not yet; may be tried again), Forbidden (the platform may not act for
// that account, or its key is wrong), Internal otherwise. What is asked twice with the same key is done once.
type Provider interface {
	// Onboard gives the address at which an organiser tells the provider about itself, and opens the account first when the owner
	// has none yet. When it fails with an account that has an id, the account was opened: keep its id and ask again.
	Onboard(ctx context.Context, o Owner) (a Account, address string, err error)

	// Account reads whether an account can take payments. NotFound also when the organiser has cut the platform off.
	Account(ctx context.Context, account string) (Account, error)

	// Begin makes a session for an order. Invalid when the account cannot take payments, or the amount is not above zero.
	Begin(ctx context.Context, o Order) (Session, error)

	// Session reads a session. An open one whose time is over is expired.
	Session(ctx context.Context, account, session string) (Session, error)

	// Expire ends an open session, so that nobody can pay it any more. Conflict when it is not open: read what became of it.
	Expire(ctx context.Context, account, session string) (Session, error)

	// Payment reads a payment with everything that happened to it. Unavailable while the provider does not know its fee yet.
	Payment(ctx context.Context, account, payment string) (Payment, error)

	// Refund gives a part of a payment back to the buyer, and with it the same part of the platform's fee. Conflict when no more is
	// left of the payment than was given back, Invalid when the account's balance does not suffice.
	Refund(ctx context.Context, r RefundOrder) (Refund, error)

	// Payout reads a payment of the provider to the organiser's bank account.
	Payout(ctx context.Context, account, payout string) (Payout, error)

	// Event checks that a message is the provider's and says what changed. The body is as it came, to the byte. Invalid when it is
	// forged, altered, too old, of another version of the interface, or no event at all.
	Event(body []byte, header http.Header) (Event, error)
}

// Stage is what the stand-in's own pages do in place of the provider's. Only the demo has one.
type Stage interface {
	// Seen reads what the page of a session shows; NotFound when there is no such session.
	Seen(ctx context.Context, session string) (Scene, error)

	// Act does what somebody chose on the page of a session, and gives the address to go on to. Conflict when its state does not
	// allow it.
	Act(ctx context.Context, session string, act Act) (address string, err error)

	// Enrol ends the onboarding of an account, and gives the address to go back to.
	Enrol(ctx context.Context, account string) (address string, err error)

	// Owner names whose account it is; NotFound when there is none.
	Owner(ctx context.Context, account string) (name string, err error)
}

// Act is what somebody can do on the page of a session.
type Act string

// The acts.
const (
	Pay    Act = "pay"
	Fail   Act = "fail"   // the bank says no; the session stays open
	Cancel Act = "cancel" // back to the shop; the session stays open
	Accuse Act = "accuse" // the buyer disputes the payment at the bank
)

// Acts lists the acts in the order in which the page shows them.
func Acts() []Act { return []Act{Pay, Cancel, Fail, Accuse} }

// Scene is what the page of a session shows.
type Scene struct {
	Session
	Seller string
	Text   string // of the line
	Acts   []Act  // what can be done now
	Back   string // the address to go back to without paying
}

// Away is a provider that an installation does not have: every method answers Unavailable.
type Away struct{}

func away() error { return marketplace.Errorf(marketplace.Unavailable, "online.away") }

// Onboard implements Provider.
func (Away) Onboard(context.Context, Owner) (Account, string, error) { return Account{}, "", away() }

// Account implements Provider.
func (Away) Account(context.Context, string) (Account, error) { return Account{}, away() }

// Begin implements Provider.
func (Away) Begin(context.Context, Order) (Session, error) { return Session{}, away() }

// Session implements Provider.
func (Away) Session(context.Context, string, string) (Session, error) { return Session{}, away() }

// Expire implements Provider.
func (Away) Expire(context.Context, string, string) (Session, error) { return Session{}, away() }

// Payment implements Provider.
func (Away) Payment(context.Context, string, string) (Payment, error) { return Payment{}, away() }

// Refund implements Provider.
func (Away) Refund(context.Context, RefundOrder) (Refund, error) { return Refund{}, away() }

// Payout implements Provider.
func (Away) Payout(context.Context, string, string) (Payout, error) { return Payout{}, away() }

// Event implements Provider.
func (Away) Event([]byte, http.Header) (Event, error) { return Event{}, away() }
