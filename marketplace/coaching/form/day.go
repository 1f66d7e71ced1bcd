package form

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Optional checks a word that may be left open.
func Optional(f *check.Fields, path, value string, allowed []string) {
	if value != "" {
		f.OneOf(path, value, allowed...)
	}
}

// Past checks a day that is known and has come; at most ten years ago, so that a slip of the finger shows.
func Past(f *check.Fields, path string, day, today marketplace.Date) {
	f.Need(path, day != "")
	if first := today.AddDays(-3653); f.Date(path, day) && (day > today || day < first) {
		f.Add(path, "coaching.day_between", "first", string(first), "last", string(today))
	}
}

// Ahead checks a day from today on, at most two years ahead.
func Ahead(f *check.Fields, path string, day, today marketplace.Date) {
	f.Need(path, day != "")
	if last := today.AddDays(731); f.Date(path, day) && (day < today || day > last) {
		f.Add(path, "coaching.day_between", "first", string(today), "last", string(last))
	}
}
