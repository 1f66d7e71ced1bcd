package quotes

import (
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
)

// moment is a time as the slices keep it; none when it is left out.
func moment(t time.Time) marketplace.Instant {
	if t.IsZero() {
		return marketplace.Instant{}
	}
	return marketplace.At(t)
}

// RequestNeed is when the work is to be done, and by how many.
type RequestNeed struct {
	First    string   `json:"first,omitempty" doc:"The first day"`
	Last     string   `json:"last,omitempty" doc:"The last day"`
	Weekdays []string `json:"weekdays,omitempty" maxItems:"7" doc:"mon to sun"`
	From     int      `json:"from,omitempty" doc:"Minutes from midnight, whole quarters of an hour"`
	To       int      `json:"to,omitempty"`
	People   int      `json:"people,omitempty" doc:"1 to 200"`
}

// NeedOf shows a need.
func NeedOf(n request.Need) RequestNeed {
	return RequestNeed{First: string(n.First), Last: string(n.Last), Weekdays: n.Weekdays, From: n.From, To: n.To, People: n.People}
}

// Value is the need as it is kept.
func (n RequestNeed) Value() request.Need {
	return request.Need{First: marketplace.Date(n.First), Last: marketplace.Date(n.Last), Weekdays: n.Weekdays, From: n.From, To: n.To, People: n.People}
}

// RequestBrief is what a buyer fills in.
type RequestBrief struct {
	Title     string      `json:"title"`
	Work      string      `json:"work,omitempty" doc:"What is to be done"`
	Trades    []string    `json:"trades,omitempty" maxItems:"50" doc:"Types of work of the carving catalogue"`
	Postal    string      `json:"postal,omitempty"`
	Address   string      `json:"address,omitempty"`
	Need      RequestNeed `json:"need,omitzero"`
	Directs   string      `json:"directs,omitempty" doc:"Who directs the work: organiser, customer or not_sure"`
	Hazards   []string    `json:"hazards,omitzero" maxItems:"50" doc:"Of the vocabulary hazard; left out when not told, empty for none"`
	Allergens []string    `json:"allergens,omitzero" maxItems:"50" doc:"Of the vocabulary allergen; that are handled; left out when not told, empty for none"`
	Induction string      `json:"induction,omitempty"`
	Reference string      `json:"reference,omitempty" doc:"The buyer's own"`
	Deadline  time.Time   `json:"deadline,omitzero" doc:"For first quotes"`
}

func (b RequestBrief) value() request.Brief {
	out := request.Brief{
		Title: b.Title, Work: b.Work, Trades: b.Trades, Postal: b.Postal, Address: b.Address, Directs: request.Director(b.Directs), Induction: b.Induction,
		Reference: b.Reference, Deadline: moment(b.Deadline), Need: b.Need.Value(),
	}
	if b.Hazards != nil {
		out.Hazards = matching.Chosen(b.Hazards...)
	}
	if b.Allergens != nil {
		out.Allergens = matching.Chosen(b.Allergens...)
	}
	return out
}

func brief(b request.Brief) RequestBrief {
	out := RequestBrief{
		Title: b.Title, Work: b.Work, Trades: b.Trades, Postal: b.Postal, Address: b.Address, Directs: string(b.Directs), Induction: b.Induction,
		Reference: b.Reference, Deadline: b.Deadline.Time(), Need: NeedOf(b.Need),
	}
	if b.Hazards.Asked {
		out.Hazards = append([]string{}, b.Hazards.Values...)
	}
	if b.Allergens.Asked {
		out.Allergens = append([]string{}, b.Allergens.Values...)
	}
	return out
}

// RequestInvitation is one organiser who was asked.
type RequestInvitation struct {
	Organiser string `json:"organiser"`
	Asked     string `json:"asked"`
	Seen      string `json:"seen,omitempty"`
	Quoted    string `json:"quoted,omitempty"`
	Passed    string `json:"passed,omitempty" doc:"When it said that it does not quote"`
	Reason    string `json:"reason,omitempty" doc:"no_capacity, other_work, too_far, too_soon, not_suitable or other"`
	Note      string `json:"note,omitempty"`
}

