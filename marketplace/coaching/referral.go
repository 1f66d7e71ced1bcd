package coaching

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// Referral is how a client came to the service (lähete).
type Referral struct {
	From     string           `json:"from"`               // kind of referrer: one of Referrers
	Name     string           `json:"name,omitempty"`     // of the referring unit or person, at most 120 characters
	Basis    string           `json:"basis,omitempty"`    // the plan it rests on: one of Bases; empty: not asked
	Reason   string           `json:"reason,omitempty"`   // why now, at most 1,000 characters
	Wish     string           `json:"wish,omitempty"`     // the client's own wish to work: one of Wishes; empty: not asked
	Scope    string           `json:"scope,omitempty"`    // what the client has allowed to be told back, at most 500 characters
	Received marketplace.Date `json:"received"`           // the day it came
	Answered marketplace.Date `json:"answered,omitempty"` // the day it was taken or not; empty: not yet
	Taken    bool             `json:"taken"`
	By       marketplace.ID   `json:"by,omitempty"`  // who answered
	Why      string           `json:"why,omitempty"` // why it was not taken
}

// Referrers lists the kinds of referrers in the order in which forms show them.
func Referrers() []string {
	return []string{"labour_authority", "county_social", "health_care", "kela", "workshop", "school", "client", "other"}
}

// Bases lists the plans on which a referral can rest; "none" is an answer too.
func Bases() []string {
	return []string{"employment_plan", "activation_plan", "multisectoral_plan", "client_plan", "rehabilitation_plan", "none"}
}

// Wishes lists what a client can have said about working.
func Wishes() []string { return []string{"wants", "unsure", "not_now"} }

// checked gives the coach's part of the referral in its stored form, or what is wrong with it.
func (r Referral) checked(today marketplace.Date) (Referral, error) {
	var f check.Fields
	f.OneOf("from", r.From, Referrers()...)
	form.Optional(&f, "basis", r.Basis, Bases())
	form.Optional(&f, "wish", r.Wish, Wishes())
	r.Name, r.Reason, r.Scope = check.Line(r.Name), check.Text(r.Reason), check.Text(r.Scope)
	f.Text("name", r.Name, 120)
	f.Text("reason", r.Reason, 1000)
	f.Text("scope", r.Scope, 500)
	form.Past(&f, "received", r.Received, today)
	return r, marketplace.InvalidFields(f.Errors())
}

// with takes over what a coach may correct; the answer stays as it is.
func (r Referral) with(in Referral) Referral {
	in.Answered, in.Taken, in.By, in.Why = r.Answered, r.Taken, r.By, r.Why
	return in
}

// Agreement is one version of the cooperation agreement (yhteistyösopimus). A version does not change once it is agreed.
type Agreement struct {
	AgreementText
	Number  int                 `json:"number"` // from 1
	By      marketplace.ID      `json:"by"`
	Written marketplace.Instant `json:"written"`
	Talk    marketplace.Instant `json:"talk"`              // when the client said: I want to talk about it first
	Agreed  marketplace.Date    `json:"agreed,omitempty"`  // the day of the yes; empty: not yet
	Way     string              `json:"way,omitempty"`     // client: on the client's own pages; together: the coach wrote down that it was
	Present string              `json:"present,omitempty"` // who was there: a Presence for the client's own yes, a line of text otherwise
}

// AgreementText is what client and coach agree on.
type AgreementText struct {
	Goals   string           `json:"goals"`              // at most 1,000 characters, as the others
	Contact string           `json:"contact,omitempty"`  // when and how to reach each other
	MayTell string           `json:"may_tell,omitempty"` // what employers may be told, in general; a consent says it for each one
	Ends    string           `json:"ends,omitempty"`     // when the work together ends
	Review  marketplace.Date `json:"review,omitempty"`   // when it is looked at again
}

// mostAgreements is how many versions of an agreement a course keeps.
const mostAgreements = 50

func (a AgreementText) checked(today marketplace.Date) (AgreementText, error) {
	var f check.Fields
	for _, text := range []*string{&a.Goals, &a.Contact, &a.MayTell, &a.Ends} {
		*text = check.Text(*text)
	}
	f.Need("goals", a.Goals != "")
	f.Text("goals", a.Goals, 1000)
	f.Text("contact", a.Contact, 1000)
	f.Text("may_tell", a.MayTell, 1000)
	f.Text("ends", a.Ends, 1000)
	if a.Review != "" {
		form.Ahead(&f, "review", a.Review, today)
	}
	return a, marketplace.InvalidFields(f.Errors())
}
