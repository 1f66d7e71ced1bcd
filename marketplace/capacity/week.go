package capacity

import (
	"encoding/json"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Week are the windows of each day, Monday first. It is stored by the names of the days, because not every database that
// speaks MongoDB's language keeps lists within lists.
type Week [7][]Window

// Weekdays are the names of the days, as the scale's list of weekdays has them.
func Weekdays() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// MarshalJSON implements json.Marshaler.
func (w Week) MarshalJSON() ([]byte, error) {
	named := map[string][]Window{}
	for i, name := range Weekdays() {
		if len(w[i]) > 0 {
			named[name] = w[i]
		}
	}
	return json.Marshal(named)
}

// UnmarshalJSON implements json.Unmarshaler. A day of another name is an error.
func (w *Week) UnmarshalJSON(raw []byte) error {
	named := map[string][]Window{}
	if err := json.Unmarshal(raw, &named); err != nil {
		return err
	}
	*w = Week{}
	for name, windows := range named {
		i := slices.Index(Weekdays(), name)
		if i < 0 {
			return marketplace.Errorf(marketplace.Invalid, "capacity.weekday", "value", name)
		}
		w[i] = windows
	}
	return nil
}
