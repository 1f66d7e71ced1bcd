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

// revision reads the header; Invalid when it is missing or no revision.
func (m IfMatch) revision() (int64, error) {
	text := strings.Trim(strings.TrimPrefix(strings.TrimSpace(m.Header), "W/"), `"`)
	rev, err := strconv.ParseInt(text, 10, 64)
	if err != nil || rev < 0 {
		return 0, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("If-Match", "api.if_match")})
	}
	return rev, nil
}

func etag(rev int64) string { return `"` + strconv.FormatInt(rev, 10) + `"` }
