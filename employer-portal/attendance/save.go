package attendance

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/server/web"
)

// postSheet takes what was changed in the form, and signs the sheet when that button was pressed.
func (r *request) postSheet() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	t := read(v, r.Lang)
	outcome, errs, err := r.take(id, t)
	if err == nil && errs == nil && v.Get("do") == "sign" && outcome != attendance.KeptLate {
		if errs, err = r.sign(id, v); err == nil && errs == nil {
			return r.Redirect(shiftPath(id), "shift_signed")
		}
	}
	switch {
	case err != nil:
		return err
	case errs != nil:
		return r.again(id, v, errs)
	case outcome == attendance.KeptLate:
		return r.Redirect(shiftPath(id), "shift_late")
	}
	return r.Redirect(shiftPath(id), "shift_marked")
}

// take takes what was typed; what is wrong with it names the fields of the form.
func (r *request) take(id marketplace.ID, t *typed) (attendance.Outcome, []marketplace.FieldError, error) {
	if t.bad != nil || t.empty() {
		return attendance.Repeated, t.bad, nil
	}
	_, received, err := r.Attendance.Mark(r.Ctx, r.Actor, id, []attendance.Change{t.change})
	if err != nil {
		return "", nil, err
	}
	return received[0].Outcome, t.named(received[0].Fields), nil
}

// sign signs the sheet that was shown together with what was typed. Nobody signs what somebody else marked meanwhile unseen.
func (r *request) sign(id marketplace.ID, v url.Values) ([]marketplace.FieldError, error) {
	e, err := r.Attendance.Sheet(r.Ctx, r.Actor, id)
	if err != nil {
		return nil, err
	}
	shown := visit.Revision(v.Get("rev"), 0)
	if e.Rev > shown && !r.ownDoing(e, v) {
		return []marketplace.FieldError{marketplace.Field("", "attendance.marked_since")}, nil
	}
	key := marketplace.ID(v.Get("change"))
	_, err = r.Attendance.Sign(r.Ctx, r.Actor, id, attendance.Signing{Key: key, Rev: e.Rev})
	if err == nil {
		return nil, nil
	}
	if marketplace.IsKind(err, marketplace.Stale) {
		return []marketplace.FieldError{{Key: marketplace.AsError(err).Key}}, nil
	}
	errs, err := visit.FieldErrors(err)
	return flawed(e.Value, errs), err
}

// ownDoing says whether the one write since the page was shown is that of this form.
func (r *request) ownDoing(e attendance.Saved, v url.Values) bool {
	shown := visit.Revision(v.Get("rev"), 0)
	return e.Rev == shown+1 && e.Value.Has(marketplace.ID(v.Get("change")))
}

// again shows the form with what was typed, over the sheet as it is now. What was taken is shown as taken.
func (r *request) again(id marketplace.ID, v url.Values, errs []marketplace.FieldError) error {
	now, err := r.Attendance.View(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	values := r.values(now)
	if !now.Value.Has(marketplace.ID(v.Get("change"))) && now.Value.State.Takes() {
		for name := range values { // nothing was taken: what was typed stays, with what it was typed over
			if v.Has(name) && v.Get(field(0, "person")) == values.Get(field(0, "person")) {
				values[name] = v[name]
			}
		}
	}
	return r.Wrong(r.sheetPage(now, values, errs))
}

func (r *request) postReopen() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	_, err = r.Attendance.Reopen(r.Ctx, r.Actor, id)
	return r.answered(id, err, "shift_reopened")
}

func (r *request) postAccept() error {
	return r.decide(r.Attendance.Accept, "shift_accepted")
}

func (r *request) postDrop() error {
	return r.decide(r.Attendance.Drop, "shift_dropped")
}

// answered goes back to the sheet, which says why when something cannot be done.
func (r *request) answered(id marketplace.ID, err error, done string) error {
	if err == nil {
		return r.Redirect(shiftPath(id), done)
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.again(id, url.Values{}, errs)
}

func (r *request) postCode() error {
	v, err := r.view()
	if err != nil {
		return err
	}
	code, err := r.Attendance.Code(r.Ctx, r.Actor, v.ID)
	if err != nil {
		return r.answered(v.ID, err, "")
	}
	page := &CodePage{Base: r.Base(r.T("shift.code")), Lead: r.T("shift.code.lead"), Code: code[:3] + " " + code[3:], Address: r.Origin + checkInPath}
	page.QR = drawn.QR(page.Address + "?code=" + code)
	page.Back = &view.Link{Text: v.Agreed.Title, Href: shiftPath(v.ID)}
	for _, e := range v.Value.Members {
		page.People = append(page.People, view.Pair{Label: strconv.Itoa(e.Number), Text: r.name(v, e.Person)})
	}
	return r.Show(page)
}

func (r *request) checkInPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	return r.Single("checkin", checkInPath, v, errs, func(f view.Form) []view.Field {
		code, number := f.Input("code", "portal.checkin.code").Must().As("text", "off"), f.Input("number", "portal.checkin.number").Must().As("text", "off")
		code.Digits, number.Digits = true, true
		return []view.Field{code, number.Narrow()}
	})
}

// getCheckIn asks for the code and the number. A camera brings the code along in the address.
func (r *request) getCheckIn() error {
	v := url.Values{}
	if code := r.query("code"); len(code) == codeDigits && strings.Trim(code, "0123456789") == "" {
		v.Set("code", code)
	}
	return r.Show(r.checkInPage(v, nil))
}

const codeDigits = 6

func (r *request) query(name string) string { return utils.CopyString(r.C.Query(name)) }

// postCheckIn marks whoever types the code and their own number as present. The page never says whose number it was.
func (r *request) postCheckIn() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	number, _ := strconv.Atoi(v.Get("number"))
	if err = r.Gate.AllowSignIn(r.Ctx, r.C, ""); err == nil {
		err = r.Attendance.CheckIn(r.Ctx, v.Get("code"), number)
	}
	if err == nil {
		return r.Redirect(checkInPath, "checked_in")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.checkInPage(v, errs))
}

// change is the late change that the address names.
func (r *request) change() (marketplace.ID, error) { return web.IDParam(r.C, "change") }

// decide takes or drops a late change.
func (r *request) decide(do func(context.Context, marketplace.Actor, marketplace.ID, marketplace.ID) (attendance.Saved, error), done string) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	change, err := r.change()
	if err != nil {
		return err
	}
	_, err = do(r.Ctx, r.Actor, id, change)
	return r.answered(id, err, done)
}
