package timesheets

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Handlers serves timesheets.
type Handlers struct {
	Service *timesheet.Service
	Gate    *auth.Gate
}

// TimesheetListInput asks for a week, or for what the organiser has something to do with.
type TimesheetListInput struct {
	api.Paging
	Week marketplace.Date `query:"week" maxLength:"10" doc:"Any day of the week; all weeks when left out, newest first"`
	Todo bool             `query:"todo" doc:"Only what has something to sign off or to answer, oldest first"`
}

// List lists the organiser's timesheets.
func (h Handlers) List(ctx context.Context, in *TimesheetListInput) (*api.Page[Timesheet], error) {
	var list marketplace.List[timesheet.Timesheet]
	monday, err := marketplace.ParseDate(string(in.Week))
	switch {
	case err != nil:
		return nil, err
	case in.Todo:
		list, err = h.Service.ToDo(ctx, web.ActorFrom(ctx), in.Page())
	default:
		if monday != "" {
			monday = timesheet.WeekOf(monday)
		}
		list, err = h.Service.ByWeek(ctx, web.ActorFrom(ctx), monday, in.Page())
	}
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shown), nil
}

// Read reads one of the organiser's timesheets.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*api.Answer[Timesheet], error) {
	return answer(h.Service.Read(ctx, web.ActorFrom(ctx), in.ID))
}

// NewTimesheetLine is something that no sheet tells.
type NewTimesheetLine struct {
	api.Once
	Body struct {
		Order    marketplace.ID   `json:"order" maxLength:"64"`
		Date     marketplace.Date `json:"date"`
		Unit     price.Unit       `json:"unit" doc:"piece, square_metre, result, travel or material"`
		Name     string           `json:"name" doc:"Of a line of the order"`
		Quantity int64            `json:"quantity"`
		Note     string           `json:"note,omitempty" doc:"The buyer reads it"`
	}
}

// Add adds a line at the price of the order; the timesheet of the week is made when there is none.
func (h Handlers) Add(ctx context.Context, in *NewTimesheetLine) (*api.Answer[Timesheet], error) {
	if in.Key == "" {
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("Idempotency-Key", "field.required")})
	}
	b := in.Body
	n := timesheet.NewLine{Date: b.Date, Unit: b.Unit, Name: b.Name, Quantity: price.Quantity(b.Quantity), Note: b.Note}
	return answer(h.Service.Add(ctx, web.ActorFrom(ctx), b.Order, in.Key, n))
}

// ByTimesheetLine is a request about one line.
type ByTimesheetLine struct {
	api.ByID
	Line marketplace.ID `path:"line" maxLength:"64"`
}

// TimesheetAmendment is another quantity of a line that was added.
type TimesheetAmendment struct {
	ByTimesheetLine
	Body struct {
		Version  int    `json:"version"`
		Quantity int64  `json:"quantity" doc:"0 takes a line away that was not signed off"`
		Note     string `json:"note,omitempty"`
	}
}

// Amend changes a line that was added.
func (h Handlers) Amend(ctx context.Context, in *TimesheetAmendment) (*api.Answer[Timesheet], error) {
	b := in.Body
	return answer(h.Service.Amend(ctx, web.ActorFrom(ctx), in.ID, in.Line, b.Version, price.Quantity(b.Quantity), b.Note))
}

// TimesheetAsideInput is time of a line that is not billed.
type TimesheetAsideInput struct {
	ByTimesheetLine
	Body struct {
		Quantity int64         `json:"quantity" doc:"Quarters of an hour; 0 for none"`
		Why      timesheet.Why `json:"why" doc:"support, training or agreed"`
	}
}

// SetAside keeps time off the bill.
func (h Handlers) SetAside(ctx context.Context, in *TimesheetAsideInput) (*api.Answer[Timesheet], error) {
	return answer(h.Service.SetAside(ctx, web.ActorFrom(ctx), in.ID, in.Line, price.Quantity(in.Body.Quantity), in.Body.Why))
}

// TimesheetPriceInput names the line of the order that is meant.
type TimesheetPriceInput struct {
	ByTimesheetLine
	Body struct {
		Name string `json:"name"`
	}
}

// PriceBy prices a line of which several prices could be meant.
func (h Handlers) PriceBy(ctx context.Context, in *TimesheetPriceInput) (*api.Answer[Timesheet], error) {
	return answer(h.Service.PriceBy(ctx, web.ActorFrom(ctx), in.ID, in.Line, in.Body.Name))
}

// TimesheetLines names lines at the versions that were seen.
type TimesheetLines struct {
	api.ByID
	Body struct {
		Lines []TimesheetSeen `json:"lines" maxItems:"300"`
	}
}

// SignOff stands by lines.
func (h Handlers) SignOff(ctx context.Context, in *TimesheetLines) (*api.Answer[TimesheetResult], error) {
	return result(h.Service.SignOff(ctx, web.ActorFrom(ctx), in.ID, seen(in.Body.Lines)))
}

// TimesheetReply says why a line is right.
type TimesheetReply struct {
	ByTimesheetLine
	Body struct {
		Version int    `json:"version"`
		Answer  string `json:"answer"`
	}
}

// Answer answers a disputed line in words.
func (h Handlers) Answer(ctx context.Context, in *TimesheetReply) (*api.Answer[TimesheetResult], error) {
	s := line.Seen{Line: in.Line, Version: in.Body.Version}
	return result(h.Service.Answer(ctx, web.ActorFrom(ctx), in.ID, s, in.Body.Answer))
}

// DueListInput asks for what can be billed.
type DueListInput struct {
	api.Paging
	Buyer marketplace.ID `query:"buyer" maxLength:"64" doc:"The organisation; all of them when left out"`
}

// DueLine is a line that was approved and not billed yet.
type DueLine struct {
	Timesheet string `json:"timesheet"`
	Order     string `json:"order"`
	Buyer     string `json:"buyer"`
	Title     string `json:"title"`
	Reference string `json:"reference,omitempty"`
	TimesheetLine
}

// Due lists what can be billed.
func (h Handlers) Due(ctx context.Context, in *DueListInput) (*api.Page[DueLine], error) {
	list, err := h.Service.Approved(ctx, web.ActorFrom(ctx), in.Buyer, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, func(d timesheet.Due) DueLine {
		l := line.Line{
			ID: d.Line, Version: d.Version, Date: d.Date, Unit: d.Unit, Name: d.Name, Quantity: d.Quantity, Rate: d.Rate, Amount: d.Amount, Item: d.Item, Priced: d.Priced,
			Source: d.Source, Approval: d.Approval, State: line.Approved, Pricing: line.ByOrder,
		}
		return DueLine{string(d.Timesheet), string(d.Order), string(d.Buyer), d.Title, d.Reference, row(l)}
	}), nil
}
