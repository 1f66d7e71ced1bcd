package profile

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/matching"
)

// parts are everything that a card could be made from, each with the field under which it may be told; "" is what may be
// told to nobody. Each is set to something that the number decides.
var parts = map[string]struct {
	field consent.Field
	set   func(*Subject, int)
}{
	"strengths":    {consent.Strengths, func(s *Subject, n int) { s.Content.Strengths = words("s", n) }},
	"motivation":   {"", func(s *Subject, n int) { s.Content.Motivation = word("m", n) }},
	"resources":    {"", func(s *Subject, n int) { s.Content.Resources = word("r", n) }},
	"goal":         {consent.Goal, func(s *Subject, n int) { s.Content.Goal.Text = word("g", n) }},
	"occupations":  {consent.Goal, func(s *Subject, n int) { s.Content.Goal.Occupations = words("o", n) }},
	"interests":    {"", func(s *Subject, n int) { s.Content.Interests = &matching.Interests{float64(n) / 10} }},
	"liked":        {"", func(s *Subject, n int) { s.Content.Liked = words("l", n) }},
	"disliked":     {"", func(s *Subject, n int) { s.Content.Disliked = words("d", n) }},
	"titles":       {consent.ExperienceTitles, func(s *Subject, n int) { experience(s).Title = word("t", n) }},
	"months":       {"", func(s *Subject, n int) { experience(s).Months = n }},
	"notes":        {"", func(s *Subject, n int) { experience(s).Note = word("n", n) }},
	"education":    {consent.Education, func(s *Subject, n int) { s.Content.Education = []Education{{Name: word("e", n), Year: 2000 + n}} }},
	"skills":       {consent.Skills, func(s *Subject, n int) { s.Content.Skills = words("k", n) }},
	"esco skills":  {consent.Skills, func(s *Subject, n int) { s.Content.ESCOSkills = words("e", n) }},
	"certificates": {consent.Certificates, func(s *Subject, n int) { s.Content.Certificates = matching.Chosen(words("c", n)...) }},
	"abilities": {"", func(s *Subject, n int) {
		s.Content.Abilities = map[matching.Dimension]Answer{"lifting": {Rating: matching.Rated(n % 6), Note: word("a", n), Source: "coach", On: "2026-01-01"}}
	}},
	"adaptations":  {consent.AdaptationsWanted, func(s *Subject, n int) { s.Content.Adaptations = matching.Chosen(words("x", n)...) }},
	"refused":      {"", func(s *Subject, n int) { s.Content.Refused = words("f", n) }},
	"support":      {consent.SupportWanted, func(s *Subject, n int) { level := n % 4; s.Content.Support = &level }},
	"support note": {"", func(s *Subject, n int) { s.Content.SupportNote = word("q", n) }},
	"times": {consent.AvailableTimes, func(s *Subject, n int) {
		s.Content.Availability.WeekMinutes, s.Content.Availability.Shifts = matching.Window{Min: n, Max: 60 + n}, matching.Chosen(words("h", n)...)
	}},
	"stamina": {"", func(s *Subject, n int) { s.Content.Availability.Stamina = word("y", n) }},
	"travel": {"", func(s *Subject, n int) {
		s.Content.Travel = Travel{Postal: word("p", n), Transport: "bus", MaxMinutes: n}
	}},
	"hazards":   {"", func(s *Subject, n int) { s.Content.Hazards = matching.Chosen(words("z", n)...) }},
	"allergens": {"", func(s *Subject, n int) { s.Content.Allergens = matching.Chosen(words("w", n)...) }},
	"forms":     {"", func(s *Subject, n int) { s.Content.Forms = matching.Chosen(words("v", n)...) }},
	"must not":  {"", func(s *Subject, n int) { s.Content.MustNot = matching.Ratings{"lifting": matching.Rated(n % 6)} }},
	"evidence": {"", func(s *Subject, n int) {
		s.Content.Evidence = []evidence.Item{{ID: "e", About: "abilities.lifting", By: "workplace", Kind: "seen", On: "2026-01-01", Note: word("b", n)}}
	}},
	"language": {consent.Languages, func(s *Subject, n int) { s.Lang = word("u", n) }},
	"contact":  {consent.Contact, func(s *Subject, n int) { s.Contact = word("i", n) }},
}

