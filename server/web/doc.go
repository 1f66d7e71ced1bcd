// Package web holds what every way in over HTTP shares: who acts and in which language, how input is decoded and how an
// error becomes a status and a safe text.
//
// The actor is the person on whose behalf a request runs; server/auth puts it into the request's context and handlers
// read it from there. The lang is the language to answer in. The request id names one request in the answer, in the log
// and in every error. A Problem is an error as a caller may see it (RFC 9457).
//
// It must not know any noun of the business, and nothing of it keeps a *fiber.Ctx: Fiber reuses its buffers, so text
// is copied at decode and only c.UserContext() is handed on.
//
// Read next: actor.go for the context, problem.go and errors.go for what went wrong, decode.go for input, middleware.go
// for what runs around every handler, server/routes.go for every way in.
package web
