// Package attendance is what was worked (läsnäolo): who was there in a shift, from when to when, and how much was done.
//
// A Sheet (läsnäololista) is one document for each shift, under the shift's id. Marks come as Changes from phones that may
// have been without network; Apply settles them so that their order does not matter. The supervisor signs the sheet; only
// what was signed is Done, which later slices bill by. A change that comes after that is kept aside (LateChange) for the
// supervisor to accept or drop. Who bills locks the sheet with a reason in words. A person of the shift may check in alone,
// with the Code of the day and their own number.
//
// It must never hold why somebody was away beyond a neutral class, nor where anybody was, nor count absences of a person;
// what follows from an absence is that somebody asks how they are. A buyer sees nothing of a sheet.
//
// Read next: sheet.go and mark.go for the values, apply.go for how changes are settled, state.go for the moves, printed in
// testdata/states.md, sign.go for what a signature asks for, done.go for what a signed sheet comes to.
package attendance
