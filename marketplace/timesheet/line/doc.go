// Package line is one thing of one day on a timesheet, with its price: crew hours, supervisor hours, a journey, material.
//
// A Line has a Source (a signed sheet or a person), a State of its own and a Version that counts up each time it says
// something else. Shown is the newest version that the buyer had before them, Was what it said when they last had. A Mark is
// who decided, when and about which version; a Step stands in the line's log. A Move is an event that happens to lines that
// were Seen at a version.
//
// It must not do I/O, knows nothing of the other lines, and never holds who worked. Who signs a sheet anew signs for the
// organiser, so that a corrected line waits for the buyer at once.
//
// Read next: line.go for the values, state.go for the moves, printed in marketplace/timesheet/testdata/states.md, move.go for
// what each does.
package line
