// Package stores does what is done with a whole store: prepares it, backs it up into a file, restores it from one, and
// copies it into another store.
//
// A Place is the installation whose store it is, with its schemas, its secret, and where progress is shown. The texts are
// for the person at the command line, and say what to do next.
//
// It must not choose a technology (wire.go does), know the form of a backup (package archive does), or leave a file that
// looks like a backup and is none.
//
// Read next: backup.go and restore.go, then marketplace/store/archive; deploy/runbook.md for the person who does it.
package stores
