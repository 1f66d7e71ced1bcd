package language

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/swedish"
)

// The languages that the package knows, as codes of ISO 639-1.
const (
	Finnish = "fi"
	Swedish = "sv"
	English = "en"
)

// Stem cuts the ending off a folded word by the Snowball rules of the language; a word of any other language stays as it
// is.
func Stem(lang, word string) string {
	env := snowballstem.NewEnv(word)
	switch lang {
	case Finnish:
		finnish.Stem(env)
	case Swedish:
		swedish.Stem(env)
	case English:
		english.Stem(env)
	}
	return env.Current()
}
