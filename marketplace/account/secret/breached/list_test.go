package breached

import (
	"crypto/sha1" //nolint:gosec // as the lists are made
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func hashOf(password string) string {
	return fmt.Sprintf("%X", sha1.Sum([]byte(password))) //nolint:gosec // as the lists are made
}

func put(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "known.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func list(t *testing.T, n, length int, end string) (string, []string) {
	t.Helper()
	var lines, passwords []string
	for i := range n {
		passwords = append(passwords, fmt.Sprintf("password %d", i))
		lines = append(lines, fmt.Sprintf("%s:%d", hashOf(passwords[i])[:length], 1+i*i*i))
	}
	slices.Sort(lines)
	return strings.Join(lines, end) + end, passwords
}

// Every password of a list is found, and none of others, whatever the list's size, line ends and length of hashes; also with the
// last line not ended.
func TestHolds(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 100, 5000} {
		for _, length := range []int{16, 20, 40} {
			for _, end := range []string{"\n", "\r\n"} {
				text, passwords := list(t, n, length, end)
				for _, text := range []string{text, strings.TrimRight(text, "\r\n"), strings.ToLower(text)} {
					l, err := Open(put(t, text))
					if err != nil {
						t.Fatal(err)
					}
					for _, p := range passwords[max(0, n-200):] {
						if held, err := l.Holds(p); err != nil || !held {
							t.Fatalf("%d lines of %d: %q is not found: %v", n, length, p, err)
						}
						if held, err := l.Holds(p + "!"); err != nil || held {
							t.Fatalf("%d lines of %d: %q is found: %v", n, length, p+"!", err)
						}
					}
					if err := l.Close(); err != nil {
						t.Error(err)
					}
				}
			}
		}
	}
}

// A file that is no such list is refused when it is opened, and told by its name.
func TestOpenRefuses(t *testing.T) {
	good, _ := list(t, 3000, 40, "\n")
	lines := strings.Split(strings.TrimSpace(good), "\n")
	slices.Reverse(lines)
	swapped := strings.Split(strings.TrimSpace(good), "\n")
	half := slices.Concat(swapped[1500:], swapped[:1500])
	for name, text := range map[string]string{
		"empty": "", "words": "salasana\nhunter2\n", "short": "ABCDEF0123:4\n", "reversed": strings.Join(lines, "\n"), "by count": strings.Join(half, "\n"),
		"other": "<html>" + strings.Repeat("x", 300), "two lengths": hashOf("a") + ":1\n" + strings.Repeat("F", 20) + ":2\n",
	} {
		path := put(t, text)
		if l, err := Open(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: opened %v, %v", name, l, err)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "missing")); err == nil || !strings.Contains(err.Error(), "list of known passwords") {
		t.Errorf("missing: %v", err)
	}
}

// What is damaged is an error when it is met, never a password that passes.
func TestDamaged(t *testing.T) {
	text, passwords := list(t, 50, 40, "\n")
	l := &List{file: strings.NewReader(strings.Repeat("x", len(text))), size: int64(len(text)), hash: 40}
	for _, p := range passwords {
		if held, err := l.Holds(p); err == nil {
			t.Errorf("%q: %v without an error", p, held)
		}
	}
}
