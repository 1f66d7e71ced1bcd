// Package introductions serves clients put forward to employers, and how often people get letters about what is new.
//
// Each side has ways of its own, with what that side may read: the coach under /introductions, the employer under
// /received (the task, the card under the consent, the coach, and what is asked of them), the client under /my.
//
// It must not decide anything, and must put nothing into an answer for an employer beside what Received names: no id of the
// client, no word about why something ended.
//
// Read next: server/routes.go for the ways in, marketplace/introduction for the verbs.
package introductions
