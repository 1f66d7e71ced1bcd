// Package coaching keeps the process of supported employment with one client: from the referral (lähete) over five phases
// to the final report (loppuraportti), with every form of the service on the way.
//
// A Course is one document for one process. It holds the referral, the versions of the cooperation agreement
// (yhteistyösopimus), the job-search plan (työnhakusuunnitelma), the Papers (the other forms, each with its fields in form)
// and the moves between phases; the states stand in course.go and, printed, in testdata/states.md. Criteria says what a
// phase asks for, which of it holds and from what. While a Course is open it always has a next Step with a day and an owner.
// A Meeting with an employer (työnantajatapaaminen) and a Note (merkintä) are documents of their own. Who wrote a note may
// correct it; what it said before stays with it, with who and when.
//
// It must never let anybody but the client's own coach and the client read, must hold no field for a diagnosis, copies no
// wording of a licensed measure, and asks placements and measures through the ports of Deps: what they do not know stays
// "not asked", never nothing. A move with an unmet criterion needs a reason, which stays with the move. Whoever erases a
// client finds courses, meetings and notes by their index client.
//
// Read next: course.go for states and moves, criteria.go for what a phase asks for, form for the forms, service.go for
// the verbs, known.go for what fills the forms.
package coaching