func invitation(i request.Invitation) RequestInvitation {
	return RequestInvitation{string(i.Organiser), i.Asked.String(), i.Seen.String(), i.Quoted.String(), i.Declined.String(), string(i.Reason), i.Note}
}

// RequestQuestion is a question with its answer.
type RequestQuestion struct {
	ID        string `json:"id"`
	Organiser string `json:"organiser,omitempty" doc:"Who asked; only the buyer reads it"`
	Own       bool   `json:"own,omitempty" doc:"Asked by one's own organisation"`
	Text      string `json:"text"`
	Answer    string `json:"answer,omitempty"`
	Answered  string `json:"answered,omitempty"`
}

// RequestChoice is a version of a quote that was chosen, or waits for an owner to accept it.
type RequestChoice struct {
	Quote   string `json:"quote"`
	Version int    `json:"version"`
	Total   int64  `json:"total" doc:"Cents"`
	Limit   int64  `json:"limit,omitempty" doc:"Cents; of who asks an owner to accept"`
	By      string `json:"by"`
	At      string `json:"at"`
}

// BuyerRequest is a request as its buyer sees it.
type BuyerRequest struct {
	ID        string              `json:"id"`
	State     string              `json:"state" doc:"draft, open, awarding, awarded, withdrawn or lapsed"`
	Brief     RequestBrief        `json:"brief"`
	Invited   []RequestInvitation `json:"invited"`
	Questions []RequestQuestion   `json:"questions"`
	Award     *RequestChoice      `json:"award,omitempty"`
	Approval  *RequestChoice      `json:"approval,omitempty" doc:"Asked of the owners, because the total is above the limit of who chose"`
	Frame     string              `json:"frame,omitempty" doc:"The framework agreement from which it was called off"`
	Follows   string              `json:"follows,omitempty" doc:"The order whose work goes on"`
	Created   string              `json:"created"`
}

func bought(r request.Request) BuyerRequest {
	out := BuyerRequest{
		ID: string(r.ID), State: string(r.State), Brief: brief(r.Brief), Created: r.Created.String(), Invited: api.Each(r.Invited, invitation),
		Questions: api.Each(r.Questions, func(q request.Question) RequestQuestion {
			return RequestQuestion{ID: string(q.ID), Organiser: string(q.Organiser), Text: q.Text, Answer: q.Answer, Answered: q.Answered.String()}
		}),
	}
	out.Follows = string(r.Follows)
	if r.Called != nil {
		out.Frame = string(r.Called.Frame)
	}
	if a := r.Award; a != nil {
		out.Award = &RequestChoice{Quote: string(a.Quote), Version: a.Version, Total: int64(a.Total), By: string(a.By), At: a.At.String()}
	}
	if a := r.Approval; a != nil {
		out.Approval = &RequestChoice{string(a.Quote), a.Version, int64(a.Total), int64(a.Limit), string(a.By), a.At.String()}
	}
	return out
}

// AskedRequest is a request as an invited organiser sees it.
type AskedRequest struct {
	ID         string            `json:"id"`
	Buyer      string            `json:"buyer" doc:"The organisation"`
	State      string            `json:"state"`
	Brief      RequestBrief      `json:"brief"`
	Invitation RequestInvitation `json:"invitation" doc:"One's own"`
	Questions  []RequestQuestion `json:"questions"`
	Frame      string            `json:"frame,omitempty" doc:"The framework agreement from which it was called off"`
}

func asked(a request.Asked) AskedRequest {
	out := AskedRequest{
		ID: string(a.ID), Buyer: string(a.Buyer), State: string(a.State), Brief: brief(a.Brief), Invitation: invitation(a.Invitation),
		Questions: api.Each(a.Questions, func(q request.AskedQuestion) RequestQuestion {
			return RequestQuestion{ID: string(q.ID), Own: q.Own, Text: q.Text, Answer: q.Answer, Answered: q.Answered.String()}
		}),
	}
	if a.Called != nil {
		out.Frame = string(a.Called.Frame)
	}
	return out
}

