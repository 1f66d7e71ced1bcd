// Package state knows how the parts of the service do, in words that anybody may read: works, slow, or away and since when.
//
// A Look asks one part; Found is what it saw. A State asks every part at most every few seconds, however many people want to know, and
// gives the last answer meanwhile.
//
// It must tell no cause, address, id or number, and must not be what a load balancer asks: server/operate is.
//
// Read next: state.go for the asking, looks.go for the parts.
package state
