package meili

import (
	"fmt"
	"strconv"
	"strings"
)

// encode turns a value into lower-case letters, digits and -_.: with everything else as % and two hexadecimal digits.
// Meilisearch compares values without regard to case, and its filters cannot say a value that has quotes and backslashes;
// both troubles end here.
func encode(value string) string {
	return escape(value, '%', "-_.:")
}

// decode is the inverse of encode.
func decode(value string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != '%' {
			b.WriteByte(value[i])
			continue
		}
		if i+2 >= len(value) {
			return "", fmt.Errorf("value %q ends within an escape", value)
		}
		n, err := strconv.ParseUint(value[i+1:i+3], 16, 8)
		if err != nil {
			return "", fmt.Errorf("value %q: %w", value, err)
		}
		b.WriteByte(byte(n))
		i += 2
	}
	return b.String(), nil
}

// documentKey turns an id into a key that Meilisearch accepts: letters, digits, - and _.
func documentKey(id string) string {
	return escape(id, '_', "-ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// escape keeps lower-case letters, digits and the characters given, and writes every other byte behind the mark.
func escape(s string, mark byte, keep string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%c%02x", mark, c)
		}
	}
	return b.String()
}

// encodeAll encodes values and leaves empty ones out.
func encodeAll(values []string) []string {
	var all []string
	for _, v := range values {
		if v != "" {
			all = append(all, encode(v))
		}
	}
	return all
}
