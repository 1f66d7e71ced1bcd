// Package static holds the files that the portal's pages link to: the style sheet, the small script, the icons, the
// logo, and third-party files if they were built in.
//
// An Asset is one file as it is served; its address carries a hash of its bytes, so that a browser may keep it for
// good. Vendor files come from npm and are optional: without them the pages use system fonts and full page loads.
//
// It must not read files at run time and must not hold anything that depends on who asks.
//
// Read next: static.go for the addresses, css for the design tokens and components, app.js for the enhancements.
package static
