// Package choice keeps what a coach does with the tasks that matching shows for a client: keeps one to talk about with
// the client (pidetään esillä), puts one aside and says why, or opens the question again.
//
// A Choice is one document for a client and a task; Made is one choice in it, with the verdict that stood then, the
// ranking it was made on and why. Earlier choices stay in the document. Keeping what is left out, or what is not known
// well enough, overrides the verdict and needs a reason.
//
// It must never change a verdict or lift a hard limit, never tell the employer's side anything, and never hold a fact
// about health. Whoever erases a client finds their data in clients and profiles (profile; the id of a version begins
// with the client's), rankings (discovery, by its index client) with their ranking_logs (by the ranking's id), reads
// (audit, by its index subject) and choices (here, by the index client). task_states and rule_states hold nobody's; facts
// in audit hold ids and keys, which lead nowhere once the client is gone.
//
// Read next: choice.go for the states and reasons, choose.go for the verb, lists.go for what pages show, export.go for
// what is handed out, discovery for the rankings themselves.
package choice
