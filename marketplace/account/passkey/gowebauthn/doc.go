// Package gowebauthn is the adapter of passkeys to Web Authentication, by github.com/go-webauthn/webauthn.
//
// The library makes the options for the browser, reads its answers and checks challenge, origin, signature and flags. Keys have to be
// discoverable, and the device has to verify its user; attestation is not asked for, because every kind of device is welcome.
//
// It must not keep anything, and must not accept a key whose counter went backwards: somebody has copied it.
//
// Read next: gowebauthn.go; account/passkey for the port.
package gowebauthn
