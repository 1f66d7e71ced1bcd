// Package extract makes what the service holds about somebody into one answer: for a client, and for a person with an account.
//
// An Extract is one moment's copy: whom it is about, when it was made, the organisations it names, and its Parts. A part has a
// stable key (such as "profile" or "attendance") and items, each as it is stored but without secrets and without what belongs to
// other people: those stand there as "coach" or "staff". The format is named in the extract; a key is never used for something
// else, and a new one may be added.
//
// It must not decide what is held (holding does), must not leave anything out because it is long, and must not be made without
// being written down: making it is a read like any other, which the person sees in "who saw my data".
//
// Read next: extract.go, then marketplace/privacy/holding for the inventory.
package extract
