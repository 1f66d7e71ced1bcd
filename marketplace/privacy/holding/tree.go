package holding

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace/store"
)

// read decodes a document with its numbers as they stand.
func read(body []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var out map[string]any
	if err := decoder.Decode(&out); err != nil {
		return nil, fmt.Errorf("read a document: %w", err)
	}
	return out, nil
}

func text(doc map[string]any, key string) string {
	s, _ := doc[key].(string)
	return s
}

// Reduced is the document of a reduced holding as it stays; the same when nothing more goes, so that reducing twice changes
// nothing.
func (h Holding) Reduced(d store.Doc, who Subject) (body []byte, changed bool, err error) {
	doc, err := read(d.Body)
	if err != nil {
		return nil, false, err
	}
	before, err := json.Marshal(doc)
	if err != nil {
		return nil, false, err
	}
	left, _ := only(doc, paths(h.Stays)).(map[string]any)
	if left == nil {
		left = map[string]any{}
	}
	if h.Put != nil {
		h.Put(left, who)
	}
	body, err = json.Marshal(left)
	return body, !bytes.Equal(before, body), err
}

// Told is the document as an export tells it: what is about the subject, without what is hidden, and with the other people named
// by what they are.
func (h Holding) Told(d store.Doc, who Subject, seats []Seat) (map[string]any, error) {
	doc, err := read(d.Body)
	if err != nil {
		return nil, err
	}
	if h.Pick != nil {
		if doc = h.Pick(doc, who, seats); doc == nil {
			return nil, nil
		}
	}
	without(doc, paths(h.Hide))
	out, _ := byRole("", doc, who).(map[string]any)
	return out, nil
}

func paths(list []string) [][]string {
	var out [][]string
	for _, p := range list {
		out = append(out, strings.Split(p, "."))
	}
	return out
}

// below1 are the rests of the paths that begin with a key, and whether one of them ends there.
func rests(all [][]string, key string) (rest [][]string, ends bool) {
	for _, p := range all {
		if p[0] != key && p[0] != "*" {
			continue
		}
		if len(p) == 1 {
			ends = true
			continue
		}
		rest = append(rest, p[1:])
	}
	return rest, ends
}

// only is what stands at the paths, going through every entry of a list.
func only(v any, keep [][]string) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, value := range v {
			rest, whole := rests(keep, key)
			if whole {
				out[key] = value
			} else if len(rest) > 0 {
				if left := only(value, rest); left != nil {
					out[key] = left
				}
			}
		}
		return out
	case []any:
		out := []any{}
		for _, value := range v {
			out = append(out, only(value, keep))
		}
		return out
	}
	return nil
}

// without takes away what stands at the paths.
func without(v any, drop [][]string) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			rest, whole := rests(drop, key)
			if whole {
				delete(v, key)
			} else if len(rest) > 0 {
				without(value, rest)
			}
		}
	case []any:
		for _, value := range v {
			without(value, drop)
		}
	}
}

// people are the keys under which the id of a person stands.
func personKey(key string) bool {
	return slices.Contains([]string{"by", "who", "person", "coach", "saved_by", "asked_by", "made_by", "added_by", "ended_by", "inviter", "used_by", "contact_person"}, key)
}

// byRole puts what somebody is in the place of who they are.
func byRole(key string, v any, who Subject) any {
	switch v := v.(type) {
	case map[string]any:
		for k, value := range v {
			v[k] = byRole(k, value, who)
		}
	case []any:
		for i, value := range v {
			v[i] = byRole(key, value, who)
		}
	case string:
		if personKey(key) {
			return roleOf(v, who)
		}
	}
	return v
}

// roleOf is a word for a person's id; a word stays as it is.
func roleOf(id string, who Subject) string {
	switch {
	case id == "" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz_") == "":
		return id
	case id == string(who.ID):
		return "self"
	case id == string(who.Coach):
		return "coach"
	}
	return "staff"
}
