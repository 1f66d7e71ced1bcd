// Package openapi turns typed functions into ways in, and their types into an OpenAPI 3.1 document with a readable page.
//
// A Route is one way in: method, path, who may, and an Endpoint, which is a function made into a handler by Verb. Mount
// makes a table of routes reachable. A problem is an error as the caller sees it (server/web).
//
// It must not know any noun of the business; server/api does. Nothing of huma's is changed globally: its own errors
// become problems in a transformer, its pages that load from elsewhere are off. Nor does it keep idempotency keys: the verb
// puts the key into the document that it makes, in the same write, so that no crash can part the two.
//
// Read next: route.go for how a function becomes a way in, invalid.go for what bad input is told, server/routes.go for
// the table.
package openapi
