// Package placed is the pages about work that has been found: planning it, the gates of the law, the agreement of three,
// support and follow-up, how it ended, and the guide to work forms.
//
// The coach plans and keeps (coach.go and the files beside it), the employer reads and answers (employer.go), the client
// reads and answers in plain language (mine.go). A gate is always shown with its rule, section and days.
//
// It must not decide anything, must not show an employer what the coach noted or what the gates were told, and must not
// need a script.
//
// Read next: ways.go for the list of pages, say.go for the words, marketplace/placement for the verbs.
package placed
