package introduction

import "sovite.fi/sovite/marketplace"

// ActBy is the last day on which a coach should do what follows from a yes that came on a day: the client's to a consent, or
// both sides' to go on. Nothing is done after the last day of the consent.
func ActBy(day, until marketplace.Date) marketplace.Date {
	return min(day.AddWorkdays(ActDays), until)
}
