// Package introductions is the pages about clients put forward to employers: the coach's list and page, the employer's, and
// the client's own, each with the messages that the reader may read.
//
// The employer answers by equal buttons: meet, go on, or not this time. Every step is a page with one small form. Who reads
// a message is said above the messages.
//
// It must not show an employer anything but the task, the card under the consent, the coach and what is asked of them, and
// must not decide what can happen: the verbs of marketplace/introduction do.
//
// Read next: ways.go for the list of pages, employer.go for the answers, marketplace/introduction for the verbs.
package introductions
