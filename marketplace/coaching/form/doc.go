// Package form says what the forms of the coaching service ask for, and checks what is written into them.
//
// A Kind is one form of the service; a Def lists the Fields of one that has no shape and verbs of its own, with whether it
// repeats, is signed, and is shown to the client. An Input is what a coach writes; Checked gives it in its stored form.
//
// It must not know a client, a course or who may write, must hold no field for a diagnosis, and copies no wording of a
// licensed form: the fields are this program's own.
//
// Read next: form.go for the forms, day.go for the days that can be written, marketplace/coaching for the process.
package form
