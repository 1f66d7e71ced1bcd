package matching

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

//go:embed data/scale.json data/adaptations.json data/words.json
var data embed.FS

// Voices are the four ways in which every word of the scale is written: three languages and plain Finnish.
func Voices() []string { return []string{"fi", "sv", "en", "selko"} }

// Text is one text by voice.
type Text map[string]string

// In gives the text in a voice; a voice that is missing gives the Finnish text.
func (t Text) In(voice string) string {
	if s, ok := t[voice]; ok {
		return s
	}
	return t["fi"]
}

// Item is one dimension of the scale, with an example of work for each level.
type Item struct {
	Key    Dimension          `json:"key"`
	Group  string             `json:"group"` // body, senses, mind, social, independence, literacy
	ONET   []string           `json:"onet"`  // O*NET element ids with the same meaning
	ICF    []string           `json:"icf"`   // ICF codes with the same meaning
	Name   Text               `json:"name"`
	Ask    Text               `json:"ask"` // a question that a coach can ask
	Levels [MaxLevel + 1]Text `json:"levels"`
}

// Adaptation is one entry of the catalogue of changes in the work, the tools or the guidance.
type Adaptation struct {
	Key    string            `json:"key"`
	Kind   string            `json:"kind"`   // technical, organisational, guidance
	Cost   string            `json:"cost"`   // none, low, medium, high
	Relief map[Dimension]int `json:"relief"` // levels taken off a demand
	Grants string            `json:"grants"` // who can grant it: employer, coach, authority
	Name   Text              `json:"name"`
	Text   Text              `json:"text"`
}

// Scale is the common language of both sides: the dimensions, the adaptations and the closed lists, in every voice. It
// is read-only and safe for concurrent use.
type Scale struct {
	Version     string
	items       []Item
	adaptations []Adaptation
	lists       map[string][]string        // vocabulary → keys in file order
	words       map[string]map[string]Text // vocabulary → key → text
}

// LoadScale reads the embedded scale. An error means that the program was built with broken data.
func LoadScale() (*Scale, error) {
	s := &Scale{lists: map[string][]string{}, words: map[string]map[string]Text{}}
	if err := s.readItems(); err != nil {
		return nil, fmt.Errorf("scale.json: %w", err)
	}
	if err := s.readAdaptations(); err != nil {
		return nil, fmt.Errorf("adaptations.json: %w", err)
	}
	if err := s.readWords(); err != nil {
		return nil, fmt.Errorf("words.json: %w", err)
	}
	return s, nil
}

// Items are all dimensions, in the order in which they are asked.
func (s *Scale) Items() []Item { return slices.Clone(s.items) }

// Item finds a dimension.
func (s *Scale) Item(key Dimension) (Item, bool) {
	for _, it := range s.items {
		if it.Key == key {
			return it, true
		}
	}
	return Item{}, false
}

// Adaptations are all entries of the catalogue, in file order.
func (s *Scale) Adaptations() []Adaptation { return slices.Clone(s.adaptations) }

// Adaptation finds an entry of the catalogue.
func (s *Scale) Adaptation(key string) (Adaptation, bool) {
	for _, a := range s.adaptations {
		if a.Key == key {
			return a, true
		}
	}
	return Adaptation{}, false
}

// Keys are the keys of a closed list, in the order in which they are shown: "scale", "adaptation", "hazard",
// "allergen", "certificate", "shift", "form", "transport", "weekday", "access" or "group". An unknown list is empty.
func (s *Scale) Keys(vocabulary string) []string { return slices.Clone(s.lists[vocabulary]) }

// Has says whether a key belongs to a closed list.
func (s *Scale) Has(vocabulary, key string) bool {
	_, ok := s.words[vocabulary][key]
	return ok
}

// Word names a key of a closed list in a voice; false when the list has no such key.
func (s *Scale) Word(vocabulary, key, voice string) (string, bool) {
	text, ok := s.words[vocabulary][key]
	if !ok {
		return "", false
	}
	return text.In(voice), true
}

// LevelText is the example of work for a level of a dimension; empty when there is none.
func (s *Scale) LevelText(d Dimension, level int, voice string) string {
	it, ok := s.Item(d)
	if !ok || level < 0 || level > MaxLevel {
		return ""
	}
	return it.Levels[level].In(voice)
}

func (s *Scale) readItems() error {
	var file struct {
		Version string `json:"version"`
		Items   []Item `json:"items"`
	}
	if err := readData("scale", &file); err != nil {
		return err
	}
	s.Version, s.items = file.Version, file.Items
	for _, it := range s.items {
		if err := s.add("scale", string(it.Key), it.Name); err != nil {
			return err
		}
	}
	return nil
}

func (s *Scale) readAdaptations() error {
	var file struct {
		Items []Adaptation `json:"items"`
	}
	if err := readData("adaptations", &file); err != nil {
		return err
	}
	s.adaptations = file.Items
	for _, a := range s.adaptations {
		if err := s.add("adaptation", a.Key, a.Name); err != nil {
			return err
		}
		for d := range a.Relief {
			if !s.Has("scale", string(d)) {
				return fmt.Errorf("%s relieves %q, which is no dimension", a.Key, d)
			}
		}
	}
	return nil
}

// readWords keeps the order of the file, in which the lists are shown; a Go map would lose it.
func (s *Scale) readWords() error {
	raw, err := data.ReadFile("data/words.json")
	if err != nil {
		return err
	}
	return eachMember(raw, func(vocabulary string, list json.RawMessage) error {
		return eachMember(list, func(key string, raw json.RawMessage) error {
			var text Text
			if err := json.Unmarshal(raw, &text); err != nil {
				return fmt.Errorf("%s.%s: %w", vocabulary, key, err)
			}
			return s.add(vocabulary, key, text)
		})
	})
}

func (s *Scale) add(vocabulary, key string, text Text) error {
	if s.words[vocabulary] == nil {
		s.words[vocabulary] = map[string]Text{}
	}
	if s.Has(vocabulary, key) {
		return fmt.Errorf("%s: key %q stands twice", vocabulary, key)
	}
	if strings.TrimSpace(text["fi"]) == "" {
		return fmt.Errorf("%s.%s has no Finnish name", vocabulary, key)
	}
	s.words[vocabulary][key] = text
	s.lists[vocabulary] = append(s.lists[vocabulary], key)
	return nil
}

func readData(name string, into any) error {
	raw, err := data.ReadFile("data/" + name + ".json")
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

// eachMember calls f for every member of a JSON object, in the order in which they stand.
func eachMember(raw []byte, f func(key string, value json.RawMessage) error) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		if err := f(fmt.Sprint(key), value); err != nil {
			return err
		}
	}
	return nil
}
