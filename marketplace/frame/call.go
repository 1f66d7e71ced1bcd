package frame

import (
	"cmp"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// Wish is what a buyer calls off.
type Wish struct {
	Need       request.Need       `json:"need"`                 // such as every Monday and Thursday from a day to another
	Skip       []marketplace.Date `json:"skip,omitempty"`       // days of those on which nobody is to come
	Quantities []price.Quantity   `json:"quantities,omitempty"` // of each price, in their order; hours follow from the days
	Reference  string             `json:"reference,omitempty"`  // instead of the one that was agreed on
}

// Call is one call-off.
type Call struct {
	Number int    `json:"number"` // 1 for the first
	Key    string `json:"key"`    // of the caller's: the same key is the same call
	Wish
	Ratio    int                 `json:"ratio"` // of the crew, when it was called off
	State    CallState           `json:"state"`
	Total    money.Cents         `json:"total"`             // without value added tax, as it is agreed now
	Counts   money.Cents         `json:"counts"`            // of it under the ceiling
	Version  int                 `json:"version,omitempty"` // of the order, of which the total is
	Until    marketplace.Instant `json:"until"`             // when the hold ends
	Follows  marketplace.ID      `json:"follows,omitempty"` // the order whose work goes on in this one
	Request  marketplace.ID      `json:"request"`
	Quote    marketplace.ID      `json:"quote"` // and the order
	By       marketplace.ID      `json:"by"`    // the person of the buyer
	At       marketplace.Instant `json:"at"`
	Finished marketplace.Instant `json:"finished"` // when it was lost or cancelled
}

// Loads are the days of a call-off, in order, with the fewest supervisors that the ratio of the crew allows.
func (c Call) Loads() []capacity.Load {
	var out []capacity.Load
	n := c.Need
	load := capacity.Load{From: n.From, To: n.To, Participants: n.People, Supervisors: (n.People + c.Ratio - 1) / c.Ratio}
	for d := n.First; d <= n.Last && len(out) <= maxLoads; d = d.AddDays(1) {
		if slices.Contains(n.Weekdays, capacity.Weekdays()[capacity.Monday(d).DaysTo(d)]) && !slices.Contains(c.Skip, d) {
			load.Date = d
			out = append(out, load)
		}
	}
	return out
}

// lines are what a call-off comes to on the prices of the frame, without what there is nothing of.
func (f Frame) lines(c Call) []quote.Line {
	var out []quote.Line
	for i, p := range f.Terms.Prices {
		quantity, follows := quote.Worked(p.Unit, c.Loads())
		if !follows && i < len(c.Quantities) {
			quantity = c.Quantities[i]
		}
		if quantity == 0 {
			continue
		}
		out = append(out, quote.Line{
			Item: p.Item, Priced: p.Priced, Unit: p.Unit, Name: p.Name, Quantity: quantity, Rate: p.Rate, Book: p.Book, Reason: p.Reason,
		})
	}
	return out
}

// content is the quote of a call-off.
func (f Frame) content(c Call) quote.Content {
	return quote.Content{
		Crew: f.Terms.Crew, Lines: f.lines(c), Loads: c.Loads(), Supervisor: f.Terms.Supervisor, Note: f.Terms.Note, Until: c.Until,
	}
}

// brief is the request of a call-off.
func (f Frame) brief(c Call) request.Brief {
	t := f.Terms
	return request.Brief{
		Title: t.Title, Work: t.Work, Trades: t.Trades, Postal: t.Postal, Address: t.Address, Need: c.Need, Directs: t.Directs, Hazards: f.Site.Hazards,
		Allergens: f.Site.Allergens, Induction: f.Site.Induction, Reference: cmp.Or(c.Reference, f.Site.Reference), Deadline: c.Until,
	}
}

// called is a call-off as it would be written down; Invalid, naming the fields, when the agreement does not allow it. Capacity
// and the ceiling are asked for elsewhere. It is pure.
func (f Frame) called(w Wish, ratio int, now marketplace.Instant) (Call, error) {
	var bad check.Fields
	w.Reference, w.Skip = check.Line(w.Reference), slices.Compact(slices.Sorted(slices.Values(w.Skip)))
	c := Call{Wish: w, Ratio: ratio, State: Calling, At: now, Until: until(w.Need.First, now)}
	bad.Text("reference", w.Reference, maxReference)
	if first := max(f.Terms.From, now.Day().AddDays(1)); w.Need.First != "" && w.Need.First < first {
		bad.Add("need.first", "frame.first", "first", first)
	}
	if w.Need.Last > f.Last() {
		bad.Add("need.last", "frame.last", "last", f.Last())
	}
	f.checkQuantities(&bad, w)
	if len(bad.Errors()) == 0 && w.Need.Last != "" && w.Need.First != "" {
		c.checkLoads(&bad)
	}
	if err := marketplace.InvalidFields(bad.Errors()); err != nil {
		return c, err
	}
	c.Total = 0
	var parts []money.Cents
	for _, l := range f.lines(c) {
		amount, err := l.Unit.Amount(l.Rate, l.Quantity)
		if err != nil {
			return c, err
		}
		parts = append(parts, amount)
	}
	total, err := money.Sum(parts...)
	c.Total, c.Counts = total, total
	return c, err
}

func (f Frame) checkQuantities(bad *check.Fields, w Wish) {
	bad.Count("quantities", len(w.Quantities), len(f.Terms.Prices))
	for i, q := range w.Quantities {
		bad.Range(check.At("quantities", i), int(q), 0, maxQuantity)
	}
}

// checkLoads says whether there are days, not too many, and whether those left out are among them.
func (c Call) checkLoads(bad *check.Fields) {
	all := c
	all.Skip = nil
	loads, every := c.Loads(), all.Loads()
	for i, d := range c.Skip {
		if len(every) <= maxLoads && !slices.ContainsFunc(every, func(l capacity.Load) bool { return l.Date == d }) {
			bad.Add(check.At("skip", i), "frame.skip", "day", d)
		}
	}
	switch {
	case len(loads) == 0:
		bad.Add("need.weekdays", "frame.no_days")
	case len(loads) > maxLoads:
		bad.Add("need.last", "frame.too_many_days", "max", maxLoads)
	}
}

// until is how long the capacity of a call-off is held: some days, and not beyond the beginning of the first day of work.
func until(first marketplace.Date, now marketplace.Instant) marketplace.Instant {
	end := now.Time().AddDate(0, 0, holdDays)
	if first != "" && first.Time().Before(end) {
		end = first.Time()
	}
	return marketplace.At(end)
}

// reserved is the frame with another call-off, which counts from now on; Conflict when it would pass the ceiling. It is pure.
func (f Frame) reserved(c Call) (Frame, error) {
	if _, can := f.State.Next(CallOff); !can {
		return f, marketplace.Errorf(marketplace.Conflict, "frame.state."+string(f.State))
	}
	if len(f.Calls) >= maxCalls {
		return f, marketplace.Errorf(marketplace.Conflict, "frame.calls_full", "max", maxCalls)
	}
	if left, limited := f.Left(); limited && c.Total > left {
		return f, marketplace.Errorf(marketplace.Conflict, "frame.ceiling", "total", int64(c.Total), "left", int64(left), "ceiling", int64(f.Terms.Ceiling))
	}
	c.Number = len(f.Calls) + 1
	c.Request = request.IDOf(f.Buyer, string(f.ID)+"/"+strconv.Itoa(c.Number))
	c.Quote = quote.IDOf(c.Request, f.Org)
	c.Follows = f.After
	for _, before := range f.Calls {
		if before.State == Ordered {
			c.Follows = before.Quote
		}
	}
	return f.with(c), nil
}

// standing is how the documents of a call-off stand.
type standing struct {
	request request.Request
	quote   quote.Quote
	order   *order.Order
}

// stood is a call-off as its documents stand now; false when nothing differs. It never goes back, so that it does not matter
// in which order the facts come. It is pure.
func (c Call) stood(s standing, now marketplace.Instant) (Call, bool) {
	was := c
	switch {
	case s.order != nil:
		c = c.ordered(*s.order)
	case s.quote.State == quote.Accepted:
		c = c.moved(Take)
	case s.request.State == request.Withdrawn, s.request.State == request.Lapsed:
		if c = c.moved(Lose); c.State == Lost {
			c.Counts = 0
		}
	case s.quote.State == quote.Sent:
		c = c.moved(Hold)
	}
	if !c.State.Live() && was.State.Live() {
		c.Finished = now
	}
	return c, c.State != was.State || c.Total != was.Total || c.Version != was.Version || c.Counts != was.Counts
}

// ordered is the call-off as its order stands.
func (c Call) ordered(o order.Order) Call {
	c = c.moved(Take)
	if v := o.Newest(); c.State == Ordered && v.Number > c.Version {
		c.Total, c.Counts, c.Version = v.Total, v.Total, v.Number
	}
	if o.State == order.Cancelled && c.State == Ordered {
		c = c.moved(Cancel)
		c.Counts = worked(o)
	}
	return c
}

func (c Call) moved(e CallEvent) Call {
	if next, can := c.State.Next(e); can {
		c.State = next
	}
	return c
}

// worked is the part of a cancelled order's total that its days before the end come to, by the hours of the crew.
func worked(o order.Order) money.Cents {
	v, done, all := o.Newest(), money.Quarters(0), money.Quarters(0)
	for _, l := range v.Loads {
		all += l.Hours().Crew
		if o.Decision != nil && l.Date < o.Ended.Day() {
			done += l.Hours().Crew
		}
	}
	if all == 0 {
		return 0
	}
	part, err := v.Total.Ratio(int64(done), int64(all))
	if err != nil {
		return v.Total // what cannot be reckoned is not given back
	}
	return part
}
