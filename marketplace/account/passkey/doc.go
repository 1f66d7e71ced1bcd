// Package passkey lets people sign in by a key that their telephone, computer or security key holds, instead of a password and a code
// (pääsyavain).
//
// A Passkey belongs to one person, has a name that they chose, and stands for both factors: the device has the key, and its owner has
// shown the device that it is them. A challenge is what a device signs; it is kept here, good once, for five minutes. Making a passkey
// needs the password or a sign-in of the last minutes.
//
// It must not store anything by which somebody could sign in (a public key is none), must not tell a stranger whose a passkey is, and
// knows no library: Ceremony is the port, the adapter is account/passkey/gowebauthn.
//
// Read next: ceremony.go for the port, make.go and signin.go for the two ways; account.Vouch for what a proven person gets.
package passkey
