package standing

import (
	"errors"
	"regexp"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// longestReason is how much of an error is kept, in characters.
const longestReason = 240

var address = regexp.MustCompile(`[^\s<>:;,"]+@[^\s<>:;,"]+`)

// Reason says an error without what was typed and without addresses: kinds, keys and the text of what it comes from.
func Reason(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*marketplace.Error](err); ok {
		text := e.Kind.String() + ": " + e.Key
		if cause := e.Unwrap(); cause != nil {
			text += ": " + Reason(cause)
		}
		return cut(text)
	}
	return cut(address.ReplaceAllString(err.Error(), "…"))
}

func cut(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	if r := []rune(text); len(r) > longestReason {
		return string(r[:longestReason]) + "…"
	}
	return text
}
