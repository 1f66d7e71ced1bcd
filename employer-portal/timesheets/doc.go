// Package timesheets is the pages of hours that two people approve: the organiser's weeks, what the buyer approves or disputes,
// and the one decision of somebody who came by a link.
//
// Lines stand in tables by who has to do what about them, with what was planned beside what was done and the deviations first.
// What changed after the buyer last saw it says before and now. A form sends the version of each line that was seen. Nothing
// is approved by silence, and the page says so. Everything works without scripts.
//
// It must not decide or reckon anything (marketplace/timesheet does), and never names who worked.
//
// Read next: ways.go for the pages, table.go for the lines in words, organiser.go, buyer.go and guest.go for the three sides,
// forms.go for what is typed.
package timesheets
