// Package api is the JSON interface under /api/v1, with the OpenAPI document that is generated from the types of its
// requests and answers.
//
// A Route is one way in: method, path, who may, and an Endpoint, which is a typed function made into a handler by Verb.
// server/routes.go holds the table of routes; each resource here (session.go, tasks.go and so on) has its requests,
// answers and functions side by side. A problem is an error as the caller sees it (server/web).
//
// A handler decides nothing: it decodes, calls one verb of a service and encodes. No domain type is sent as it is
// stored, so that the stored form can change. Nothing of huma's is changed globally: its own errors become problems in
// a transformer. Idempotency keys belong here, in Verb, once a route creates or moves money.
//
// Read next: route.go for how a function becomes a way in, invalid.go for what bad input is told, tasks.go for one whole
// resource, server/routes.go for the list.
package api
