package talk

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// maxText is the most characters of a message.
const maxText = 2_000

// Message is something that somebody wrote about an order.
type Message struct {
	ID     marketplace.ID      `json:"id"`
	Order  marketplace.ID      `json:"order"`
	Side   gate.Side           `json:"side"`
	Org    marketplace.ID      `json:"org"`    // for which it was written
	Person marketplace.ID      `json:"person"` // who wrote it
	Name   string              `json:"name"`   // of the person, as it was then
	Text   string              `json:"text"`   // at most 2,000 characters
	At     marketplace.Instant `json:"at"`
}

// Thread is what was written about an order, oldest first.
type Thread struct {
	Order     marketplace.ID
	Title     string
	Side      gate.Side      // on which it is read
	Organiser marketplace.ID // whose owners, billing and supervisors read it
	Buyer     marketplace.ID // whose owners, employers and billing read it
	Messages  marketplace.List[Message]
}

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Orders Orders
	People People
	Teller request.Teller
}

// Orders says who reads an order; order.Service does.
type Orders interface {
	Standing(ctx context.Context, id marketplace.ID) (order.Order, error)
}

// People tells the names of those who write; account.Service does.
type People interface {
	Person(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error)
}

// Service holds the verbs of messages. To everybody who does not read an order each verb answers as if there were none.
type Service struct {
	Deps
	facts    marketplace.Facts
	messages store.Collection[Message]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "order_messages", Indexes: []store.Index{{Name: "order", Fields: []string{"order", "at"}}}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, messages: store.NewCollection[Message](d.Store, Schemas()[0])}
}

// reads loads an order for somebody who reads it on a side.
func (s *Service) reads(ctx context.Context, actor marketplace.Actor, side gate.Side, id marketplace.ID) (order.Order, error) {
	roles := order.Sellers()
	if side == gate.Client {
		roles = order.Readers()
	}
	if err := actor.Must(roles...); err != nil {
		return order.Order{}, err
	}
	o, err := s.Orders.Standing(ctx, id)
	if err != nil {
		return order.Order{}, err
	}
	if org := map[gate.Side]marketplace.ID{gate.Organiser: o.Org, gate.Client: o.Buyer}[side]; actor.Org != org {
		return order.Order{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return o, nil
}

// Read is the thread of an order, a page of it, for somebody on a side.
func (s *Service) Read(ctx context.Context, actor marketplace.Actor, side gate.Side, id marketplace.ID, page marketplace.Page) (Thread, error) {
	o, err := s.reads(ctx, actor, side, id)
	if err != nil {
		return Thread{}, err
	}
	t := Thread{Order: o.ID, Title: o.Newest().Title, Side: side, Organiser: o.Org, Buyer: o.Buyer, Messages: marketplace.List[Message]{Items: []Message{}}}
	found, next, err := s.messages.Find(ctx, store.Query{Index: "order", Eq: []any{string(id)}, Limit: page.Size(), After: page.After})
	for _, e := range found {
		t.Messages.Items = append(t.Messages.Items, e.Value)
	}
	t.Messages.Next = next
	return t, err
}

// Write adds a message for the actor's side; the other side is told. Whoever sends a form twice writes once: the same key of
// one person about one order is the same message, and its first text stays. Invalid when there is no text, or too much.
func (s *Service) Write(ctx context.Context, actor marketplace.Actor, side gate.Side, id marketplace.ID, key, text string) (Message, error) {
	o, err := s.reads(ctx, actor, side, id)
	if err != nil {
		return Message{}, err
	}
	var f check.Fields
	text = check.Text(text)
	f.Need("text", text != "")
	f.Text("text", text, maxText)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Message{}, err
	}
	who, err := s.People.Person(ctx, actor, actor.Person)
	if err != nil {
		return Message{}, err
	}
	m := Message{ID: s.idOf(actor, id, key), Order: o.ID, Side: side, Org: actor.Org, Person: actor.Person, Name: who.Name, Text: text, At: s.Clock.Now()}
	fact := s.facts.New(actor, "order.message_written", s.messages.Subject(m.ID), "order", o.ID, "side", side)
	if _, err = s.messages.Insert(ctx, m.ID, m, fact); marketplace.IsKind(err, marketplace.Conflict) {
		e, err := s.messages.Get(ctx, m.ID)
		return e.Value, err
	}
	return m, err
}

// Told lists the facts about which somebody is told.
func Told() []string { return []string{"order.message_written"} }

// Tell puts a notice of a message into the boxes of the other side: the organiser's who lead and sell, or the buyer's who
// asked for the work. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	o, err := s.Orders.Standing(ctx, marketplace.ID(f.Data["order"]))
	if err != nil {
		return err
	}
	n := notice.Notice{ID: f.ID, Org: o.Org, Kind: f.Type, Path: Path(gate.Organiser, o.ID), At: f.At, Args: map[string]string{"title": o.Newest().Title}}
	if gate.Side(f.Data["side"]) == gate.Client {
		return s.Teller.Roles(ctx, n, order.Sellers()...)
	}
	n.Org, n.Path = o.Buyer, Path(gate.Client, o.ID)
	return s.Teller.People(ctx, []marketplace.ID{o.Contact}, n)
}

// Path is where a side reads the thread of an order.
func Path(side gate.Side, id marketplace.ID) string {
	if side == gate.Client {
		return "/purchases/" + string(id) + "/messages"
	}
	return "/orders/" + string(id) + "/messages"
}

// idOf is the id of the message that somebody writes with a key; without a key it is a new one.
func (s *Service) idOf(actor marketplace.Actor, id marketplace.ID, key string) marketplace.ID {
	if key == "" {
		return s.IDs()
	}
	return marketplace.Derived("message", 16, string(actor.Person), string(id), key)
}
