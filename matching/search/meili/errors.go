package meili

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/meilisearch/meilisearch-go"

	"sovite.fi/sovite/matching/search"
)

// failed wraps an error of the client. A context that has ended is said first, because the client hides it; a server that
// cannot be reached, is too busy, or has lost the index is unavailable; anything else is a fault to look into.
func failed(ctx context.Context, what string, err error) error {
	if cause := ctx.Err(); cause != nil {
		return fmt.Errorf("%s: %w", what, cause)
	}
	if unavailable(err) {
		return fmt.Errorf("%s: %w: %w", what, search.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

func unavailable(err error) bool {
	var e *meilisearch.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.ErrCode {
	case meilisearch.MeilisearchCommunicationError, meilisearch.MeilisearchTimeoutError, meilisearch.MeilisearchMaxRetriesExceeded:
		return true
	default:
		return e.StatusCode >= http.StatusInternalServerError || e.StatusCode == http.StatusTooManyRequests ||
			e.MeilisearchApiError.Code == "index_not_found"
	}
}

// notFound says whether the server answered that a document or its index is not there.
func notFound(err error) bool {
	var e *meilisearch.Error
	return errors.As(err, &e) && e.StatusCode == http.StatusNotFound &&
		(e.MeilisearchApiError.Code == "document_not_found" || e.MeilisearchApiError.Code == "index_not_found")
}
