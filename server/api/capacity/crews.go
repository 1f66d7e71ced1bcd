package capacity

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve crews and offers.
type Handlers struct{ Service *capacity.Service }

// CrewWindow is a stretch of a day with the people who are there.
type CrewWindow struct {
	From         int `json:"from" doc:"Minutes from midnight, whole quarters"`
	To           int `json:"to"`
	Participants int `json:"participants"`
	Supervisors  int `json:"supervisors"`
}

// CrewWeek is a usual week.
type CrewWeek struct {
	Mon []CrewWindow `json:"mon,omitempty" maxItems:"20"`
	Tue []CrewWindow `json:"tue,omitempty" maxItems:"20"`
	Wed []CrewWindow `json:"wed,omitempty" maxItems:"20"`
	Thu []CrewWindow `json:"thu,omitempty" maxItems:"20"`
	Fri []CrewWindow `json:"fri,omitempty" maxItems:"20"`
	Sat []CrewWindow `json:"sat,omitempty" maxItems:"20"`
	Sun []CrewWindow `json:"sun,omitempty" maxItems:"20"`
}

func (w CrewWeek) value() (out capacity.Week) {
	for i, day := range [][]CrewWindow{w.Mon, w.Tue, w.Wed, w.Thu, w.Fri, w.Sat, w.Sun} {
		out[i] = windows(day)
	}
	return out
}

func windows(list []CrewWindow) []capacity.Window {
	return api.Each(list, func(w CrewWindow) capacity.Window { return capacity.Window(w) })
}

func shownWindows(list []capacity.Window) []CrewWindow {
	return api.Each(list, func(w capacity.Window) CrewWindow { return CrewWindow(w) })
}

// CrewTerms are what an organiser fills in.
type CrewTerms struct {
	Name      string   `json:"name"`
	Trades    []string `json:"trades" maxItems:"50" doc:"Types of work of the carving catalogue"`
	Postal    string   `json:"postal" maxLength:"5" doc:"Of the site"`
	Site      string   `json:"site,omitempty" doc:"Name of the site"`
	Radius    int      `json:"radius" doc:"Metres from the site within which the crew works"`
	Ratio     int      `json:"ratio" doc:"Participants for each supervisor, at most"`
	Week      CrewWeek `json:"week"`
	Published bool     `json:"published" doc:"Whether others find the crew"`
}

func (t CrewTerms) value() capacity.Terms {
	return capacity.Terms{
		Name: t.Name, Trades: t.Trades, Postal: t.Postal, Site: t.Site, Radius: t.Radius, Ratio: t.Ratio, Week: t.Week.value(), Published: t.Published,
	}
}

func terms(t capacity.Terms) CrewTerms {
	w := t.Week
	return CrewTerms{
		Name: t.Name, Trades: api.Each(t.Trades, func(s string) string { return s }), Postal: t.Postal, Site: t.Site, Radius: t.Radius, Ratio: t.Ratio, Published: t.Published,
		Week: CrewWeek{
			Mon: shownWindows(w[0]), Tue: shownWindows(w[1]), Wed: shownWindows(w[2]), Thu: shownWindows(w[3]), Fri: shownWindows(w[4]),
			Sat: shownWindows(w[5]), Sun: shownWindows(w[6]),
		},
	}
}

// CrewException is a day that is not as usual.
type CrewException struct {
	Date    string       `json:"date"`
	Windows []CrewWindow `json:"windows" doc:"Empty: closed"`
	Reason  string       `json:"reason"`
	Note    string       `json:"note,omitempty"`
}

func exception(x capacity.Exception) CrewException {
	return CrewException{Date: string(x.Date), Windows: shownWindows(x.Windows), Reason: string(x.Reason), Note: x.Note}
}

// CrewLoad is what a booking takes on one day.
type CrewLoad struct {
	Date         string `json:"date"`
	From         int    `json:"from" doc:"Minutes from midnight"`
	To           int    `json:"to"`
	Participants int    `json:"participants"`
	Supervisors  int    `json:"supervisors"`
}

