package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

// Client is one profile of the contract.
type Client struct {
	ID      string
	Profile matching.Profile
}

// ReadClients reads profiles.json: an array of clients. An error names the record and the field.
func ReadClients(r io.Reader, table *esco.Table) ([]Client, error) {
	return readAll(r, "profiles", func(raw json.RawMessage) (string, Client, error) {
		var in clientJSON
		if err := json.Unmarshal(raw, &in); err != nil {
			return in.ID, Client{}, err
		}
		c := Client{ID: in.ID, Profile: in.profile(table)}
		return in.ID, c, in.check()
	})
}

// ReadTasks reads jobs.json: an array of jobs. An error names the record and the field.
func ReadTasks(r io.Reader, table *esco.Table) ([]matching.Task, error) {
	return readAll(r, "jobs", func(raw json.RawMessage) (string, matching.Task, error) {
		var in jobJSON
		if err := json.Unmarshal(raw, &in); err != nil {
			return in.ID, matching.Task{}, err
		}
		return in.ID, in.task(table), in.check()
	})
}

type levelJSON struct {
	Key       string `json:"key"`
	Level     *int   `json:"level"`
	Essential bool   `json:"essential"`
	Adaptable bool   `json:"adaptable"`
}

type hoursJSON struct {
	Min float64 `json:"min"`
	Max float64 `json:"max"`
}

type placeJSON struct {
	Lat *float64 `json:"lat"`
	Lon *float64 `json:"lon"`
}

type clientJSON struct {
	ID         string  `json:"id"`
	Goal       string  `json:"goal"`
	GoalESCO   *string `json:"goal_esco"`
	Wishes     string  `json:"wishes"`
	Experience []struct {
		Title string `json:"title"`
	} `json:"experience"`
	Interests   []float64   `json:"interests"`
	Abilities   []levelJSON `json:"abilities"`
	Adaptations []string    `json:"needed_adaptations"`
	Hours       hoursJSON   `json:"hours"`
	Shifts      []string    `json:"shifts"`
	Place       placeJSON   `json:"place"`
	Transport   string      `json:"transport"`
	MaxCommute  int         `json:"max_commute_min"`
	Certs       []string    `json:"certificates"`
	Excluded    []string    `json:"excluded_environment"`
	SupportNeed int         `json:"support_need"`
	Engagement  []string    `json:"engagement_ok"`
}

type jobJSON struct {
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	ESCO        *string     `json:"esco_occupation"`
	Description string      `json:"description"`
	Tasks       []string    `json:"tasks"`
	Demands     []levelJSON `json:"demands"`
	Adaptations []string    `json:"adaptations"`
	Hours       hoursJSON   `json:"hours"`
	Shifts      []string    `json:"shifts"`
	Place       placeJSON   `json:"place"`
	Certs       []string    `json:"required_certificates"`
	Environment []string    `json:"environment"`
	Interests   []float64   `json:"interests"`
	Engagement  string      `json:"engagement"`
	Support     int         `json:"support"`
}

func (in clientJSON) profile(table *esco.Table) matching.Profile {
	p := matching.Profile{
		Abilities:    matching.Ratings{},
		Certificates: matching.Chosen(in.Certs...),
		Limits: matching.Limits{
			WeekMinutes: in.Hours.window(),
			Shifts:      matching.Chosen(in.Shifts...),
			Hazards:     matching.Chosen(in.Excluded...),
			Allergens:   matching.Chosen(),
			Forms:       matching.Chosen(in.Engagement...),
			Travel:      in.travel(),
		},
		Needs: matching.Needs{Adaptations: matching.Chosen(in.Adaptations...), Support: matching.Rated(in.SupportNeed)},
		Wishes: matching.Wishes{
			Goal: in.Goal, Text: in.text(), Interests: interests(in.Interests),
		},
	}
	for _, a := range in.Abilities {
		if a.Level != nil {
			p.Abilities[matching.Dimension(a.Key)] = matching.Rated(*a.Level)
		}
	}
	if in.GoalESCO != nil {
		p.Wishes.OccupIDs = []string{*in.GoalESCO}
		p.Wishes.Occupations = []string{table.ISCO(*in.GoalESCO)}
	} else {
		p.Wishes.Occupations = table.Named(in.Goal)
	}
	return p
}

