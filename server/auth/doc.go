// Package auth finds out who is asking: it issues and checks access tokens, and carries them in a header for programs
// and in cookies for pages.
//
// An access token is a signed statement, good for fifteen minutes, that a session belongs to a person acting for an
// organisation; a refresh token (made by marketplace/account) gets the next one. Keys sign and rotate. The Gate is the
// set of middlewares; it puts the actor (web.ActorFrom), the session (SessionFrom) and the token for forms (CSRFFrom)
// into the request's context.
//
// It must not decide what an actor may do, must not trust a role written in a token, and keeps no part of a *fiber.Ctx.
//
// Read next: gate.go for the middlewares, token.go for what is signed and checked, keys.go for the rotation.
package auth
