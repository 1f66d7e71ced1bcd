// Package privacy serves people's own data: the copy of everything, erasures, and who looked at an account.
//
// An Extract is the copy, in parts with stable keys; an Erasure is what was asked for and how it stands; an ErasurePreview says before
// anything goes what would go, what would stay and what stands in the way; a TrailEntry is one thing that happened to an account.
//
// It must not decide anything: marketplace/privacy does, and says who may.
//
// Read next: extracts.go, erasures.go, then marketplace/privacy/extract for the keys.
package privacy