// QuoteLoad is what a quote takes of a crew on one day.
type QuoteLoad struct {
	Date         string `json:"date"`
	From         int    `json:"from" doc:"Minutes from midnight, whole quarters of an hour"`
	To           int    `json:"to"`
	Participants int    `json:"participants"`
	Supervisors  int    `json:"supervisors"`
}

// Load shows a load.
func Load(l capacity.Load) QuoteLoad {
	return QuoteLoad{string(l.Date), l.From, l.To, l.Participants, l.Supervisors}
}

// Value is the load as it is kept.
func (l QuoteLoad) Value() capacity.Load {
	return capacity.Load{Date: marketplace.Date(l.Date), From: l.From, To: l.To, Participants: l.Participants, Supervisors: l.Supervisors}
}

// QuoteLine is one thing with its price.
type QuoteLine struct {
	Unit     string `json:"unit" doc:"crew_hour, supervisor_hour, piece, square_metre, result, travel or material"`
	Name     string `json:"name"`
	Quantity int64  `json:"quantity" doc:"Quarters of an hour, hundredths of a square metre, or whole ones"`
	Rate     int64  `json:"rate" doc:"For one unit, in ten-thousandths of a euro"`
	Amount   int64  `json:"amount,omitempty" doc:"Cents; reckoned"`
}

// Line shows a line as the buyer sees it.
func Line(l quote.OfferLine) QuoteLine {
	return QuoteLine{string(l.Unit), l.Name, int64(l.Quantity), int64(l.Rate), int64(l.Amount)}
}

// QuoteOwnLine is a line as its organiser fills it in.
type QuoteOwnLine struct {
	QuoteLine
	Item   string `json:"item,omitempty" doc:"Of the price book"`
	Priced int    `json:"item_version,omitempty" doc:"The version in force on the first day; found out"`
	Book   int64  `json:"book,omitempty" doc:"The price in the price book; found out"`
	Reason string `json:"reason,omitempty" doc:"Why the price is not the one in the price book; the buyer never reads it"`
}

// QuoteContent is what an organiser fills in.
type QuoteContent struct {
	Crew       string         `json:"crew,omitempty"`
	Lines      []QuoteOwnLine `json:"lines,omitempty" maxItems:"50"`
	Loads      []QuoteLoad    `json:"loads,omitempty" maxItems:"60"`
	Supervisor string         `json:"supervisor,omitempty" doc:"Who directs the work on site, by name"`
	Note       string         `json:"note,omitempty"`
	Until      time.Time      `json:"until,omitzero" doc:"Valid, and capacity held, until then; at most sixty days"`
}

func (c QuoteContent) value() quote.Content {
	return quote.Content{
		Crew: marketplace.ID(c.Crew), Supervisor: c.Supervisor, Note: c.Note, Until: moment(c.Until),
		Lines: api.Each(c.Lines, func(l QuoteOwnLine) quote.Line {
			return quote.Line{
				Item: marketplace.ID(l.Item), Unit: price.Unit(l.Unit), Name: l.Name, Quantity: price.Quantity(l.Quantity), Rate: money.Rate(l.Rate), Reason: l.Reason,
			}
		}),
		Loads: api.Each(c.Loads, QuoteLoad.Value),
	}
}

func content(c quote.Content) QuoteContent {
	return QuoteContent{
		Crew: string(c.Crew), Supervisor: c.Supervisor, Note: c.Note, Until: c.Until.Time(), Loads: api.Each(c.Loads, Load),
		Lines: api.Each(c.Lines, func(l quote.Line) QuoteOwnLine {
			return QuoteOwnLine{
				QuoteLine: QuoteLine{string(l.Unit), l.Name, int64(l.Quantity), int64(l.Rate), int64(l.Amount)},
				Item:      string(l.Item), Priced: l.Priced, Book: int64(l.Book), Reason: l.Reason,
			}
		}),
	}
}

