// Package quoted says requests and quotes on pages, in the same words to buyers and organisers.
//
// Brief is what is asked for, Version one version of a quote, Changes what lies between two, Directs who directs the work and
// what follows from it.
//
// It must not reckon amounts or decide anything: marketplace/request and marketplace/quote do.
//
// Read next: brief.go and version.go, then employer-portal/requests and employer-portal/quotes for the pages.
package quoted
