package holding

import "sovite.fi/sovite/marketplace/store"

// Erased stands where a name was.
const Erased = "–"

// clients is the table of what is held about clients.
func clients() []Holding {
	out := crewed()
	out = append(out, met()...)
	out = append(out, coached()...)
	return append(out, told()...)
}

// crewed is what organisers hold about a client who works in their crews.
func crewed() []Holding {
	return []Holding{
		{
			Collection: "rosters", Whose: Client, Part: "shifts", Find: atWork("rosters", shiftsOf), Pick: shiftsOf, Fate: Kept, Why: Books,
		},
		{
			Collection: "sheets", Whose: Client, Part: "attendance", Find: atWork("sheets", attendanceOf), Pick: attendanceOf, Fate: Kept, Why: Books,
		},
		{
			Collection: "crewmembers", Whose: Client, Part: "crew", Find: seated("crewmembers"), Hide: []string{"apart", "knows"}, Fate: Reduced,
			Stays: []string{"id", "org", "left", "created", "form"}, Put: put("name", Erased), Why: Books,
		},
		{Collection: "ownweekcodes", Whose: Client, Part: "crew", Find: seated("ownweekcodes"), Hide: []string{"tag", "draw"}, Fate: Removed},
		{Collection: "ownweeks", Whose: Client, Part: "crew", Find: indexed("ownweeks", "client"), Fate: Removed},
	}
}

// met is what stands between the client and employers.
func met() []Holding {
	introductions := indexed("introductions", "client")
	return []Holding{
		{Collection: "doors", Whose: Client, Part: "door", Find: own("doors"), Hide: []string{"salt", "pin"}, Fate: Removed},
		{
			Collection: "messages", Whose: Client, Part: "messages", Fate: Removed,
			Find: below(introductions, func(d store.Doc) (string, store.Query) {
				return "messages", store.Query{Index: "introduction", Eq: []any{string(d.ID)}}
			}),
		},
		{
			Collection: "introductions", Whose: Client, Part: "introductions", Find: introductions, Fate: Reduced, Why: Deal, Hide: []string{"history.who"},
			Stays: []string{
				"id", "org", "client", "coach", "employer", "task", "title", "consent", "until", "sent", "state", "open", "owner", "due", "next", "reminded", "from",
				"day", "refusal.reason", "silent", "ended_by", "ended", "history",
			},
		},
		{
			Collection: "placements", Whose: Client, Part: "placements", Find: ofProvider("placements"), Fate: Reduced, Why: Deal,
			Stays: []string{
				"id", "org", "client", "coach", "employer", "task", "introduction", "state", "terms.form", "terms.days", "terms.day_minutes", "terms.week_minutes",
				"terms.wage", "terms.start", "terms.end", "judged", "created", "changed", "started", "next", "ending.reason", "ending.on",
			},
		},
		{Collection: "choices", Whose: Client, Part: "choices", Find: ofProvider("choices"), Fate: Removed},
		{
			Collection: "ranking_logs", Whose: Client, Part: "rankings", Fate: Removed, Hide: []string{"data"},
			Find: below(ofProvider("rankings"), func(d store.Doc) (string, store.Query) {
				return "ranking_logs", store.Query{From: string(d.ID) + ".", To: string(d.ID) + "/"}
			}),
		},
		{
			Collection: "rankings", Whose: Client, Part: "rankings", Find: ofProvider("rankings"), Fate: Removed,
			Hide: []string{"person", "rules", "rule_state", "weights", "version", "log", "seal", "role"},
		},
	}
}

// coached is what the coaching provider wrote down.
func coached() []Holding {
	supporters := indexed("supporters", "client")
	return []Holding{
		{Collection: "measures", Whose: Client, Part: "measures", Find: ofProvider("measures"), Fate: Removed},
		{Collection: "goals", Whose: Client, Part: "goals", Find: ofProvider("goals"), Fate: Removed},
		{Collection: "coaching_notes", Whose: Client, Part: "notes", Find: indexed("coaching_notes", "client"), Fate: Removed},
		{
			Collection: "employer_meetings", Whose: Client, Part: "meetings", Find: indexed("employer_meetings", "client"), Hide: []string{"met"}, Fate: Reduced,
			Stays: []string{"id", "org", "coach", "client", "course", "logged", "day", "kind", "face", "outcome", "minutes"}, Why: Counting,
		},
		{Collection: "courses", Whose: Client, Part: "course", Find: indexed("courses", "client"), Fate: Removed},
		{
			Collection: "supporter_doors", Whose: Client, Part: "network", Find: beside(supporters, "supporter_doors"), Hide: []string{"salt", "pin"},
			Fate: Removed,
		},
		{Collection: "supporters", Whose: Client, Part: "network", Find: supporters, Hide: []string{"name", "reached", "ended_by"}, Fate: Removed},
	}
}

// told is what is known about the client, and who was let know it.
func told() []Holding {
	return []Holding{
		{Collection: "starters", Whose: Client, Part: "starter", Find: own("starters"), Fate: Removed},
		{Collection: "own_answers", Whose: Client, Part: "own", Find: own("own_answers"), Fate: Removed},
		{Collection: "profiles", Whose: Client, Part: "profile", Find: numbered("profiles", ".v", ".w"), Fate: Removed},
		{
			Collection: "consents", Whose: Client, Part: "consents", Find: indexed("consents", "client"), Fate: Reduced, Why: Proof, Put: noLongerAsked,
			Stays: []string{
				"id", "org", "client", "purpose", "receiver", "task", "until", "text", "asked_by", "asked", "answer_by", "state", "due", "talk", "answered", "version",
				"ended",
			},
		},
		{
			Collection: "reads", Whose: Client, Part: "reads", Fate: Kept, Why: Trace, Hide: []string{"subject"},
			Find: func(ctx ctx, s store.Store, who Subject, each func(store.Doc) error) error {
				return along(ctx, s, "reads", store.Query{Index: "subject", Eq: []any{string(who.Org), "clients/" + string(who.ID)}}, each)
			},
		},
		{
			Collection: "clients", Whose: Client, Part: "client", Find: own("clients"), Fate: Reduced, Stays: []string{"id", "org", "code", "created"},
			Put: emptyPlace, Why: Marker,
		},
	}
}

// emptyPlace is a client of whom nothing is known: on nobody's caseload, under the pseudonym.
func emptyPlace(doc map[string]any, _ Subject) {
	doc["name"], doc["coach"], doc["lang"], doc["status"] = text(doc, "code"), "", "fi", "ended"
}

// noLongerAsked ends a question that nobody can answer any more.
func noLongerAsked(doc map[string]any, _ Subject) {
	if doc["state"] == "asked" {
		doc["state"] = "lapsed"
	}
}

func put(key, value string) Put {
	return func(doc map[string]any, _ Subject) { doc[key] = value }
}
