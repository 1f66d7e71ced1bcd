package secret

import "strings"

// longestToken bounds what is looked at: an id, a number and a code.
const longestToken = 160

// Token writes what a code proves before the code: "<claim>.<code>". The claim names a document; the salt stands in it.
func (v *Vault) Token(purpose, claim, salt string) (string, error) {
	code, err := v.Code(purpose, claim, salt)
	return claim + "." + code, err
}

// SplitToken parts a token into what it claims and the code; false if it cannot be a token.
func SplitToken(token string) (claim, code string, ok bool) {
	at := strings.LastIndexByte(token, '.')
	if at < 1 || len(token) > longestToken {
		return "", "", false
	}
	return token[:at], token[at+1:], true
}
