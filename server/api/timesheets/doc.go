// Package timesheets is the part of the JSON interface about hours that two people approve before they are billed.
//
// Organiser serves what is signed off and what can be billed; Buyer what is approved or disputed, and who does it instead of
// whom; Guest the one decision of somebody who came by a link. Quantities are in the grain of their unit, prices whole
// ten-thousandths of a euro, amounts whole cents without value added tax. Its types follow the rules of package api.
//
// It must not decide who sees or does what; the verbs of timesheet do. What is done to several lines answers 200 with what
// became of each.
//
// Read next: shapes.go for what is told, organiser.go, buyer.go and guest.go for the verbs, marketplace/timesheet.
package timesheets
