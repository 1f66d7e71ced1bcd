// Package waiting counts what waits for the person on their first page: for an organiser from requests to rejected invoices,
// for a buyer from quotes to invoices.
//
// Each count is a link with its number in words; with one thing it leads straight there, with more to their list. What is
// nothing is not shown, and a role sees only what it can do something about.
//
// It must not decide or reckon anything but how many there are: the verbs of the slices list them, each by a declared index,
// at most a page of it. Of a week that nobody has looked at yet, the roster is made, as its own page does.
//
// Read next: organiser.go, buyer.go, then employer-portal/people and employer-portal/employer, which show them.
package waiting
