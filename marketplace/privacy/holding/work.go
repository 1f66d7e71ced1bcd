package holding

// is says whether an id is the person's own, or that of their seat in the crews of an organiser.
func is(id any, org string, who Subject, seats []Seat) bool {
	if who.Whose == Person {
		return id == string(who.ID)
	}
	for _, s := range seats {
		if string(s.Org) == org && id == string(s.Member) {
			return true
		}
	}
	return false
}

// shiftsOf are the shifts of a week in which somebody works or leads: the day and the times, and nobody else.
func shiftsOf(doc map[string]any, who Subject, seats []Seat) map[string]any {
	var mine []any
	for _, v := range list(doc, "shifts") {
		shift, _ := v.(map[string]any)
		for _, role := range []string{"members", "leaders"} {
			for _, id := range list(shift, role) {
				if is(id, text(doc, "org"), who, seats) {
					mine = append(mine, map[string]any{
						"order": shift["order"], "buyer": shift["buyer"], "date": shift["date"], "from": shift["from"], "to": shift["to"], "published": shift["published"],
						"as": role,
					})
				}
			}
		}
	}
	if len(mine) == 0 {
		return nil
	}
	return map[string]any{"id": doc["id"], "org": doc["org"], "monday": doc["monday"], "shifts": mine}
}

// attendanceOf is what a sheet says of one person.
func attendanceOf(doc map[string]any, who Subject, seats []Seat) map[string]any {
	var mine []any
	for _, role := range []string{"members", "leaders"} {
		for _, v := range list(doc, role) {
			entry, _ := v.(map[string]any)
			if is(entry["person"], text(doc, "org"), who, seats) {
				mine = append(mine, map[string]any{
					"as": role, "number": entry["number"], "mark": entry["mark"], "rest": entry["rest"], "own": entry["own"], "own_time": entry["own_time"],
				})
			}
		}
	}
	if len(mine) == 0 {
		return nil
	}
	return map[string]any{
		"id": doc["id"], "org": doc["org"], "order": doc["order"], "buyer": doc["buyer"], "date": doc["date"], "from": doc["from"], "to": doc["to"],
		"state": doc["state"], "present": mine,
	}
}

func list(doc map[string]any, key string) []any {
	l, _ := doc[key].([]any)
	return l
}
