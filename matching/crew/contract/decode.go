package contract

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"sovite.fi/sovite/matching/crew"
)

type instanceJSON struct {
	Name       string                    `json:"name"`
	Days       int                       `json:"days"`
	WeekLength int                       `json:"week_length"`
	Clients    []clientJSON              `json:"clients"`
	Orders     []orderJSON               `json:"orders"`
	Fit        map[string]map[string]int `json:"fit"` // client to order to 0..100
	Supers     []supervisorJSON          `json:"supervisors"`
	Conflicts  [][]string                `json:"conflicts"`
	Previous   map[string][]string       `json:"previous_crew"` // order to clients
}

type clientJSON struct {
	ID           string `json:"id"`
	MaxHoursWeek int    `json:"max_hours_week"`
	TargetHours  int    `json:"target_hours"`
	Days         []int  `json:"days"`
	Licence      bool   `json:"licence"`
}

type orderJSON struct {
	ID            string         `json:"id"`
	Hours         int            `json:"hours"`
	PerSupervisor int            `json:"per_supervisor"`
	NeedsLicence  bool           `json:"needs_licence"`
	Days          map[string]int `json:"days"` // day to crew size
}

type supervisorJSON struct {
	ID     string   `json:"id"`
	Days   []int    `json:"days"`
	Orders []string `json:"orders"`
}

// ReadInstance reads one instance and validates it. Unknown fields are ignored; an error names the field.
func ReadInstance(r io.Reader) (crew.Instance, error) {
	var raw instanceJSON
	dec := json.NewDecoder(r)
	if err := dec.Decode(&raw); err != nil {
		return crew.Instance{}, fmt.Errorf("instance: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return crew.Instance{}, fmt.Errorf("instance: there is more after the closing brace")
	}
	in, err := raw.instance()
	if err != nil {
		return crew.Instance{}, fmt.Errorf("instance: %w", err)
	}
	if err := in.Validate(); err != nil {
		return crew.Instance{}, fmt.Errorf("instance: %w", err)
	}
	return in, nil
}

func (raw instanceJSON) instance() (crew.Instance, error) {
	in := crew.Instance{Name: raw.Name, Days: raw.Days, WeekLength: raw.WeekLength}
	for _, s := range raw.Supers {
		in.Supervisors = append(in.Supervisors, crew.Supervisor{ID: s.ID, Days: s.Days, Orders: s.Orders})
	}
	for _, order := range slices.Sorted(maps.Keys(raw.Previous)) {
		for _, client := range raw.Previous[order] {
			in.Previous = append(in.Previous, crew.Member{Client: client, Order: order})
		}
	}
	for i, pair := range raw.Conflicts {
		if len(pair) != 2 {
			return in, fmt.Errorf("conflicts[%d]: %d clients; name two", i, len(pair))
		}
		in.Conflicts = append(in.Conflicts, crew.Conflict{A: pair[0], B: pair[1]})
	}
	if err := raw.addClients(&in); err != nil {
		return in, err
	}
	return in, raw.addOrders(&in)
}

func (raw instanceJSON) addClients(in *crew.Instance) error {
	known := map[string]bool{}
	for _, c := range raw.Clients {
		known[c.ID] = true
		in.Clients = append(in.Clients, crew.Client{
			ID: c.ID, MaxHoursWeek: c.MaxHoursWeek, TargetHours: c.TargetHours,
			Days: c.Days, Licence: c.Licence, Fit: raw.Fit[c.ID],
		})
	}
	for _, id := range slices.Sorted(maps.Keys(raw.Fit)) {
		if !known[id] {
			return fmt.Errorf("fit.%s: there is no such client", id)
		}
	}
	return nil
}

func (raw instanceJSON) addOrders(in *crew.Instance) error {
	for i, o := range raw.Orders {
		order := crew.Order{
			ID: o.ID, Hours: o.Hours, PerSupervisor: o.PerSupervisor, NeedsLicence: o.NeedsLicence,
			Crew: make(map[int]int, len(o.Days)),
		}
		for _, text := range slices.Sorted(maps.Keys(o.Days)) {
			day, err := strconv.Atoi(text)
			if err != nil || strconv.Itoa(day) != text {
				return fmt.Errorf("orders[%d].days: %q is no day; give its number as the key", i, text)
			}
			order.Crew[day] = o.Days[text]
		}
		in.Orders = append(in.Orders, order)
	}
	return nil
}
