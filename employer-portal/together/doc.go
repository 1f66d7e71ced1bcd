// Package together is the pages on which a coach fills the profile in with the client: the starter question by question, the
// client's own rating beside the profile's, evidence, and the stamp that it was gone through together.
//
// A step is one question of the starter. Each answer is kept as it is given; skipping keeps none. What the client answered
// alone stands beside the question and is taken over with one button, never by itself.
//
// It must not show a client to anybody but the client's own coach, must not decide (the verbs of profile and starter do), and
// must not need a script.
//
// Read next: ways.go for the list of pages, starter.go, beside.go; marketplace/profile/starter for the questions.
package together
