// Package attendance holds the pages of whoever leads a shift: today's shifts, the sheet of one, and the code with which the
// people of a shift check in themselves.
//
// A sheet is a form that works without scripts. Beside each thing it shows stands, hidden, what was shown, so that only what
// somebody changed is taken. With scripts the same form is kept on the phone, and each change is sent by itself through
// sync.go (static/shifts.js).
//
// It must not decide what a mark means or who may make one: marketplace/attendance does. No page shows a buyer anything.
//
// Read next: ways.go for the addresses, sheet.go for the form, typed.go for what was typed, sync.go for the phone.
package attendance
