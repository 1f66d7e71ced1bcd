// Package capacity serves crews, their calendar and what others may find of them under /api/v1/crews and /api/v1/offers.
//
// A crew's terms and exceptions are previewed by a POST that saves nothing, and saved with the crew's ETag, so that what is
// saved is what was previewed. Hours are counted in quarters of an hour of one person.
//
// It decides nothing, and it neither holds nor sells: quotes and orders do.
//
// Read next: crews.go for the terms, calendar.go for the days, marketplace/capacity for the rules.
package capacity
