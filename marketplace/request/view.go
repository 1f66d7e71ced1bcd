package request

import "sovite.fi/sovite/marketplace"

// Asked is a request as an invited organiser sees it: nothing says whether others were asked, and who asks and answers for
// the buyer is not named.
type Asked struct {
	ID         marketplace.ID
	Buyer      marketplace.ID // the organisation
	Brief      Brief
	State      State      // awarding is open to those who are asked
	Invitation Invitation // the organiser's own
	Questions  []AskedQuestion
	Called     *Called // when it is a call-off
}

// AskedQuestion is a question as everybody invited sees it.
type AskedQuestion struct {
	ID       marketplace.ID
	Own      bool // asked by the reader's organisation
	Text     string
	Answer   string
	Answered marketplace.Instant
}

func (r Request) asked(organiser marketplace.ID) Asked {
	at, _ := r.Invitation(organiser)
	out := Asked{ID: r.ID, Buyer: r.Org, Brief: r.Brief, State: r.State, Invitation: r.Invited[at], Questions: []AskedQuestion{}, Called: r.Called}
	if r.State == Awarding {
		out.State = Open
	}
	for _, q := range r.Questions {
		out.Questions = append(out.Questions, AskedQuestion{q.ID, q.Organiser == organiser, q.Text, q.Answer, q.Answered})
	}
	return out
}