// OwnQuoteVersion is a version as its organiser sees it.
type OwnQuoteVersion struct {
	Number int `json:"number"`
	QuoteContent
	Total int64  `json:"total" doc:"Cents"`
	Sent  string `json:"sent"`
}

// OwnQuote is a quote as its organiser sees it.
type OwnQuote struct {
	ID       string            `json:"id"`
	Request  string            `json:"request"`
	Title    string            `json:"title"`
	State    string            `json:"state" doc:"draft, sent, accepted, declined, expired, withdrawn or lost"`
	Draft    *QuoteContent     `json:"draft,omitempty"`
	Sending  bool              `json:"sending" doc:"A version is on its way"`
	Versions []OwnQuoteVersion `json:"versions"`
	Declined string            `json:"declined,omitempty" doc:"Why the buyer said no: too_dear, wrong_time, too_few, not_as_asked, not_needed or other"`
	Note     string            `json:"note,omitempty" doc:"The buyer's, with a no"`
	Lost     string            `json:"lost,omitempty" doc:"another_chosen, capacity_gone, request_withdrawn or request_lapsed"`
	Renewal  string            `json:"renewal,omitempty" doc:"When the buyer asked for renewal"`
}

func own(q quote.Quote) OwnQuote {
	out := OwnQuote{
		ID: string(q.ID), Request: string(q.Request), Title: q.Title, State: string(q.State), Sending: q.Sending != nil, Declined: string(q.Decline.Reason),
		Note: q.Decline.Note, Lost: string(q.Loss.Why), Renewal: q.Renewal.String(),
		Versions: api.Each(q.Versions, func(v quote.Version) OwnQuoteVersion {
			return OwnQuoteVersion{v.Number, content(v.Content), int64(v.Total), v.At.String()}
		}),
	}
	if q.Draft != nil {
		d := content(*q.Draft)
		out.Draft = &d
	}
	return out
}

// QuoteVersion is a version as its buyer sees it.
type QuoteVersion struct {
	Number     int         `json:"number"`
	Lines      []QuoteLine `json:"lines"`
	Total      int64       `json:"total" doc:"Cents, without value added tax"`
	Loads      []QuoteLoad `json:"loads"`
	Supervisor string      `json:"supervisor"`
	Note       string      `json:"note,omitempty"`
	Until      string      `json:"until"`
	Sent       string      `json:"sent"`
}

// BuyerQuote is a quote as its buyer sees it.
type BuyerQuote struct {
	ID        string         `json:"id"`
	Request   string         `json:"request"`
	Organiser string         `json:"organiser"`
	State     string         `json:"state"`
	Held      bool           `json:"held" doc:"Whether capacity is held; only told of one quote by itself"`
	Versions  []QuoteVersion `json:"versions"`
	Accepted  int            `json:"accepted,omitempty" doc:"The version"`
	Declined  string         `json:"declined,omitempty"`
	Lost      string         `json:"lost,omitempty"`
	Renewal   string         `json:"renewal,omitempty"`
}

func offer(o quote.Offer) BuyerQuote {
	return BuyerQuote{
		ID: string(o.ID), Request: string(o.Request), Organiser: string(o.Organiser), State: string(o.State), Held: o.Held, Accepted: o.Accepted,
		Declined: string(o.Refusal.Reason), Lost: string(o.Why), Renewal: o.Renewal.String(),
		Versions: api.Each(o.Versions, func(v quote.OfferVersion) QuoteVersion {
			return QuoteVersion{
				Number: v.Number, Total: int64(v.Total), Supervisor: v.Supervisor, Note: v.Note, Until: v.Until.String(), Sent: v.Sent.String(), Loads: api.Each(v.Loads, Load),
				Lines: api.Each(v.Lines, Line),
			}
		}),
	}
}
