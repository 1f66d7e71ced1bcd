package attendance

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Tolerance is by how many minutes a time may lie outside of the shift without a word about it.
const Tolerance = 30

// maxSignatures is how often one sheet can be signed.
const maxSignatures = 100

// Signing is what a signature is made with.
type Signing struct {
	Key    marketplace.ID      // made where it was signed, so that a repeat changes nothing
	Signed marketplace.Instant // when it was signed there; zero: now
	Sent   marketplace.Instant // as of a Change
	Rev    int64               // of the sheet that was seen; 0 when that is not known, as on a phone without network
}

// Sign says that the sheet is right: it is done from now on. Everybody has to be marked, and the times have to be likely or
// explained in words. Signing with the same key again changes nothing. Stale when it was signed before somebody opened the
// sheet to correct it, or somebody marked since Rev; Conflict when it is signed already, or locked.
func (s *Service) Sign(ctx context.Context, actor marketplace.Actor, id marketplace.ID, with Signing) (Saved, error) {
	if !with.Key.Valid() || len(with.Key) > maxChangeID {
		return Saved{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("key", "field.required")})
	}
	return s.change(ctx, actor, id, func(e *Saved) (string, []any, error) {
		now, sheet := s.Clock.Now(), &e.Value
		if sheet.signedWith(with.Key) {
			return "", nil, nil
		}
		if err := sheet.maySign(with, e.Rev, now); err != nil {
			return "", nil, err
		}
		sheet.sign(Signature{Key: with.Key, By: actor.Person, At: now})
		t := sheet.Tally()
		return "attendance.signed", []any{"there", t.There, "away", t.Away}, nil
	})
}

func (s *Sheet) signedWith(key marketplace.ID) bool {
	for _, g := range s.Signatures {
		if g.Key == key {
			return true
		}
	}
	return false
}

func (s *Sheet) maySign(with Signing, rev int64, now marketplace.Instant) error {
	_, can := s.State.Next(Sign)
	before := ours(with.Signed, with.Sent, now).Time().Before(s.Corrected.Time())
	switch {
	case !can || len(s.Signatures) >= maxSignatures:
		return s.refuses()
	case before || with.Rev != 0 && with.Rev != rev:
		return marketplace.Errorf(marketplace.Stale, "attendance.marked_since")
	case s.Date > now.Day():
		return marketplace.Errorf(marketplace.Conflict, "attendance.not_yet")
	}
	return marketplace.InvalidFields(s.Flaws())
}

func (s *Sheet) sign(g Signature) {
	s.State, s.Signatures, s.Corrected = Signed, append(s.Signatures, g), marketplace.Instant{}
	done := s.comesTo(g.At)
	s.Done = &done
}

// Flaws are what keeps a sheet from being signed, each with how to mend it.
func (s Sheet) Flaws() []marketplace.FieldError {
	var f check.Fields
	worked, led := false, false
	for i, e := range s.Members {
		worked = s.flaw(&f, check.At("members", i), e) || worked
	}
	for i, e := range s.Leaders {
		led = s.flaw(&f, check.At("leaders", i), e) || led
	}
	if worked && !led && s.Words.Text == "" {
		f.Add("words", "attendance.nobody_led")
	}
	return f.Errors()
}

// flaw checks one person, and says whether they worked.
func (s Sheet) flaw(f *check.Fields, path string, e Entry) bool {
	m, _ := s.Of(e)
	outside := m.From < s.From-Tolerance || m.To > s.To+Tolerance
	switch {
	case m.State == NotMarked:
		f.Add(path+".state", "attendance.unmarked")
	case m.State == Late && m.From <= s.From:
		f.Add(path+".from", "attendance.late_when")
	case m.State == LeftEarly && m.To >= s.To:
		f.Add(path+".to", "attendance.left_when")
	case m.worked() && outside && s.Words.Text == "":
		f.Add("words", "attendance.outside", "minutes", Tolerance)
	}
	return m.worked()
}

// maxWhy is how long the reason of a lock may be, in characters.
const maxWhy = 200

// Lock keeps a signed sheet from being corrected, with the reason in words, such as "on invoice 1042". It is for the program
// itself, when the hours were approved or billed. Locking again gives it the other reason. Conflict when the sheet is not
// signed, or is being corrected: what would be locked is not known then.
func (s *Service) Lock(ctx context.Context, id marketplace.ID, why string) error {
	var f check.Fields
	why = check.Line(why)
	f.Need("why", why != "")
	f.Text("why", why, maxWhy)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return err
	}
	return s.move(ctx, id, Lock, "attendance.locked", why)
}

// Unlock lets a locked sheet be corrected again, when the approval was taken back. Unlocking what is not locked changes
// nothing.
func (s *Service) Unlock(ctx context.Context, id marketplace.ID) error {
	return s.move(ctx, id, Unlock, "attendance.unlocked", "")
}

func (s *Service) move(ctx context.Context, id marketplace.ID, event Event, typ, why string) error {
	_, err := store.Change(ctx, s.sheets, id, func(sheet *Sheet) ([]marketplace.Fact, error) {
		next, can := sheet.State.Next(event)
		switch {
		case !can && event == Unlock, can && next == sheet.State && sheet.Locked == why:
			return nil, store.ErrUnchanged
		case !can:
			return nil, sheet.refuses()
		}
		sheet.State, sheet.Locked = next, why
		return []marketplace.Fact{s.fact(marketplace.System(sheet.Org), typ, *sheet)}, nil
	})
	return err
}
