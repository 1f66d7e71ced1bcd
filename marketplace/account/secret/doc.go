// Package secret holds what makes an account hard to break into: passwords, second factors, and codes that nobody can
// guess.
//
// The Vault holds the installation's one secret and derives from it a key per purpose. A code proves that we made
// something (a link, a refresh token); sealed text can be read back by us only. A Hasher keeps passwords as argon2id
// hashes in PHC form. Weakness says why a password is refused. TOTP is the code that changes every thirty seconds, and
// recovery codes are for the day the telephone is lost.
//
// It must not store anything and must not know people or organisations; randomness and time are passed in.
//
// Read next: vault.go for how tokens can be checked without being stored, phc.go and weak.go for passwords, totp.go for
// the second factor, marketplace/account for the verbs that use them.
package secret
