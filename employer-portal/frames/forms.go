package frames

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/request"
)

// sheet is a form of one thing that one side does, with a reason or without.
type sheet struct {
	base, verb, key string // key of its texts
	done            string
	reason          bool
	load            func(*visitor, marketplace.ID) (frame.Entry, error)
	save            func(*visitor, marketplace.ID, string) error
}

func sheets() []sheet {
	return []sheet{
		{offered, "withdraw", "frame.withdraw", "frame_withdrawn", false, (*visitor).sold, func(r *visitor, id marketplace.ID, _ string) error {
			_, err := r.Frames.Withdraw(r.Ctx, r.Actor, id)
			return err
		}},
		{offered, "notice", "frame.notice", "frame_noticed", true, (*visitor).sold, func(r *visitor, id marketplace.ID, why string) error {
			_, err := r.Frames.GiveNotice(r.Ctx, r.Actor, id, why)
			return err
		}},
		{agreed, "decline", "frame.decline", "frame_declined", true, (*visitor).bought, func(r *visitor, id marketplace.ID, why string) error {
			_, err := r.Frames.Decline(r.Ctx, r.Actor, id, why)
			return err
		}},
		{agreed, "notice", "frame.notice", "frame_noticed", true, (*visitor).bought, func(r *visitor, id marketplace.ID, why string) error {
			_, err := r.Frames.GiveNoticeAsBuyer(r.Ctx, r.Actor, id, why)
			return err
		}},
	}
}

func (r *visitor) sold(id marketplace.ID) (frame.Entry, error) {
	return r.Frames.Get(r.Ctx, r.Actor, id)
}

func (r *visitor) bought(id marketplace.ID) (frame.Entry, error) {
	if err := r.Actor.Must(request.Buyers()...); err != nil {
		return frame.Entry{}, err
	}
	return r.Frames.Bought(r.Ctx, r.Actor, id)
}

func (r *visitor) getSheet(s sheet) error {
	page, err := r.sheetPage(s, url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *visitor) postSheet(s sheet) error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = s.save(r, id, v.Get("reason")); err == nil {
		return r.Redirect(path(s.base, id), s.done)
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.sheetPage(s, v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *visitor) sheetPage(s sheet, v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	id, err := idOf(r.Request)
	if err != nil {
		return nil, err
	}
	e, err := s.load(r, id)
	if err != nil {
		return nil, err
	}
	page := r.Single(s.key, path(s.base, id)+"/"+s.verb, v, bad, func(f view.Form) []view.Field {
		if !s.reason {
			return nil
		}
		return []view.Field{f.Area("reason", "portal.order.f.reason", 3).WithHint(r.T("frame.f.why.hint")).Must()}
	})
	if s.verb == "notice" {
		page.Intro = r.T("frame.notice.intro.days", "days", r.Say.N("frame.days", e.Value.Terms.NoticeDays))
	}
	page.Back = &view.Link{Text: e.Value.Terms.Title, Href: path(s.base, id)}
	return page, nil
}
