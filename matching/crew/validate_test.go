package crew_test

import (
	"strings"
	"testing"

	"sovite.fi/sovite/matching/crew"
)

func TestNonsenseIsNamed(t *testing.T) {
	if err := week().Validate(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*crew.Instance){
		"days: 0 is not between 1 and 366":                    func(in *crew.Instance) { in.Days = 0 },
		"week_length: -1 is not between":                      func(in *crew.Instance) { in.WeekLength = -1 },
		"clients: their number: 0":                            func(in *crew.Instance) { in.Clients = nil },
		"orders: their number: 0":                             func(in *crew.Instance) { in.Orders = nil },
		`orders[0].id: "a\tb" is no id`:                       func(in *crew.Instance) { in.Orders[0].ID = "a\tb" },
		`orders[1].id: "yard" is there twice`:                 func(in *crew.Instance) { in.Orders[1].ID = "yard" },
		"orders[0].hours: 0 is not between 1 and 24":          func(in *crew.Instance) { in.Orders[0].Hours = 0 },
		"orders[0].per_supervisor: 0":                         func(in *crew.Instance) { in.Orders[0].PerSupervisor = 0 },
		"orders[1].days.1: -3":                                func(in *crew.Instance) { in.Orders[1].Crew[1] = -3 },
		"orders[1].days: 7 is not between 0 and 1":            func(in *crew.Instance) { in.Orders[1].Crew[7] = 1 },
		"clients[2].max_hours_week: -2":                       func(in *crew.Instance) { in.Clients[2].MaxHoursWeek = -2 },
		"clients[2].target_hours: -2":                         func(in *crew.Instance) { in.Clients[2].TargetHours = -2 },
		"clients[0].days[1]: day 0 is there twice":            func(in *crew.Instance) { in.Clients[0].Days[1] = 0 },
		"fit.a.yard: 101 is not between 0 and 100":            func(in *crew.Instance) { in.Clients[0].Fit["yard"] = 101 },
		`fit.a.roof: there is no order "roof"`:                func(in *crew.Instance) { in.Clients[0].Fit["roof"] = 1 },
		`clients[1].id: "a" is also the id of clients[0]`:     func(in *crew.Instance) { in.Clients[1].ID = "a" },
		`supervisors[0].id: "b" is also the id of clients[1]`: func(in *crew.Instance) { in.Supervisors[0].ID = "b" },
		`supervisors[0].orders[0]: there is no order "roof"`:  func(in *crew.Instance) { in.Supervisors[0].Orders[0] = "roof" },
		`conflicts[0]: "c" is in conflict with themself`:      func(in *crew.Instance) { in.Conflicts[0].A = "c" },
		`conflicts[0]: there is no client "s"`:                func(in *crew.Instance) { in.Conflicts[0].B = "s" },
		`previous_crew.yard: "a" is there twice`:              func(in *crew.Instance) { in.Previous[1].Client = "a" },
	} {
		in := week()
		spoil(&in)
		if err := in.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
