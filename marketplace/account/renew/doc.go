// Package renew seals second factors again after the installation's secret was changed.
//
// A factor is the secret of somebody's second factor, sealed in the document of the person. Recovery codes are kept by a code that
// cannot be worked out without their text: those of before end with the old secret.
//
// It must not change anything else of a person: it reads the document as it is and puts it back with one value replaced, and no
// fact follows, because nothing happened to the person.
//
// Read next: renew.go, secret.Vault.Renew, server/rotation for when it runs.
package renew
