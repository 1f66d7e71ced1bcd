package passkey

import "encoding/json"

// Ceremony speaks with browsers about keys, as Web Authentication says. Adapters are safe for concurrent use and remember nothing: what
// has to be kept between a question and its answer is handed out and in again. An error means that an answer is not good, and why, for the
// log.
type Ceremony interface {
	// Make asks a browser for a new key of an owner; have are the records of those that they have already.
	Make(o Owner, have []json.RawMessage) (Question, error)

	// Made checks the answer and gives the new key.
	Made(o Owner, kept, answer []byte) (Key, error)

	// Ask asks a browser for any key that it has for this service.
	Ask() (Question, error)

	// Names reads by which key an answer was made. Nothing is proven by it.
	Names(answer []byte) (key []byte, err error)

	// Asked checks the answer against the record of the key, and gives the record to keep from now on.
	Asked(o Owner, record json.RawMessage, kept, answer []byte) (json.RawMessage, error)
}

// Owner is whose key it is. Handle says nothing about them to whoever reads the device.
type Owner struct {
	Handle []byte
	Email  string
	Name   string
}

// Question is what a browser is asked, as JSON, and what has to be kept until it answers.
type Question struct{ Options, Kept []byte }

// Key is a key that was made: its name in the world, and the record by which it is known again.
type Key struct {
	ID     []byte
	Record json.RawMessage
}
