// Package timesheet is the hours and quantities that two people approve before they are billed (tuntilista).
//
// A Timesheet is one document for each order and week (Monday), built and built anew from what was signed in
// marketplace/attendance. Its lines (marketplace/timesheet/line) are signed off by the organiser and then approved or disputed
// by the buyer, one by one, each at the version that was seen. An Aside is time that is never billed: support, training, or
// what both agreed on. A Link lets a named person without an account decide once. An Alternate (sijainen) approves for
// somebody who is away.
//
// A line that stands on an invoice never changes: what is signed anew later comes as a line of the difference. Nothing is
// approved by silence. It must never name a participant, never show the buyer an Aside or what is not signed off, and decides
// nothing about invoices: those call Approved, Bill and Unbill.
//
// Read next: timesheet.go for the values, line for the moves, build.go for how lines follow from sheets, approve.go for the
// buyer's verbs, add.go for the organiser's, follow.go for what follows from facts, clock.go for the job.
package timesheet
