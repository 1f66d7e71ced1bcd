// Package webhook tells an organisation's own programs what happened: a message to an address that an owner named, for each
// fact of its orders, invoices, timesheets and tasks.
//
// An Endpoint is an address with the events it wants and the secrets by which messages are signed; a Delivery is one message
// to one endpoint with every try to send it. A Poster is what carries a message. Messages come at least once and in no
// promised order: a receiver knows one it has had by its id.
//
// It must not tell anything but which record changed, when, and where to read it: no message holds a name, a sum or a word
// that somebody wrote. It sends nothing while a fact is followed: that only writes deliveries, and a job sends them.
//
// Read next: event.go for what a message says, endpoint.go, delivery.go for the tries, work.go for the job, outgoing for the
// way out.
package webhook
