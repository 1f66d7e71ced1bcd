// Package report is the sums that an organiser and a buyer look at over time: what is sold and free of crews, what is owed and
// for how long, and what was bought from whom.
//
// A Week is the hours of every crew in one week. A Crew is how much of one crew is sold. An Age is what is owed by how many days
// after it was due. Earned is what a month brought at one site, what that cost, and the margin (kate). A Purchase is what a buyer
// bought of one organiser in one month: hours, and the shares of labour and of supervision.
//
// It must not keep or change anything, nor show anybody what the verbs that it reads would not: it asks them as the same person. No
// participant stands in any sum. What is not known is left out and said, never counted as zero.
//
// Read next: sums.go and margin.go for the arithmetic on values, service.go for where they come from.
package report
