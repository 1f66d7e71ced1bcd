package secret

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"sovite.fi/sovite/marketplace"
)

// MinPassword is the least number of characters of a password, and MaxPassword the most.
const (
	MinPassword = 12
	MaxPassword = 128
)

//go:embed common.txt
var commonText string

// Weakness says why a password is refused, as a message key with its arguments; the empty key means it is good. Length
// decides (NIST SP 800-63B 5.1.1.2); there is no demand for capitals or digits. Refused are what a guesser tries first:
// a common word with digits around it, one piece repeated, the person's own name or address.
func Weakness(password, email, name string) (string, []any) {
	n := utf8.RuneCountInString(password)
	switch {
	case n < MinPassword:
		return "account.password_short", []any{"min", MinPassword}
	case n > MaxPassword || !utf8.ValidString(password):
		return "field.too_long", []any{"max", MaxPassword}
	case repeats(password) || different(password) < 5 || isCommon(core(password)):
		return "account.password_common", nil
	case holds(password, email) || holdsName(password, name):
		return "account.password_personal", nil
	}
	return "", nil
}

// Breached is a list of passwords that became known elsewhere, which guessers try first.
type Breached interface {
	// Holds says whether a password is on the list. An error says that the list cannot be read.
	Holds(password string) (bool, error)
}

// Judged says why a password is refused, as Weakness does, also by a list of those that became known; nil: there is no such list.
// Unavailable when the list cannot be read: better no new password than one that is known.
func Judged(list Breached, password, email, name string) (string, []any, error) {
	key, args := Weakness(password, email, name)
	if key != "" || list == nil {
		return key, args, nil
	}
	known, err := list.Holds(norm.NFC.String(password))
	switch {
	case err != nil:
		return "", nil, marketplace.Errorf(marketplace.Unavailable, "account.password_unjudged", err)
	case known:
		return "account.password_breached", nil, nil
	}
	return "", nil, nil
}

// core is the word a password is built around: its letters in lower case, with the usual signs for letters read back.
func core(password string) string {
	readBack := strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")
	trimmed := strings.TrimFunc(strings.ToLower(password), func(r rune) bool { return !unicode.IsLetter(r) })
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, readBack.Replace(trimmed))
}

// isCommon says whether a core is empty (digits and signs only) or made of nothing but common words.
func isCommon(core string) bool {
	if core == "" {
		return true
	}
	reach := make([]bool, len(core)+1)
	reach[0] = true
	for at := range core {
		if !reach[at] {
			continue
		}
		for word := range strings.FieldsSeq(commonText) {
			if strings.HasPrefix(core[at:], word) {
				reach[at+len(word)] = true
			}
		}
	}
	return reach[len(core)] && !phrase(core)
}

// phrase lets four and more different common words in a row pass: that is a good password.
func phrase(core string) bool {
	words := map[string]bool{}
	for rest := core; rest != ""; {
		longest := ""
		for word := range strings.FieldsSeq(commonText) {
			if len(word) > len(longest) && strings.HasPrefix(rest, word) {
				longest = word
			}
		}
		if longest == "" {
			return false
		}
		words[longest] = true
		rest = rest[len(longest):]
	}
	return len(words) >= 4
}

// repeats says whether a password is one short piece over and over, such as "abcabcabcabc".
func repeats(password string) bool {
	for size := 1; size <= len(password)/3; size++ {
		if strings.Repeat(password[:size], len(password)/size+1)[:len(password)] == password {
			return true
		}
	}
	return false
}

// different counts the different characters of a password.
func different(password string) int {
	seen := map[rune]bool{}
	for _, r := range password {
		seen[r] = true
	}
	return len(seen)
}

// holds says whether the password is little more than the local part of the address.
func holds(password, email string) bool {
	local, host, _ := strings.Cut(email, "@")
	host, _, _ = strings.Cut(host, ".")
	return mostly(password, local) || mostly(password, host) || strings.EqualFold(password, email)
}

func holdsName(password, name string) bool {
	for part := range strings.FieldsSeq(name) {
		if mostly(password, part) {
			return true
		}
	}
	return mostly(password, strings.ReplaceAll(name, " ", ""))
}

// mostly says whether at most five characters remain of the password without the part.
func mostly(password, part string) bool {
	p, w := strings.ToLower(password), strings.ToLower(part)
	if len(w) < 4 || !strings.Contains(p, w) {
		return false
	}
	return utf8.RuneCountInString(strings.ReplaceAll(p, w, "")) <= 5
}
