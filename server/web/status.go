package web

import (
	"net/http"

	"sovite.fi/sovite/marketplace"
)

// Status is the HTTP status of a kind of error. The table is the only one: KindOf reads it the other way.
func Status(kind marketplace.Kind) int {
	switch kind {
	case marketplace.Invalid:
		return http.StatusUnprocessableEntity
	case marketplace.NotFound:
		return http.StatusNotFound
	case marketplace.Forbidden:
		return http.StatusForbidden
	case marketplace.Unauthenticated:
		return http.StatusUnauthorized
	case marketplace.Conflict:
		return http.StatusConflict
	case marketplace.Stale:
		return http.StatusPreconditionFailed
	case marketplace.TooLarge:
		return http.StatusRequestEntityTooLarge
	case marketplace.TooMany:
		return http.StatusTooManyRequests
	case marketplace.Unavailable:
		return http.StatusServiceUnavailable
	case marketplace.Internal:
		return http.StatusInternalServerError
	}
	return http.StatusInternalServerError
}

// KindOf is the kind of error behind an HTTP status; a status of its own without a kind (405, 415) counts as Invalid
// when it is the caller's fault, as Internal otherwise.
func KindOf(status int) marketplace.Kind {
	for kind := marketplace.Internal; kind <= marketplace.Unavailable; kind++ {
		if Status(kind) == status {
			return kind
		}
	}
	switch {
	case status == http.StatusRequestHeaderFieldsTooLarge, status == http.StatusRequestURITooLong:
		return marketplace.TooLarge
	case status >= 400 && status < 500:
		return marketplace.Invalid
	}
	return marketplace.Internal
}
