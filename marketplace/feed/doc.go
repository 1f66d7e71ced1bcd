// Package feed puts a person's own shifts and the days of their orders into the calendar on their telephone
// (kalenterisyöte).
//
// A Feed is one document for each person and organisation with the salt of its link; the link's token is worked out, never
// stored. An Event is one stretch of time with a place. Whoever holds the link reads, and what they read is what the person
// may see at that moment: a role that was removed counts from the next reading on.
//
// It must never name a participant, because calendars are copied to where nobody can take them back, and changes nothing
// but its own links.
//
// Read next: event.go for what stands in a calendar, write.go for the format (RFC 5545), service.go for the links.
package feed
