// Package crewtest makes planning questions for tests and answers small ones by trying everything.
//
// Random draws an Instance of a Size from any source of numbers; Best is the cheapest plan there is, found without a
// single idea.
//
// It must not be used by the product, and shares no code with the planner it checks; costs and rules come from
// matching/crew.
//
// Read next: the tests of matching/crew/planner.
package crewtest