func (in clientJSON) text() string {
	parts := []string{in.Wishes}
	for _, e := range in.Experience {
		parts = append(parts, e.Title)
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

func (in clientJSON) travel() matching.Travel {
	t := matching.Travel{Transport: in.Transport, MaxMinutes: in.MaxCommute}
	if in.Place.Lat != nil && in.Place.Lon != nil {
		t.Known, t.Lat, t.Lon = true, *in.Place.Lat, *in.Place.Lon
	}
	return t
}

func (in jobJSON) task(table *esco.Table) matching.Task {
	t := matching.Task{
		ID: in.ID, Title: in.Title, Text: strings.Join(append([]string{in.Description}, in.Tasks...), " "),
		WeekMinutes: in.Hours.window(), Shifts: matching.Chosen(in.Shifts...), Certificates: in.Certs,
		Hazards: matching.Chosen(in.Environment...), Allergens: matching.Chosen(),
		Adaptations: in.Adaptations, Support: in.Support, Interests: interests(in.Interests),
	}
	if in.Engagement != "" {
		t.Forms = []string{in.Engagement}
	}
	if in.ESCO != nil {
		t.OccupID, t.Occupation = *in.ESCO, table.ISCO(*in.ESCO)
	}
	if in.Place.Lat != nil && in.Place.Lon != nil {
		t.Place = matching.Place{Known: true, Lat: *in.Place.Lat, Lon: *in.Place.Lon}
	}
	for _, d := range in.Demands {
		if d.Level != nil {
			t.Demands = append(t.Demands, matching.Demand{
				Dimension: matching.Dimension(d.Key), Level: *d.Level, Essential: d.Essential, Adaptable: d.Adaptable,
			})
		}
	}
	return t
}

func (h hoursJSON) window() matching.Window {
	return matching.Window{Min: int(math.Round(h.Min * 60)), Max: int(math.Round(h.Max * 60))}
}

func interests(v []float64) *matching.Interests {
	if len(v) != 6 {
		return nil
	}
	out := matching.Interests(v)
	return &out
}

func (in clientJSON) check() error {
	return errors.Join(
		checkHours(in.Hours), checkLevels("abilities", in.Abilities), checkInterests(in.Interests),
		upTo("support_need", in.SupportNeed, 3), upTo("max_commute_min", in.MaxCommute, 24*60), checkPlace(in.Place),
	)
}

func (in jobJSON) check() error {
	return errors.Join(
		checkHours(in.Hours), checkLevels("demands", in.Demands), checkInterests(in.Interests),
		upTo("support", in.Support, 3), checkPlace(in.Place),
	)
}

func checkHours(h hoursJSON) error {
	if h.Min < 0 || h.Max > 168 || h.Min > h.Max {
		return fmt.Errorf("field hours: min %v and max %v must be hours a week, 0 to 168, min first", h.Min, h.Max)
	}
	return nil
}

func checkLevels(field string, levels []levelJSON) error {
	for i, l := range levels {
		name := fmt.Sprintf("%s[%d]", field, i)
		if l.Key == "" {
			return fmt.Errorf("field %s.key is missing", name)
		}
		if l.Level == nil {
			return fmt.Errorf("field %s.level is missing; leave the whole entry out when it was not asked", name)
		}
		if err := upTo(name+".level", *l.Level, matching.MaxLevel); err != nil {
			return err
		}
	}
	return nil
}

func checkInterests(v []float64) error {
	if len(v) != 0 && len(v) != 6 {
		return fmt.Errorf("field interests has %d numbers, want six or none", len(v))
	}
	return nil
}

func checkPlace(p placeJSON) error {
	if p.Lat != nil && math.Abs(*p.Lat) > 90 || p.Lon != nil && math.Abs(*p.Lon) > 180 {
		return errors.New("field place: lat must be -90 to 90 and lon -180 to 180 degrees")
	}
	return nil
}

func upTo(field string, v, high int) error {
	if v < 0 || v > high {
		return fmt.Errorf("field %s is %d, want 0 to %d", field, v, high)
	}
	return nil
}

// readAll reads a JSON array record by record, so that an error can name the record.
func readAll[T any](r io.Reader, what string, one func(json.RawMessage) (string, T, error)) ([]T, error) {
	dec := json.NewDecoder(r)
	if start, err := dec.Token(); err != nil || start != json.Delim('[') {
		return nil, fmt.Errorf("%s: want a JSON array of records: %w", what, orWrongType(err))
	}
	var out []T
	seen := map[string]bool{}
	for n := 1; dec.More(); n++ {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, fmt.Errorf("%s record %d: %w", what, n, err)
		}
		id, v, err := one(raw)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s record %d (id %q): %w", what, n, id, explain(err))
		case id == "" || strings.ContainsAny(id, "\t\r\n"):
			return nil, fmt.Errorf("%s record %d: field id must be a text without tabs or line breaks", what, n)
		case seen[id]:
			return nil, fmt.Errorf("%s record %d: id %q stands twice", what, n, id)
		}
		seen[id] = true
		out = append(out, v)
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("%s: the array does not end: %w", what, err)
	}
	return out, nil
}

func orWrongType(err error) error {
	if err == nil {
		return errors.New("it begins with something else")
	}
	return err
}

// explain turns a wrong type into words that name the field.
func explain(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("field %s is a JSON %s, want %s", wrong.Field, wrong.Value, wrong.Type)
	}
	return err
}
