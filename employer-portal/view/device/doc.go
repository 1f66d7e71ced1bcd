// Package device is what the pages are made of that ask a device for a key.
//
// A Ceremony is one question to the browser: its options go to the script passkey.js, whose answer comes back in the form. Its template
// stands among the others, as "passkey".
//
// It must not call a service or hold text for people, as view must not.
//
// Read next: device.go, static/passkey.js, employer-portal/passkeys for who fills it in.
package device
