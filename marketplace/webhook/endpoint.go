package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// State is how an endpoint stands.
type State string

// The states of an endpoint. A paused one is told nothing until an owner resumes it.
const (
	Active  State = "active"
	Paused  State = "paused"
	Removed State = "removed"
)

// Endpoint is an address to which messages go.
type Endpoint struct {
	ID      marketplace.ID      `json:"id"`
	Org     marketplace.ID      `json:"org"`
	URL     string              `json:"url"`
	Groups  []Group             `json:"groups"`
	State   State               `json:"state"`
	Failed  bool                `json:"failed,omitempty"` // it was paused because nobody took the messages
	Secrets []Secret            `json:"secrets"`          // newest first, at most two
	Made    marketplace.Instant `json:"made"`
	By      marketplace.ID      `json:"by"`
	Changed marketplace.Instant `json:"changed"` // when it was paused, resumed or removed last
}

// Secret is what messages are signed with.
type Secret struct {
	Sealed string              `json:"sealed"`
	Made   marketplace.Instant `json:"made"`
	Until  marketplace.Instant `json:"until"` // zero for the newest
}

// Draft is what an owner fills in for an endpoint.
type Draft struct {
	Once   string // chosen by the form: the same form sent twice makes one endpoint
	URL    string
	Groups []Group
}

const (
	mostEndpoints = 10
	secretLen     = 32 // bytes
	bothValid     = 7 * 24 * time.Hour
	secretPrefix  = "whsec_"
)

// checked gives the input in its stored form, or the fields that are wrong.
func (d Draft) checked(loopback bool) (Draft, error) {
	var f check.Fields
	d.URL = check.Line(d.URL)
	if f.Need("url", d.URL != ""); d.URL != "" {
		if key := addressProblem(d.URL, loopback); key != "" {
			f.Add("url", key)
		}
	}
	var groups []Group
	for _, g := range Groups() {
		if slices.Contains(d.Groups, g) {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 || len(groups) != len(slices.Compact(slices.Sorted(slices.Values(d.Groups)))) {
		f.Add("groups", "webhook.groups")
	}
	d.Groups = groups
	return d, marketplace.InvalidFields(f.Errors())
}

func purpose(id marketplace.ID) string { return "webhook " + string(id) }

// valid are the secrets that sign at a moment.
func (e Endpoint) valid(now marketplace.Instant) []Secret {
	var out []Secret
	for _, s := range e.Secrets {
		if s.Until.IsZero() || now.Time().Before(s.Until.Time()) {
			out = append(out, s)
		}
	}
	return out
}

// rotated is the endpoint with another secret; the one of before signs beside it for a week more, any older one no longer.
func (e Endpoint) rotated(sealed string, now marketplace.Instant) Endpoint {
	secrets := []Secret{{Sealed: sealed, Made: now}}
	if len(e.Secrets) > 0 {
		last := e.Secrets[0]
		last.Until = marketplace.At(now.Time().Add(bothValid))
		secrets = append(secrets, last)
	}
	e.Secrets = secrets
	return e
}

// signature signs a message: HMAC-SHA256 over id, moment in seconds and body, as Standard Webhooks writes it.
func signature(secret []byte, id marketplace.ID, at time.Time, body string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(string(id) + "." + strconv.FormatInt(at.Unix(), 10) + "." + body))
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// shown is a secret as it is shown, once.
func shown(secret []byte) string { return secretPrefix + base64.StdEncoding.EncodeToString(secret) }
