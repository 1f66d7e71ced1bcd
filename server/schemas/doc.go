// Package schemas lists every collection of the product (kokoelmat).
//
// All is what a store is prepared with, in the order of the story. Each package declares its own schemas; here they come together.
//
// It must not declare one itself.
//
// Read next: marketplace/store for what a schema is, server/assemble.go for the services over them.
package schemas
