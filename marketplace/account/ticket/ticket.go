package ticket

import (
	"encoding/json"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
)

// Life is how long there is time for the second step.
const Life = 5 * time.Minute

// Ticket proves the first step of a sign-in.
type Ticket struct {
	Email string              `json:"email"`
	Proof string              `json:"proof"`
	Until marketplace.Instant `json:"until"`
}

// Seal makes the text that somebody brings back; now is when the first step went well.
func Seal(v *secret.Vault, email, proof string, now time.Time) (string, error) {
	raw, err := json.Marshal(Ticket{Email: email, Proof: proof, Until: marketplace.At(now.Add(Life))})
	if err != nil {
		return "", err
	}
	return v.Seal("ticket", raw)
}

// Open reads a ticket; false if it is over, or is none of ours.
func Open(v *secret.Vault, sealed string, now time.Time) (Ticket, bool) {
	var t Ticket
	raw, err := v.Open("ticket", sealed)
	if err != nil || json.Unmarshal(raw, &t) != nil {
		return t, false
	}
	return t, now.Before(t.Until.Time())
}