func word(kind string, n int) string { return fmt.Sprintf("%s-%d", kind, n) }

func words(kind string, n int) []string {
	return slices.Repeat([]string{word(kind, n)}, 1+n%3)
}

func experience(s *Subject) *Experience {
	if len(s.Content.Experience) == 0 {
		s.Content.Experience = []Experience{{Title: "cook"}}
	}
	return &s.Content.Experience[0]
}

// TestCardHoldsNothingElse changes whatever the client did not say yes to; no byte of the card changes.
func TestCardHoldsNothingElse(t *testing.T) {
	names := make([]string, 0, len(parts))
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(r *rapid.T) {
		fields := rapid.SliceOfDistinct(rapid.SampledFrom(consent.AllFields()), rapid.ID).Draw(r, "fields")
		a, b := Subject{Name: "Matti Virtanen"}, Subject{Name: "Matti Virtanen"}
		if !slices.Contains(fields, consent.FirstName) && !slices.Contains(fields, consent.FullName) {
			b.Name = "Minna Mallikas"
		}
		for _, name := range names {
			p := parts[name]
			n := rapid.IntRange(1, 9).Draw(r, name)
			p.set(&a, n)
			if p.field == "" || !slices.Contains(fields, p.field) {
				n = rapid.IntRange(1, 9).Draw(r, name+" of the other")
			}
			p.set(&b, n)
		}
		x, y := bytesOf(r, NewCard(a, fields, "K-7F3Q")), bytesOf(r, NewCard(b, fields, "K-7F3Q"))
		if x != y {
			r.Fatalf("with %v:\n%s\n%s", fields, x, y)
		}
	})
}

// Every field that can be allowed changes the card once it is; so the test above cannot pass with an empty card.
func TestCardHoldsWhatWasAllowed(t *testing.T) {
	for name, p := range parts {
		var a, b Subject
		p.set(&a, 1)
		p.set(&b, 2)
		fields := []consent.Field{p.field}
		if p.field == "" {
			fields = consent.AllFields()
			experience(&a).Title, experience(&b).Title = "cook", "cook"
		}
		same := bytesOf(t, NewCard(a, fields, "K")) == bytesOf(t, NewCard(b, fields, "K"))
		if same != (p.field == "") {
			t.Errorf("%s: the cards are equal: %v", name, same)
		}
	}
	card := NewCard(Subject{Name: " Matti Virtanen"}, []consent.Field{consent.FirstName}, "K")
	if got := bytesOf(t, card); !strings.Contains(got, `"Matti"`) || strings.Contains(got, "Virtanen") {
		t.Errorf("the first name: %s", got)
	}
	if got := NewCard(Subject{}, consent.AllFields(), "K"); len(got.Lines) != 0 {
		t.Errorf("nothing told: %+v", got)
	}
}

// TestEveryPathIsDecided: a new field of the profile has to be given its place, told or never told, before it compiles in.
func TestEveryPathIsDecided(t *testing.T) {
	var full Subject
	for _, p := range parts {
		p.set(&full, 1)
	}
	full.Name = "Matti Virtanen"
	never := []string{"motivation", "resources", "interests", "liked", "disliked", "refused", "support_note", "hazards", "allergens", "forms"}
	for _, path := range full.fields().paths {
		head, _, _ := strings.Cut(path, ".")
		decided := fieldOf(path) != "" || slices.Contains(never, path) || slices.Contains([]string{"abilities", "must_not", "travel", "evidence"}, head) ||
			path == "availability.stamina" || strings.HasPrefix(path, "experience[")
		if !decided {
			t.Errorf("%s: may it be told?", path)
		}
	}
}

type fataler interface{ Fatal(args ...any) }

