package printtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Same fails the test unless the file holds the text. With SOVITE_WRITE_GOLDEN set it writes the file first, after a change
// on purpose.
func Same(t testing.TB, file, text string) {
	t.Helper()
	if os.Getenv("SOVITE_WRITE_GOLDEN") != "" {
		if err := write(file, text); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s changed (-printed +now):\n%s", file, diff)
	}
}

func write(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o600)
}

// Moves is what every event leads to in every state.
type Moves[S, E ~string] struct {
	Title  string // what moves, such as "The moves of a quote"
	About  string // below the title
	States []S
	Events []E
	By     func(E) string    // whose an event is
	Try    func(S, E) string // brings an event about in a state and says where it led
	Column string            // heading of one more column; empty: none
	Of     func(S) any       // what stands in it
}

// Print is the table with its title.
func (m Moves[S, E]) Print() string {
	head, line, whose := "| state |", "|---|", "| |"
	if m.Column != "" {
		head, line, whose = head+" "+m.Column+" |", line+"---|", whose+" |"
	}
	for _, e := range m.Events {
		head += fmt.Sprintf(" %s |", e)
		line += "---|"
		whose += fmt.Sprintf(" *%s* |", m.By(e))
	}
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n\n%s\n\n%s\n%s\n%s\n", m.Title, m.About, head, line, whose)
	for _, s := range m.States {
		fmt.Fprintf(&out, "| %s |", s)
		if m.Column != "" {
			fmt.Fprintf(&out, " %v |", m.Of(s))
		}
		for _, e := range m.Events {
			fmt.Fprintf(&out, " %s |", m.Try(s, e))
		}
		out.WriteString("\n")
	}
	return out.String()
}
