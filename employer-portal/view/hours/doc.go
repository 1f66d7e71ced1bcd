// Package hours is what the pages of hours that two people approve are made of.
//
// A Timesheet is the page: a Table for the lines about which one side has to do something, a Row for each line, with a Box or a
// list in which it is decided. Its template stands among the others, as "timesheet".
//
// It must not call a service or hold text for people, as view must not.
//
// Read next: hours.go, employer-portal/view for what every page has, employer-portal/timesheets for who fills it in.
package hours
