package webhook

import (
	"time"

	"sovite.fi/sovite/marketplace"
)

// Progress is how a delivery stands.
type Progress string

// The states of a delivery. What was set aside goes out again when an owner says so.
const (
	Waiting Progress = "waiting"
	Sent    Progress = "sent"
	Aside   Progress = "aside"
)

// Delivery is one message to one endpoint.
type Delivery struct {
	ID       marketplace.ID      `json:"id"` // the id that the receiver sees
	Org      marketplace.ID      `json:"org"`
	Endpoint marketplace.ID      `json:"endpoint"`
	Type     string              `json:"type"`
	Body     string              `json:"body"`
	State    Progress            `json:"state"`
	Due      marketplace.Instant `json:"due"`    // of the next try; while one runs: when it counts as lost
	Turns    int                 `json:"turns"`  // tries since it was made or sent again
	Tries    []Try               `json:"tries"`  // oldest first, the latest twenty
	Made     marketplace.Instant `json:"made"`   // when it was written
	Forget   marketplace.Instant `json:"forget"` // when it is deleted
}

// Try is one try to send a message.
type Try struct {
	At     marketplace.Instant `json:"at"`
	Millis int64               `json:"millis"`           // how long it took
	Status int                 `json:"status,omitempty"` // the receiver's answer; 0: there was none
	Why    Why                 `json:"why,omitempty"`    // why there was none
}

// Good says whether the receiver took the message.
func (t Try) Good() bool { return t.Status >= 200 && t.Status < 300 }

// Why says why a message got no answer.
type Why string

// The reasons for no answer.
const (
	Private    Why = "private"    // the address leads into a network to which nothing is sent
	Unknown    Why = "unknown"    // the name is not known
	Unsafe     Why = "unsafe"     // the certificate is not good
	Late       Why = "late"       // no answer in time
	Unreached  Why = "unreached"  // no connection, or it broke
	Unreadable Why = "unreadable" // the answer was none
)

// Whys lists every reason.
func Whys() []Why { return []Why{Private, Unknown, Unsafe, Late, Unreached, Unreadable} }

const (
	mostTries = 20
	kept      = 30 * 24 * time.Hour
	lease     = 2 * time.Minute // how long one try can take at most, and so when it counts as lost
)

// waits is how long to wait after each try that failed: three days in all.
func waits() []time.Duration {
	const h = time.Hour
	return []time.Duration{30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, h, 2 * h, 4 * h, 8 * h, 12 * h, 12 * h, 16 * h, 16 * h}
}

// claimed is the delivery while a try runs.
func (d Delivery) claimed(now marketplace.Instant) Delivery {
	d.Due = marketplace.At(now.Time().Add(lease))
	d.Turns++
	return d
}

// tried is the delivery after a try, and whether it was the last.
func (d Delivery) tried(t Try, now marketplace.Instant) (Delivery, bool) {
	d.Tries = append(d.Tries[max(0, len(d.Tries)-mostTries+1):len(d.Tries):len(d.Tries)], t)
	switch all := waits(); {
	case t.Good():
		d.State, d.Due = Sent, marketplace.Instant{}
	case d.Turns > len(all):
		return d.aside(), true
	default:
		d.Due = marketplace.At(now.Time().Add(all[d.Turns-1]))
	}
	return d, false
}

// aside is the delivery when it is given up.
func (d Delivery) aside() Delivery {
	d.State, d.Due = Aside, marketplace.Instant{}
	return d
}

// again is the delivery when it shall go out once more.
func (d Delivery) again(now marketplace.Instant) Delivery {
	d.State, d.Due, d.Turns = Waiting, now, 0
	d.Forget = marketplace.At(now.Time().Add(kept))
	return d
}
