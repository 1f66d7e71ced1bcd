// Package board answers the API's question what waits for a coach today.
//
// Handlers serve it: Board is the answer, BoardItem one thing that waits, BoardClient a client with the next step; all of
// them as marketplace/caseload gathers them, in codes and in the words of those who wrote them.
//
// It must not decide what waits for whom or in which order: marketplace/caseload does.
//
// Read next: marketplace/caseload/doc.go for what waits; server/routes.go for the way in.
package board
