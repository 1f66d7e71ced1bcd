// Package shortlist keeps lists of tasks that the coaches of one organisation share.
//
// A Shortlist (yhteinen lista) is one document: a name and at most a hundred picks. A Pick is a task with who put it there and
// a few words why. Every coach of the organisation reads every list and changes it. What is to be talked about with one client
// is no list: that is a choice (marketplace/choice), which the coaches of that client share already.
//
// It must not hold anything about a client: a list is read by coaches who do not coach that client. The form says so. It must
// not reach an employer.
//
// Read next: shortlist.go for the values and decisions, service.go for the verbs; choice for what belongs to one client.
package shortlist
