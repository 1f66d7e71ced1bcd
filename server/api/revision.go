package api

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// IfMatch is the revision that a caller changed.
type IfMatch struct {
	Header string `header:"If-Match" maxLength:"40" doc:"The ETag of what was changed, such as \"3\""`
}

// Revision reads the header; Invalid when it is missing or no revision.
func (m IfMatch) Revision() (int64, error) {
	text := strings.Trim(strings.TrimPrefix(strings.TrimSpace(m.Header), "W/"), `"`)
	rev, err := strconv.ParseInt(text, 10, 64)
	if err != nil || rev < 0 {
		return 0, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("If-Match", "api.if_match")})
	}
	return rev, nil
}

// ETag is a revision as a header holds it.
func ETag(rev int64) string { return `"` + strconv.FormatInt(rev, 10) + `"` }

// Once is the key with which a request that was sent twice is known again.
type Once struct {
	Key string `header:"Idempotency-Key" maxLength:"64" doc:"Chosen by the caller, one for each thing to be made: sent again with the same body it makes nothing more. Has to be there"`
}
