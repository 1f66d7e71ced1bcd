// Package plant puts the demo data into an installation, through the same verbs that people use.
//
// Fill puts everything in, in the order of the story: organisations, people, clients with their profiles, tasks, and then
// what people did with each other. Link is the way in of the one demo client who has a door.
//
// It must not write to the store itself, must not change what is there already, and must bear being stopped at any place:
// the next Fill goes on.
//
// Read next: plant.go, and cmd/sovite/demo for the data.
package plant
