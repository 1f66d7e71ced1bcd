// Package task keeps employers' tasks: pieces of work carved out so that somebody can do them, with their demands on
// the shared scale, hazards, hours, place, adaptations offered and the work forms that are possible.
//
// A Task is a draft until it is published, and closed when it is filled or withdrawn. Demands are essential or not, and
// adaptable or not. Task.Matching gives the part that matching may know.
//
// It must not hold anything about clients and must not order or judge. Only members of the employer's organisation load
// drafts; published tasks are public to everybody who is signed in.
//
// Read next: task.go for the fields and states, import.go for reading tables, service.go for the verbs.
package task
