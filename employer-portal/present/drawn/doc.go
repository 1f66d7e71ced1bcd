// Package drawn draws what a page can hold without scripts and without another request: a short text as a QR code, numbers as bars.
//
// A Code is an SVG path in a square of so many dots; a Bar is numbers as lengths, with a text alternative. It is drawn on the server, so that the text goes to nobody else.
//
// It must not know what the text is for. Whoever shows a code shows its text beside it, for those who have no camera.
//
// Read next: code.go and bars.go, then employer-portal/attendance and employer-portal/reports, which show them.
package drawn
