package keys

import "slices"

// MissesAny says whether a wanted key is not among those had.
func MissesAny(wanted, had []string) bool {
	return slices.ContainsFunc(wanted, func(v string) bool { return !slices.Contains(had, v) })
}

// SharesAny says whether the lists have a key in common.
func SharesAny(a, b []string) bool {
	return slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}

// Missing are the wanted keys that are not among those had, sorted, each once.
func Missing(wanted, had []string) []string {
	return pick(wanted, func(v string) bool { return !slices.Contains(had, v) })
}

// Shared are the keys that both lists have, sorted, each once.
func Shared(a, b []string) []string {
	return pick(a, func(v string) bool { return slices.Contains(b, v) })
}

func pick(values []string, keep func(string) bool) []string {
	var out []string
	for _, v := range values {
		if keep(v) {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Count counts how many different wanted keys are among those had, and how many there are. Empty keys do not count.
func Count(wanted, had []string) (held, of int) {
	for i, v := range wanted {
		if v == "" || slices.Contains(wanted[:i], v) {
			continue
		}
		of++
		if slices.Contains(had, v) {
			held++
		}
	}
	return held, of
}
