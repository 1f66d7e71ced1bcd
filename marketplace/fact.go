package marketplace

// Fact says that something happened. Facts are saved inside the document that changed, in the same write, and travel
// from there to the audit record and to the reactions. A fact holds ids and short codes, never personal data, so that
// erasing a person does not break the chain.
type Fact struct {
	ID      ID                `json:"id"`
	Type    string            `json:"type"`           // "task.published": noun and past verb
	At      Instant           `json:"at"`             // when it was decided
	Actor   ID                `json:"actor"`          // who decided; empty for the program itself
	Org     ID                `json:"org"`            // whose record it belongs to
	Subject string            `json:"subject"`        // "tasks/01J…": collection and document
	Data    map[string]string `json:"data,omitempty"` // ids and codes that a reaction needs
}

// Facts makes facts for one actor at one moment.
type Facts struct {
	IDs   IDs
	Clock Clock
}

// New makes a fact about a document. Data are pairs of name and value.
func (f Facts) New(actor Actor, typ, subject string, data ...any) Fact {
	return Fact{ID: f.IDs(), Type: typ, At: f.Clock.Now(), Actor: actor.Person, Org: actor.Org, Subject: subject, Data: pairs(data)}
}
