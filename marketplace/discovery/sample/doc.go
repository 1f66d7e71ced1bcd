// Package sample makes up tasks and profiles: for tests, for measurements and for trying Sovite out with a full market.
//
// A kind is one sort of work with typical steps, demands and hazards (data/kinds.json, made up for this purpose). A Maker
// varies kinds, places, hours and demands by a seed; the same seed gives the same tasks and profiles.
//
// It must not be taken for real: no task, employer or person behind it exists. It reads no clock and saves nothing.
//
// Read next: sample.go, and package discovery for what is done with it.
package sample
