package fake

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
)

// Post sends a message to where the product takes them, and gives the status of the answer.
type Post func(body []byte, header http.Header) (status int, err error)

// SignatureHeader is where the signature of a message stands.
const SignatureHeader = "Stripe-Signature"

// tolerance is how old a message may be.
const tolerance = 5 * time.Minute

// event is a message that waits to be delivered, or was.
type event struct {
	ID, Type, Account string
	Kind              provider.Kind
	Object            string
	Sent              bool
}

// box are the messages about a document, oldest first.
type box []event

func (b *box) add(typ, account string, e event) {
	e.Type, e.Account = typ, account
	e.ID = string(marketplace.Derived("evt_demo_", idBytes, account, e.Object, typ, strconv.Itoa(len(*b))))
	*b = append(*b, e)
}

func (b box) waits() bool {
	for _, e := range b {
		if !e.Sent {
			return true
		}
	}
	return false
}

// message is an event as it is sent.
type message struct {
	ID      string        `json:"id"`
	Type    string        `json:"type"`
	Account string        `json:"account"`
	Kind    provider.Kind `json:"kind"`
	Object  string        `json:"object"`
}

// Message is an event as it is sent, signed at a moment.
func (f *Fake) Message(e provider.Event, at time.Time) ([]byte, http.Header) {
	body, err := json.Marshal(message{e.ID, e.Type, e.Account, e.Kind, e.Object})
	if err != nil {
		return nil, nil // texts alone can always be written
	}
	header := http.Header{}
	header.Set(SignatureHeader, fmt.Sprintf("t=%d,v1=%s", at.Unix(), hex.EncodeToString(f.sign(at.Unix(), body))))
	return body, header
}

func (f *Fake) sign(at int64, body []byte) []byte {
	mac := hmac.New(sha256.New, f.Secret)
	fmt.Fprintf(mac, "%d.", at)
	mac.Write(body)
	return mac.Sum(nil)
}

func forged(why string) error {
	return marketplace.Errorf(marketplace.Invalid, "online.event.forged", errors.New(why))
}

// Event implements provider.Provider.
func (f *Fake) Event(body []byte, header http.Header) (provider.Event, error) {
	stamp, code, found := strings.Cut(header.Get(SignatureHeader), ",v1=")
	at, err := strconv.ParseInt(strings.TrimPrefix(stamp, "t="), 10, 64)
	if !found || err != nil {
		return provider.Event{}, forged("no signature")
	}
	sum, err := hex.DecodeString(code)
	if err != nil || !hmac.Equal(sum, f.sign(at, body)) {
		return provider.Event{}, forged("another signature")
	}
	if f.Clock().Sub(time.Unix(at, 0)) > tolerance {
		return provider.Event{}, forged("too old")
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		return provider.Event{}, forged("no event")
	}
	e := provider.Event{ID: m.ID, Type: m.Type, Account: m.Account, Kind: m.Kind, Object: m.Object}
	if !e.Valid() {
		return provider.Event{}, forged("no id")
	}
	return e, nil
}

// deliverSome tries to deliver what waits; what is not taken is delivered later.
func (f *Fake) deliverSome(ctx context.Context) {
	_ = f.Deliver(ctx) // the job tries it again
}

// Deliver sends the messages that wait. It is a job; a message that is not taken is sent again the next time.
func (f *Fake) Deliver(ctx context.Context) error {
	if f.Post == nil {
		return nil
	}
	return errors.Join(
		deliver(ctx, f, f.accounts, func(a *account) (*box, *bool) { return &a.Box, &a.Waiting }),
		deliver(ctx, f, f.sessions, func(s *session) (*box, *bool) { return &s.Box, &s.Waiting }),
		deliver(ctx, f, f.payouts, func(p *payout) (*box, *bool) { return &p.Box, &p.Waiting }),
	)
}

func deliver[T any](ctx context.Context, f *Fake, c store.Collection[T], of func(*T) (*box, *bool)) error {
	return c.Each(ctx, store.Query{Index: "waiting", Eq: []any{true}}, func(e store.Entry[T]) error {
		sent := map[string]bool{}
		messages, _ := of(&e.Value)
		for _, m := range *messages {
			if m.Sent {
				continue
			}
			body, header := f.Message(provider.Event{ID: m.ID, Type: m.Type, Account: m.Account, Kind: m.Kind, Object: m.Object}, f.Clock())
			status, err := f.Post(body, header)
			if err != nil {
				return err
			}
			sent[m.ID] = status == http.StatusOK
		}
		_, err := store.Change(ctx, c, e.ID, func(v *T) ([]marketplace.Fact, error) {
			messages, waiting := of(v)
			for i, m := range *messages {
				(*messages)[i].Sent = m.Sent || sent[m.ID]
			}
			*waiting = messages.waits()
			return nil, nil
		})
		return err
	})
}
