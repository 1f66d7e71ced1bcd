package caseload

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
)

// The codes of what is to be done about a consent, a placement and a profile. A step has the codes of courses, an
// introduction those of its states.
const (
	Answer   = "answer"    // the client has not answered
	Talk     = "talk"      // the client wants to talk about it before answering
	Send     = "send"      // the client said yes, and nothing was sent to the employer yet
	Begin    = "begin"     // the work that all three agreed to begins; the profile is begun
	FollowUp = "follow_up" // the next follow-up at work
	Contact  = "contact"   // the next contact afterwards
)

// ofStep is the next step of a course; false when there is none. What is done together waits for the coach as well.
func ofStep(client marketplace.ID, s coaching.Step) (Item, bool) {
	i := Item{Client: client, Kind: Step, Due: s.Due, Key: s.Key, Text: s.Text, Mine: s.Owner != "client"}
	if !i.Mine {
		i.Who = "client"
	}
	return i, s.Good()
}

// ofConsent is a question that waits for the client, or for a talk; false when it was answered or ran out.
func ofConsent(c consent.Consent) (Item, bool) {
	i := Item{Client: c.Client, Kind: Consent, Ref: c.ID, Due: c.AnswerBy, Key: Answer, Who: "client"}
	if !c.Talk.IsZero() {
		i.Key, i.Mine, i.Who = Talk, true, ""
	}
	return i, c.State == consent.Asked
}

// ofGiven is a consent under which the coach can put the client forward; false when it is for something else, is over or
// was used.
func ofGiven(c consent.Consent, used bool) (Item, bool) {
	i := Item{Client: c.Client, Kind: Consent, Ref: c.ID, Due: introduction.ActBy(c.Answered.Day(), c.Until), Key: Send, Mine: true}
	return i, introducible(c) && !used
}

// introducible says whether an introduction can be sent under a consent, unless one was.
func introducible(c consent.Consent) bool {
	return c.State == consent.Given && c.Purpose == consent.Introduction && c.Task != ""
}

// ofAgreed is an introduction that both sides agreed to and for which no work is planned yet; false when its consent does not
// hold any more, because nobody waits for it then, or when it is planned.
func ofAgreed(in introduction.Introduction, held []consent.Consent, work []placement.Entry) (Item, bool) {
	i := Item{Client: in.Client, Kind: Introduction, Ref: in.ID, Due: introduction.ActBy(in.Ended.Day(), in.Until), Key: string(in.State), Text: in.Title, Mine: true}
	holds := slices.ContainsFunc(held, func(c consent.Consent) bool { return c.ID == in.Consent && c.State == consent.Given })
	planned := slices.ContainsFunc(work, func(p placement.Entry) bool { return p.Value.Introduction == in.ID })
	return i, in.State == introduction.Agreed && holds && !planned
}

// ofProfile is a profile that waits to be begun; false when it was, or when an open course says what comes next.
func ofProfile(client marketplace.ID, s coaching.Step, begun bool) (Item, bool) {
	return Item{Client: client, Kind: Profile, Key: Begin, Mine: true}, !begun && !s.Good()
}

// ofIntroduction is an introduction that waits for one of its sides; false when it has ended.
func ofIntroduction(in introduction.Introduction) (Item, bool) {
	i := Item{Client: in.Client, Kind: Introduction, Ref: in.ID, Due: in.Due, Key: string(in.State), Text: in.Title, Mine: in.Owner == introduction.ByCoach}
	if !i.Mine {
		i.Who = string(in.Owner)
	}
	return i, in.Open
}

// ofPlacement is what the coach does next about somebody's work; false when it is not agreed yet or nothing is left to do.
func ofPlacement(p placement.Placement) (Item, bool) {
	i := Item{Client: p.Client, Kind: Placement, Ref: p.ID, Due: p.Next, Key: FollowUp, Text: p.Valid().Title, Mine: true}
	switch {
	case p.State == placement.Agreed:
		i.Key, i.Due = Begin, p.Valid().Start
	case p.State == placement.AfterCare:
		i.Key = Contact
	case p.State.AtWork():
		for _, v := range p.Visits {
			if v.State == support.Planned && v.Date == p.Next {
				i.Part = v.ID
			}
		}
	default:
		return i, false
	}
	return i, i.Due != ""
}
