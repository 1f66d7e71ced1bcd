// Package caseload is what a coach has to do today: everything that waits for the coach or for somebody else about the
// coach's own active clients, in one list by day, with one next step for each client.
//
// An Item is one thing that waits: the next step of a course, a question about a consent, a yes under which nothing was sent
// yet, an introduction, one that both sides agreed to and that no work is planned for, a follow-up at work, or a profile that
// nobody has begun. It is Mine when the coach has to act, and else names Who does. When sorts it into overdue, today, this
// week and later. A Board holds the items, a Row for each client, and the Load: how many active clients there are against the
// number that a rule names.
//
// It must not keep anything: the board is read anew each time from the slices that know, so that what is done vanishes by
// itself. It must not show a client of another coach, must not read a profile, and must never refuse anything because the
// load is high: it says so, and a coach decides with the provider. Each client who stands on a board was read, once, and the
// read is recorded.
//
// Read next: board.go for the values and the order, gather.go for what becomes an item, service.go for what is asked of whom.
package caseload
