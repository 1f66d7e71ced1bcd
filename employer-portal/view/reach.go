package view

// Reach is what an employer is told of how many could do a task.
type Reach struct {
	Heading, Text string   // when there is nothing to tell: why
	Counts        []string // in words
	More          []ReachMore
	Limits        []string
	Made, Changed string
}

// ReachMore is one change that would open the task to more people.
type ReachMore struct {
	Text, Kind, Cost string
	Aids             []Aid
	Offer            string // key of the adaptation; empty for a demand to ease
	Button           string // in words, with the name of the adaptation
	Href             string // of the form with the adaptation in it; empty in the form itself
	Offered          bool   // it is in the form already
}
