// Package api is the JSON interface under /api/v1, resource by resource.
//
// Each file is a resource (session.go, tasks.go and so on) with its requests, its answers and its functions side by
// side. Types ending in Input or Update are requests; Page and Answer are answers; the names of fields are those in
// which errors speak.
//
// A handler decides nothing: it decodes, calls one verb of a service and encodes. What is sent is not what is stored,
// so that the stored form can change. A verdict goes to the client's own coach only.
//
// Read next: tasks.go for one whole resource, handlers.go for what all share, server/openapi for how a function becomes
// a way in, server/routes.go for the list.
package api
