// Package starter is the short way into a profile (alkukartoitus): twelve questions in plain language that a coach and a
// client answer together in ten minutes, kept answer by answer, and saved as one version at the end.
//
// A Question names the items of the profile that it asks for; its words stand in the catalogues. A Sheet holds the answers
// of one client until they are finished. What is skipped is not asked: it takes nothing away from the profile. A client
// can answer the same questions alone; those answers are the client's own (profile.Own) and stand beside the sheet.
//
// It must never change what the client said alone, and never write an answer of the client into the sheet unless the coach
// takes it over. It decides nothing about matching.
//
// Read next: questions.go for what is asked, sheet.go for the decisions, service.go for the verbs, profile for what comes
// of it.
package starter
