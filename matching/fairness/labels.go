package fairness

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Label says which value a client has of an attribute.
type Label struct {
	Client    string // the pseudonymous id of the profile
	Attribute string // such as age_band
	Value     string // such as 50-64
}

// Placebo is the name of the attribute that the audit makes up itself.
const Placebo = "placebo"

// ReadLabels reads the table of groups: one label a line, the fields id, attribute and value with tabs between. A first
// line with these three names and empty lines are passed over. An error names line and field.
func ReadLabels(r io.Reader) ([]Label, error) {
	var out []Label
	first := map[[2]string]int{}
	lines := bufio.NewScanner(r)
	n := 1
	for ; lines.Scan(); n++ {
		text := strings.TrimSuffix(lines.Text(), "\r")
		if n == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if text == "" || n == 1 && text == "id\tattribute\tvalue" {
			continue
		}
		label, err := parseLabel(text)
		if err != nil {
			return nil, fmt.Errorf("groups line %d: %w", n, err)
		}
		key := [2]string{label.Client, label.Attribute}
		if before := first[key]; before > 0 {
			return nil, fmt.Errorf("groups line %d: field attribute: id %q has %q already in line %d; keep one", n, key[0], key[1], before)
		}
		first[key] = n
		out = append(out, label)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("groups line %d: %w", n, err)
	}
	return out, nil
}

func parseLabel(text string) (Label, error) {
	fields := strings.Split(text, "\t")
	if len(fields) != 3 {
		return Label{}, fmt.Errorf("%d fields, want three with tabs between: id, attribute, value", len(fields))
	}
	for i, name := range []string{"id", "attribute", "value"} {
		if err := checkField(fields[i]); err != nil {
			return Label{}, fmt.Errorf("field %s %w", name, err)
		}
	}
	if fields[1] == Placebo {
		return Label{}, fmt.Errorf("field attribute: %q is made by the audit itself; choose another name", Placebo)
	}
	return Label{Client: fields[0], Attribute: fields[1], Value: fields[2]}, nil
}

func checkField(text string) error {
	switch {
	case text == "":
		return errors.New("is empty; leave the whole line out when it is not known")
	case text != strings.TrimSpace(text):
		return errors.New("begins or ends with a space; take it away")
	case !utf8.ValidString(text):
		return errors.New("is not UTF-8; save the table as UTF-8")
	case strings.ContainsFunc(text, unicode.IsControl):
		return errors.New("has a control character; take it away")
	}
	return nil
}
