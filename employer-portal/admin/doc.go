// Package admin is the pages of administrators and auditors: how the installation is, organisations, people, jobs and what failed, the
// record, what a change of a rule would decide differently, the catalogue of adaptations, and the texts that clients read before they
// consent.
//
// An auditor reads the record of their own organisation and the texts; everything else is for administrators. What is done to an
// organisation or a person asks for a reason first, and stands below it afterwards.
//
// It must not decide anything, must not show anything of a client, and no page may act as somebody else. It needs no script.
//
// Read next: ways.go for the pages, front.go for the first, deeds.go for the forms.
package admin
