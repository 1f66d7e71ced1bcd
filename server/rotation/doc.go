// Package rotation carries an installation over to a new secret, and says what is left of the old one.
//
// What was sealed under the old secret is sealed again: second factors, signing keys, keys to the interface, secrets of webhooks.
// What was derived from it (links, doors, calendars, recovery codes) cannot be; a Mark says since when the new secret counts, and
// what was made before that is counted until it has ended or was made anew.
//
// It must not delete anything, and must not print a secret. It may run beside servers, and as often as one likes.
//
// Read next: rotation.go, secret.Vault for how two secrets count at once, deploy/runbook.md for the steps.
package rotation
