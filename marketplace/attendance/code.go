package attendance

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Code is the six digits with which the people of a shift check in themselves on its day. It follows from the installation's
// secret; what is stored says only which code is meant, so that nobody reads it there. Conflict on another day than that of
// the shift, or when the sheet takes no marks.
func (s *Service) Code(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (string, error) {
	var code string
	for draw := 0; ; draw++ {
		_, err := s.change(ctx, actor, id, func(e *Saved) (typ string, _ []any, err error) {
			sheet := &e.Value
			if sheet.Date != s.Clock.Today() || !sheet.State.Takes() {
				return "", nil, marketplace.Errorf(marketplace.Conflict, "attendance.no_code_today")
			}
			if sheet.CheckIn == "" || draw > 0 {
				sheet.Draw = draw
			}
			if code, err = s.digits(*sheet); err != nil {
				return "", nil, err
			}
			tag, err := s.tag(sheet.Date, code)
			if err != nil || tag == sheet.CheckIn {
				return "", nil, err
			}
			sheet.CheckIn = tag // the first time, or after the installation's secret has changed
			return "attendance.code_shown", nil, nil
		})
		if !conflict(err, "checkin") || draw == maxDraws {
			return code, err
		}
	}
}

// maxDraws is how often another code is drawn when some other shift of the day has the same.
const maxDraws = 20

// digits is the code of a sheet.
func (s *Service) digits(sheet Sheet) (string, error) {
	text, err := s.Codes.Code("check-in", string(sheet.ID), string(sheet.Date), strconv.Itoa(sheet.Draw))
	if err != nil {
		return "", err
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < 8 {
		return "", fmt.Errorf("a code of %d characters: %w", len(text), err)
	}
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(raw)%1_000_000), nil
}

// tag is what a sheet is found by when somebody types its code on its day.
func (s *Service) tag(day marketplace.Date, code string) (string, error) {
	return s.Codes.Code("check-in tag", string(day), code)
}

// CheckIn marks whoever types the code of a shift and their own number in it as present. It opens nothing and tells nobody's
// name, so it asks for no account. The first time counts. Invalid, in the same words, when there is no such code today or
// nobody has the number; Conflict when the sheet is signed.
func (s *Service) CheckIn(ctx context.Context, code string, number int) error {
	tag, err := s.tag(s.Clock.Today(), strings.Join(strings.Fields(code), ""))
	if err != nil {
		return err
	}
	found, err := s.sheets.First(ctx, store.Query{Index: "checkin", Eq: []any{tag}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return unknownCode()
	}
	if err != nil {
		return err
	}
	_, err = store.Change(ctx, s.sheets, found.ID, func(sheet *Sheet) ([]marketplace.Fact, error) {
		now := s.Clock.Now()
		local := now.Time().In(s.Zone)
		after, there := CheckIn(*sheet, number, now, local.Hour()*60+local.Minute())
		switch {
		case !there:
			return nil, unknownCode()
		case !sheet.State.Takes():
			return nil, marketplace.Errorf(marketplace.Conflict, "attendance.tell_supervisor")
		}
		*sheet = after
		return []marketplace.Fact{s.fact(marketplace.System(sheet.Org), "attendance.checked_in", *sheet)}, nil
	})
	return err
}

func unknownCode() error {
	return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("code", "attendance.unknown_code")})
}
