// Package process is the pages of the coaching process: the course of a client with its phases and forms, the meetings
// with employers and the notes for the coach, and what the client reads and agrees to.
//
// A page of the coach stands below /clients/:id, a page of the client below /my/course. Every form can be filled in, read
// and printed; what is known stands beside what the coach writes, and what nobody has asked says so.
//
// It must not decide anything about the business and must not write HTML.
//
// Read next: ways.go for every page, say.go for the words, marketplace/coaching for the verbs.
package process
