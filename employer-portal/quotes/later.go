package quotes

import (
	"net/url"
	"time"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// When a quote is valid until, if the organiser says nothing else: so many days from today, at an hour of the afternoon.
const (
	validDays = 14
	validHour = 16
)

// until is how long a quote can be valid at the longest that is usual: not beyond the first day of its work.
func (r *seller) until(loads []capacity.Load) marketplace.Instant {
	t := r.Clock().In(r.Zone)
	day := marketplace.DateOf(t.AddDate(0, 0, validDays), r.Zone)
	for _, l := range loads {
		day = min(day, l.Date)
	}
	first := day.Time()
	return marketplace.At(time.Date(first.Year(), first.Month(), first.Day(), validHour, 0, 0, 0, r.Zone))
}

// untilFields are the day and the hour until which a quote is valid.
func (r *seller) untilFields(f view.Form) []view.Field {
	return []view.Field{f.Date("until", "portal.quote.until").WithHint(r.T("asked.f.until.hint")).Must(), f.Input("until.time", "portal.request.f.deadline.time").As("time", "").Narrow()}
}

func (r *seller) renewPage(a request.Asked, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("asked.renew", quotePath(a.ID)+"/renew", v, bad, r.untilFields)
	page.Back = back(a)
	if len(bad) > 0 {
		page.After = []view.Link{{Text: r.T("asked.version.go"), Href: quotePath(a.ID)}}
	}
	return page
}

func (r *seller) getRenew() error {
	a, e, err := r.both()
	if err != nil {
		return err
	}
	newest, _ := e.Value.Newest()
	v := url.Values{}
	form.SetMoment(v, "until", r.until(newest.Loads), r.Zone)
	return r.Show(r.renewPage(a, v, nil))
}

// postRenew renews. Posted twice it is renewed once.
func (r *seller) postRenew() error {
	a, err := r.asked()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	until, bad := form.Moment(v, "until", r.Zone)
	if until.IsZero() && len(bad) == 0 {
		bad = []marketplace.FieldError{marketplace.Field("until", "field.required")}
	}
	if len(bad) > 0 {
		return r.Wrong(r.renewPage(a, v, bad))
	}
	if _, err = r.Quotes.Renew(r.Ctx, r.Actor, a.ID, until); err == nil {
		return r.Redirect(onePath(a.ID), "asked_renewed")
	}
	if bad, err = refusal(err); err != nil {
		return err
	}
	return r.Wrong(r.renewPage(a, v, bad))
}

// refusal are the mistakes that an error names, and everything that is missing from the capacity.
func refusal(err error) ([]marketplace.FieldError, error) {
	short := marketplace.AsError(err).Fields
	bad, err := visit.FieldErrors(err)
	if err == nil && len(bad) == 1 && bad[0].Field == "" && len(short) > 0 {
		return short, nil
	}
	return bad, err
}

func (r *seller) withdrawPage(a request.Asked, bad []marketplace.FieldError) *view.Single {
	page := r.Single("asked.withdraw", quotePath(a.ID)+"/withdraw", url.Values{}, bad, func(view.Form) []view.Field { return nil })
	page.Back = back(a)
	return page
}

func (r *seller) getWithdraw() error {
	a, e, err := r.both()
	if err != nil {
		return err
	}
	if _, can := e.Value.State.Next(quote.Withdraw); !can {
		return r.Redirect(onePath(a.ID), "")
	}
	return r.Show(r.withdrawPage(a, nil))
}

func (r *seller) postWithdraw() error {
	a, err := r.asked()
	if err != nil {
		return err
	}
	if _, err = r.Quotes.Withdraw(r.Ctx, r.Actor, a.ID); err == nil {
		return r.Redirect(onePath(a.ID), "asked_withdrawn")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.withdrawPage(a, bad))
}
