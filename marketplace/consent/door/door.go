package door

import (
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
)

// State is where a door stands.
type State string

// The states.
const (
	None   State = ""       // no link was made yet
	Fresh  State = "new"    // a link was made, no PIN chosen yet
	Open   State = "open"   // the holder has chosen a PIN
	Locked State = "locked" // too many wrong PINs
	Closed State = "closed" // the coach ended it, or nobody used the link in time
)

// The bounds of a door.
const (
	MostWrong = 5
	FirstUse  = 14 * 24 * time.Hour // a link that nobody has used opens no longer than this
	leastPIN  = 4
	mostPIN   = 6
)

// Kind is whose doors a Service keeps.
type Kind struct {
	Role       marketplace.Role // of a holder who came in
	collection string
}

// Clients and Supporters are the kinds there are: each client has a door of their own, and so has each member of a client's
// network.
func Clients() Kind { return Kind{marketplace.RoleClient, "doors"} }

// Supporters: see Clients.
func Supporters() Kind { return Kind{marketplace.RoleSupporter, "supporter_doors"} }

// Holder is what this package knows of whoever a door belongs to.
type Holder struct {
	Client marketplace.ID // whom the door is about: the holder, or whose network the holder is in
	Lang   string
	Shut   bool // nothing may be opened now
}

// Door is what the coach and the holder of the link may see.
type Door struct {
	Holder marketplace.ID
	State  State
	Made   marketplace.Instant
	Used   marketplace.Instant // the last time that the holder came in; zero if never
}

// record is the stored form; its id is the holder's.
type record struct {
	Client marketplace.ID      `json:"client"`
	Holder marketplace.ID      `json:"holder,omitempty"` // empty: the client
	Org    marketplace.ID      `json:"org"`
	State  State               `json:"state"`
	Salt   string              `json:"salt"`
	PIN    string              `json:"pin,omitempty"` // hash
	Wrong  int                 `json:"wrong"`         // in a row
	Round  int                 `json:"round"`         // visits of earlier rounds are over
	MadeBy marketplace.ID      `json:"made_by"`
	Made   marketplace.Instant `json:"made"`
	Used   marketplace.Instant `json:"used"`
}

// of is whose door it is.
func (r record) of() marketplace.ID {
	if r.Holder != "" {
		return r.Holder
	}
	return r.Client
}

// at is the record as it stands at a moment: a link that nobody has used in time is closed.
func (r record) at(now marketplace.Instant) record {
	if r.State == Fresh && now.Time().Sub(r.Made.Time()) > FirstUse {
		r.State = Closed
	}
	return r
}

func (r record) shown(now marketplace.Instant) Door {
	return Door{Holder: r.of(), State: r.at(now).State, Made: r.Made, Used: r.Used}
}

// token is the secret part of the link's address.
func (r record) token(v *secret.Vault) (string, error) {
	return v.Token("door", string(r.of()), r.Salt)
}

// tried is the record after a PIN was tried, and the type of the fact about it.
func (r record) tried(right bool, now marketplace.Instant) (record, string) {
	if right {
		r.Wrong, r.Used = 0, now
		return r, "door.entered"
	}
	r.Wrong++
	if r.Wrong < MostWrong {
		return r, "door.refused"
	}
	r.State, r.PIN = Locked, ""
	r.Round++
	return r, "door.locked"
}

// checkPIN says whether somebody can choose the PIN: four to six digits, not all the same and not in a row, because those
// are the first that others try.
func checkPIN(pin string) error {
	field := func(key string) error {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("pin", key, "min", leastPIN, "max", mostPIN)})
	}
	switch {
	case len(pin) < leastPIN || len(pin) > mostPIN || strings.Trim(pin, "0123456789") != "":
		return field("door.pin")
	case strings.Count(pin, pin[:1]) == len(pin), strings.Contains("01234567890", pin), strings.Contains("09876543210", pin):
		return field("door.pin_easy")
	}
	return nil
}