// CrewBooking is what is promised to one buyer.
type CrewBooking struct {
	ID       string     `json:"id"`
	For      string     `json:"for" doc:"The quote or order"`
	Buyer    string     `json:"buyer"`
	State    string     `json:"state" doc:"held, sold, released, expired or displaced"`
	Until    string     `json:"until,omitempty" doc:"Of a hold"`
	Loads    []CrewLoad `json:"loads"`
	Quarters CrewHours  `json:"quarters"`
}

func booking(b capacity.Booking) CrewBooking {
	return CrewBooking{
		ID: string(b.ID), For: string(b.For), Buyer: string(b.Buyer), State: string(b.State), Until: b.Until.String(), Quarters: hours(b.Hours()),
		Loads: api.Each(b.Loads, func(l capacity.Load) CrewLoad {
			return CrewLoad{Date: string(l.Date), From: l.From, To: l.To, Participants: l.Participants, Supervisors: l.Supervisors}
		}),
	}
}

// Crew is one crew with everything that is promised of it.
type Crew struct {
	ID       string `json:"id"`
	Revision int64  `json:"revision" doc:"The ETag"`
	CrewTerms
	Retired    bool            `json:"retired"`
	Exceptions []CrewException `json:"exceptions"`
	Bookings   []CrewBooking   `json:"bookings"`
}

func crew(e capacity.Entry) Crew {
	return Crew{
		ID: string(e.ID), Revision: e.Rev, CrewTerms: terms(e.Value.Terms), Retired: e.Value.Retired,
		Exceptions: api.Each(e.Value.Exceptions, exception), Bookings: api.Each(e.Value.Bookings, booking),
	}
}

// CrewAnswer is a crew with its revision.
type CrewAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to change the crew"`
	Body Crew
}

func answer(e capacity.Entry, err error) (*CrewAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &CrewAnswer{ETag: api.ETag(e.Rev), Body: crew(e)}, nil
}

// ListInput asks for crews.
type ListInput struct {
	api.Paging
	Retired bool `query:"retired" doc:"Those that have ended instead"`
}

// List lists the crews of the caller's organiser.
func (h Handlers) List(ctx context.Context, in *ListInput) (*api.Page[Crew], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), in.Retired, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, crew), nil
}

// TermsInput adds a crew.
type TermsInput struct{ Body CrewTerms }

// Create adds a crew.
func (h Handlers) Create(ctx context.Context, in *TermsInput) (*CrewAnswer, error) {
	return answer(h.Service.Create(ctx, web.ActorFrom(ctx), in.Body.value()))
}

// Read reads a crew.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*CrewAnswer, error) {
	return answer(h.Service.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// TermsUpdate changes a crew.
type TermsUpdate struct {
	api.ByID
	api.IfMatch
	Body CrewTerms
}

// Change changes everything that is filled in.
func (h Handlers) Change(ctx context.Context, in *TermsUpdate) (*CrewAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Service.ChangeTerms(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// TermsPreview asks what other terms would do.
type TermsPreview struct {
	api.ByID
	Body CrewTerms
}

// Preview says what other terms would do.
func (h Handlers) Preview(ctx context.Context, in *TermsPreview) (*api.Answer[CrewEffect], error) {
	e, err := h.Service.PreviewTerms(ctx, web.ActorFrom(ctx), in.ID, in.Body.value())
	return api.Reply(effect(e), err)
}

// RetireInput ends a crew.
type RetireInput struct {
	api.ByID
	api.IfMatch
}

// Retire ends a crew.
func (h Handlers) Retire(ctx context.Context, in *RetireInput) (*CrewAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Service.Retire(ctx, web.ActorFrom(ctx), in.ID, rev))
}

// BookingInput names a booking.
type BookingInput struct {
	api.ByID
	Booking marketplace.ID `path:"booking" maxLength:"64"`
}

// Booking reads a booking, for the organiser and its buyer.
func (h Handlers) Booking(ctx context.Context, in *BookingInput) (*api.Answer[CrewBooking], error) {
	b, err := h.Service.Booking(ctx, web.ActorFrom(ctx), in.ID, in.Booking)
	return api.Reply(booking(b), err)
}
