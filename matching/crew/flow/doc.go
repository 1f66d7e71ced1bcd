// Package flow finds the cheapest flow through a network exactly: how many units to send along each arc so that the sum
// of their costs is as small as can be.
//
// A Graph has nodes numbered from 0 and arcs with a capacity and a cost of one unit, both whole numbers. Solve sends
// units from a source to a sink, the cheapest path first (successive shortest paths with potentials, Ahuja, Magnanti and
// Orlin, Network Flows, chapter 9.7), until the next unit would cost as much as the caller is ready to pay.
//
// It must not know people, orders or days, and uses no floating point: the answer is exact and the same on every machine.
//
// Read next: matching/crew/planner, which states client and supervisor assignment as such networks.
package flow
