// Package drawn draws a short text as a QR code that a page can hold without scripts and without another request.
//
// A Code is an SVG path in a square of so many dots. It is drawn on the server, so that the text goes to nobody else.
//
// It must not know what the text is for. Whoever shows a code shows its text beside it, for those who have no camera.
//
// Read next: code.go, then employer-portal/attendance and employer-portal/people, which show one.
package drawn