func bytesOf(t fataler, card Card) string {
	raw, err := json.Marshal(card)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// held answers for one consent, as consent.Service does.
type held struct{ consent.Consent }

func (h *held) Held(_ context.Context, who marketplace.Actor, id marketplace.ID) (consent.Consent, error) {
	if id == h.ID && who.Org == h.Receiver && h.State == consent.Given {
		return h.Consent, nil
	}
	return consent.Consent{}, notFound()
}

func (h *held) EachHolding(_ context.Context, _ marketplace.Actor, purpose consent.Purpose, do func(marketplace.ID) error) error {
	if h.Purpose != purpose || h.State != consent.Given {
		return nil
	}
	return do(h.Client)
}

// The receiver reads the card that the client saw, also after the profile has moved on, and only while the consent holds;
// each read is recorded before it is shown.
func TestReadCard(t *testing.T) {
	ctx, db := t.Context(), memory(t)
	s := newService(t, db)
	s.Contact = func(context.Context, marketplace.ID, marketplace.ID) (string, error) { return "Kati", nil }
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Matti Virtanen"}))
	must(s.Save(ctx, kati, c.ID, 0, Content{Strengths: []string{"careful"}, Motivation: "money"}, true))
	h := &held{consent.Consent{
		ID: "yes", Org: "turku", Client: c.ID, Receiver: "cafe", Purpose: consent.Introduction, Fields: []consent.Field{consent.Strengths}, State: consent.Given, Version: 1,
	}}
	s.Consents = h
	must(s.Save(ctx, kati, c.ID, 1, Content{Strengths: []string{"fast"}}, false))
	card, _, err := s.ReadCard(ctx, aino, "yes")
	if got := bytesOf(t, card); err != nil || got != `{"code":"`+c.Code+`","lines":[{"field":"strengths","path":"strengths","values":["careful"]}]}` {
		t.Errorf("%s %v", got, err)
	}
	me := actor(c.ID, "turku", marketplace.RoleClient)
	mine, version, err := s.MyCard(ctx, me, h.Consent)
	if err != nil || version != 1 || bytesOf(t, mine) != bytesOf(t, card) {
		t.Errorf("the client sees another card: %+v %d %v", mine, version, err)
	}
	reads := must(s.MyReaders(ctx, me, marketplace.Page{})).Items
	if i := slices.IndexFunc(reads, func(r audit.Read) bool { return r.Under == "yes" }); i < 0 || reads[i].Person != "aino" || reads[i].For != "cafe" || reads[i].Purpose != "introduction" {
		t.Errorf("reads %+v", reads)
	}
	before := len(reads)
	for _, id := range []marketplace.ID{"no", ""} {
		_, _, err = s.ReadCard(ctx, aino, id)
		wantKind(t, err, marketplace.NotFound)
	}
	h.State = consent.Withdrawn
	_, _, err = s.ReadCard(ctx, aino, "yes")
	wantKind(t, err, marketplace.NotFound)
	if reads = must(s.MyReaders(ctx, me, marketplace.Page{})).Items; len(reads) != before {
		t.Errorf("reads that did not happen: %+v", reads)
	}
}

func TestOnlyTheClientReadsTheirOwn(t *testing.T) {
	ctx := t.Context()
	s := newService(t, memory(t))
	c := must(s.CreateClient(ctx, kati, NewClient{Name: "Matti"}))
	for _, who := range []marketplace.Actor{kati, oona, marketplace.System("turku"), {}} {
		if _, _, err := s.Mine(ctx, who); err == nil {
			t.Errorf("%+v reads as the client", who)
		}
		if _, err := s.MyReaders(ctx, who, marketplace.Page{}); err == nil {
			t.Errorf("%+v reads the readers as the client", who)
		}
		if _, _, err := s.MyCard(ctx, who, consent.Consent{Client: c.ID}); err == nil {
			t.Errorf("%+v reads the card as the client", who)
		}
	}
	me := actor(c.ID, "turku", marketplace.RoleClient)
	if own, _, err := s.Mine(ctx, me); err != nil || own.Name != "Matti" {
		t.Errorf("%+v %v", own, err)
	}
	if _, err := s.Client(ctx, me, c.ID); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("a client reads as a coach: %v", err)
	}
}
