package acting

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/office"
)

// Longest is how long a visit lasts at most.
const Longest = 30 * time.Minute

// The bounds of a reason in characters, and of the pages that one visit may see.
const (
	shortestReason = 10
	longestReason  = 500
	mostLooks      = 1000
)

// Ending is how a visit ended.
type Ending string

// The endings. The list is closed.
const (
	Finished  Ending = "finished"   // the administrator ended it
	RanOut    Ending = "ran_out"    // its time was over
	SignedOut Ending = "signed_out" // the administrator's session ended
	Dismissed Ending = "dismissed"  // the administrator is none any more
	Shut      Ending = "shut"       // the person's account or organisation was closed, or they left it
	Appointed Ending = "appointed"  // the person became an administrator
)

// Look is one page that was seen.
type Look struct {
	At   marketplace.Instant `json:"at"`
	Path string              `json:"path"` // without the query
}

// Visit is one time that an administrator looks as somebody else.
type Visit struct {
	ID      marketplace.ID      `json:"id"`
	By      marketplace.ID      `json:"by"`      // the administrator
	For     marketplace.ID      `json:"for"`     // the organisation for which they administer
	Session marketplace.ID      `json:"session"` // theirs, to which the visit belongs
	Person  marketplace.ID      `json:"person"`  // through whose eyes
	Org     marketplace.ID      `json:"org"`     // the organisation for which the person acts in it
	Reason  string              `json:"reason"`  // 10 to 500 characters; the person reads it
	Begun   marketplace.Instant `json:"begun"`
	Until   marketplace.Instant `json:"until"` // when it ends by itself
	Ended   marketplace.Instant `json:"ended"` // zero while it goes on
	Ending  Ending              `json:"ending,omitempty"`
	Open    bool                `json:"open"`
	Slot    marketplace.ID      `json:"slot,omitempty"` // the session while the visit is open, so that a session has one at most
	Looks   []Look              `json:"looks,omitempty"`
}

// Minutes is how long the visit lasted, rounded up, or has lasted now.
func (v Visit) Minutes(now marketplace.Instant) int {
	end := v.Ended
	if end.IsZero() {
		end = now
	}
	if end.Time().After(v.Until.Time()) {
		end = v.Until
	}
	return int((end.Time().Sub(v.Begun.Time()) + time.Minute - 1) / time.Minute)
}

// ended is the visit after it ended.
func (v Visit) ended(how Ending, now marketplace.Instant) Visit {
	v.Open, v.Slot, v.Ended, v.Ending = false, "", now, how
	if now.Time().After(v.Until.Time()) {
		v.Ended = v.Until
	}
	return v
}

// acting is the visit as it travels with a request.
func (v Visit) acting() marketplace.Acting {
	return marketplace.Acting{Visit: v.ID, By: v.By, For: v.For, As: v.Person, Until: v.Until, Reason: v.Reason}
}

// rolesIn are the roles that count for a person in an organisation; none when they do not belong or it is suspended.
func rolesIn(who office.Standing, org marketplace.ID) []marketplace.Role {
	for _, b := range who.Belongs {
		if b.Organisation.ID == org {
			return b.Roles
		}
	}
	return nil
}

// over says how an open visit has ended by itself; empty while it goes on. admin is who acts in the administrator's session now,
// the empty actor when that session is over.
func over(v Visit, admin marketplace.Actor, who office.Standing, now marketplace.Instant) Ending {
	switch {
	case !now.Time().Before(v.Until.Time()):
		return RanOut
	case admin.Person == "" || admin.Person != v.By:
		return SignedOut
	case !slices.Contains(admin.Roles, marketplace.RoleAdministrator):
		return Dismissed
	case who.Administrator:
		return Appointed
	case who.Closed || len(rolesIn(who, v.Org)) == 0:
		return Shut
	}
	return ""
}

// Wish is what an administrator asks for.
type Wish struct {
	Person marketplace.ID
	Org    marketplace.ID // for which organisation the person acts; may be empty when they belong to one only
	Reason string
}

// Choices are the organisations for which somebody can be looked as: those where they have a role at present.
func Choices(who office.Standing) (out []marketplace.ID) {
	for _, b := range who.Belongs {
		if len(b.Roles) > 0 {
			out = append(out, b.Organisation.ID)
		}
	}
	return out
}

// Possible says why nobody may look as somebody, whatever the reason: Conflict; nil when an administrator may.
func Possible(admin marketplace.Actor, who office.Standing) error {
	switch {
	case who.ID == admin.Person:
		return marketplace.Errorf(marketplace.Conflict, "acting.yourself")
	case who.Administrator:
		return marketplace.Errorf(marketplace.Conflict, "acting.administrator")
	case who.Closed:
		return marketplace.Errorf(marketplace.Conflict, "acting.closed")
	case len(Choices(who)) == 0:
		return marketplace.Errorf(marketplace.Conflict, "acting.no_organisation")
	}
	return nil
}

// checked is the wish in its stored form. Conflict when nobody may look as that person; Invalid names the field and what to do.
func (w Wish) checked(admin marketplace.Actor, who office.Standing) (Wish, error) {
	if err := Possible(admin, who); err != nil {
		return w, err
	}
	var bad []marketplace.FieldError
	w.Reason = strings.TrimSpace(w.Reason)
	switch n := utf8.RuneCountInString(w.Reason); {
	case n == 0:
		bad = append(bad, marketplace.Field("reason", "field.required"))
	case n < shortestReason:
		bad = append(bad, marketplace.Field("reason", "acting.reason_short", "min", shortestReason))
	case n > longestReason:
		bad = append(bad, marketplace.Field("reason", "field.too_long", "max", longestReason))
	}
	if choices := Choices(who); w.Org == "" && len(choices) == 1 {
		w.Org = choices[0]
	} else if !slices.Contains(choices, w.Org) {
		bad = append(bad, marketplace.Field("org", "field.required"))
	}
	return w, marketplace.InvalidFields(bad)
}
