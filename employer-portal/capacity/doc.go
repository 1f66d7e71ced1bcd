// Package capacity is the organiser's pages about crews: the list, the form, the calendar of what is free, held and sold,
// and exceptions with what they would do before they are saved.
//
// The calendar is a table of weeks and days, and the same as a list; every day says in words what is free and which limit
// binds, so that nothing depends on colour. A change that would release holds is shown first and saved by a second button;
// one that would break what is sold has no such button.
//
// It must not decide or reckon anything: marketplace/capacity does. It needs no script.
//
// Read next: ways.go for the list of pages, calendar.go, form.go and except.go for them, marketplace/capacity for the rules.
package capacity
