// Package server puts the ways in together: the JSON interface, the pages and what operators ask.
//
// Routes is the table of every way into the JSON interface: method, path, who may, and the handler. New makes the app
// from the services it is given, with the middleware in its one order. The portal hangs its pages in by Deps.Portal.
//
// It must not know any technology of storage, search or mail, and must not decide anything about the business: services
// do, and return errors that server/web turns into answers.
//
// Read next: routes.go for every way in, app.go for the order of the middleware, server/web for what all of them share,
// server/api for the handlers, server/servertest for the whole app in memory.
package server
