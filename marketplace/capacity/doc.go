// Package capacity is the supervised crew hours that an organiser sells (kapasiteetti): its crews, what of each is free,
// held for a quote and sold, so that no hour of a participant and none of a supervisor is promised twice.
//
// A Crew (ryhmä) is one document: its terms with the weekly pattern, the exceptions (poikkeus) by date, and the bookings
// (varaus) with their loads (kuorma: people on a day, from one quarter-hour to another). Crew hours are participants ×
// time, supervisor hours are supervisors × time. At every quarter of every day from today on, the loads that are held and
// sold fit the participants and the supervisors offered then, which is stronger than fitting the sums of the day. What is
// missing is a Shortage, which names the limit that binds. A hold (pidätys) counts for nothing from its Until on, whether or
// not the job has written that down. Selling or renewing a hold that has run out works as long as it still fits, because
// what the buyer wants is there; otherwise it is refused with the shortage. A hold that the organiser's own exception
// displaced cannot be revived: a new one is made. Owners and supervisors of an organiser keep crews, exceptions and
// bookings; billing reads them. A buyer's owners and employers accept or let go of what is held for them and read that
// alone; its billing reads it. Whoever works for an organisation reads offers: published crews with free hours, rounded
// down.
//
// It must not keep the invariant anywhere but in the one document that is written, and never shows a buyer another buyer,
// nor anybody a participant: it knows how many, never who. The document stays bounded: at most 4,000 live loads (80 bytes)
// in 1,000 bookings (300 bytes), 200 ended bookings of 60 loads, which make a repeat harmless, and 400 exceptions of six
// windows (600 bytes) are 320 + 300 + 1,020 + 240 kB, below 2 MB of the 16 that a document may have. Loads of more than 35
// days ago leave the document; what a booking came to is in the fact that says it ended.
//
// Read next: crew.go for the values, fit.go for the invariant, state.go and booking.go for the moves of a booking, printed
// in testdata/states.md, effect.go for what a change would break, nearest.go for what could be had instead, service.go for
// the verbs, clock.go for the job.
package capacity
