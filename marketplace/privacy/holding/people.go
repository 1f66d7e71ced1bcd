package holding

import (
	"context"

	"sovite.fi/sovite/marketplace/store"
)

type ctx = context.Context

// people is the table of what is held about people with an account.
func people() []Holding {
	return []Holding{
		{
			Collection: "rosters", Whose: Person, Part: "shifts", Find: atWork("rosters", shiftsOf), Pick: shiftsOf, Fate: Kept, Why: Books,
		},
		{
			Collection: "sheets", Whose: Person, Part: "attendance", Find: atWork("sheets", attendanceOf), Pick: attendanceOf, Fate: Kept, Why: Books,
		},
		{Collection: "order_messages", Whose: Person, Part: "messages", Find: where(threads(), wrote), Fate: Kept, Why: Deal},
		{Collection: "messages", Whose: Person, Part: "messages", Find: where(introduced(), wrote), Fate: Kept, Why: Deal},
		{Collection: "sessions", Whose: Person, Part: "sessions", Find: indexed("sessions", "person"), Hide: []string{"salt", "turn"}, Fate: Removed},
		{Collection: "links", Whose: Person, Part: "links", Find: where(every("links", "expires"), addressed), Hide: []string{"salt", "proof"}, Fate: Removed},
		{Collection: "feeds", Whose: Person, Part: "feeds", Find: indexed("feeds", "person"), Hide: []string{"salt"}, Fate: Removed},
		{Collection: "saved_searches", Whose: Person, Part: "searches", Find: ofOrgs("saved_searches", "slot"), Fate: Removed},
		{Collection: "notices", Whose: Person, Part: "notices", Find: own("notices"), Pick: noticesOf, Fate: Removed},
		{Collection: "passkeys", Whose: Person, Part: "passkeys", Find: indexed("passkeys", "person"), Hide: []string{"record"}, Fate: Removed},
		{Collection: "signin_identities", Whose: Person, Part: "own_service", Find: indexed("signin_identities", "person"), Hide: []string{"key"}, Fate: Removed},
		{
			Collection: "acting_visits", Whose: Person, Part: "looked_as", Find: indexed("acting_visits", "person"), Hide: []string{"session", "slot", "open"},
			Fate: Kept, Why: Trace,
		},
		{
			Collection: "memberships", Whose: Person, Part: "memberships", Find: indexed("memberships", "person"), Hide: []string{"via"}, Fate: Kept, Why: Trace,
		},
		{
			Collection: "reads", Whose: Person, Part: "reads", Fate: Kept, Why: Trace, Hide: []string{"subject"},
			Find: func(ctx ctx, s store.Store, who Subject, each func(store.Doc) error) error {
				return along(ctx, s, "reads", store.Query{Index: "subject", Eq: []any{"sovite", "people/" + string(who.ID)}}, each)
			},
		},
		{
			Collection: "people", Whose: Person, Part: "account", Find: own("people"), Hide: []string{"password", "factor.secret", "factor.used", "factor.recovery", "via"},
			Fate: Reduced, Stays: []string{"id", "created"}, Put: closedAccount, Why: Marker,
		},
	}
}

// noticesOf is how somebody wants to be told, and of what sort each waiting notice is: what a notice is about may be closed to them by now.
func noticesOf(doc map[string]any, _ Subject, _ []Seat) map[string]any {
	out := map[string]any{"how": doc["how"]}
	for _, name := range []string{"waiting", "sending"} {
		var kinds []any
		list, _ := doc[name].([]any)
		for _, item := range list {
			if n, ok := item.(map[string]any); ok {
				kinds = append(kinds, map[string]any{"kind": n["kind"], "at": n["at"]})
			}
		}
		if len(kinds) > 0 {
			out[name] = kinds
		}
	}
	return out
}

// closedAccount is an account that nobody can open, under an address that nobody has.
func closedAccount(doc map[string]any, who Subject) {
	doc["name"], doc["email"], doc["lang"], doc["disabled"] = Erased, string(who.ID)+"@erased.invalid", "fi", true
	doc["password"], doc["factor"] = "", map[string]any{}
}

// every finds all documents of a small collection along an index.
func every(collection, index string) Find {
	return func(ctx ctx, s store.Store, _ Subject, each func(store.Doc) error) error {
		return along(ctx, s, collection, store.Query{Index: index}, each)
	}
}

func addressed(doc map[string]any, who Subject) bool {
	return text(doc, "person") == string(who.ID) || text(doc, "used_by") == string(who.ID) || who.Email != "" && text(doc, "email") == who.Email
}

func wrote(doc map[string]any, who Subject) bool { return text(doc, "person") == string(who.ID) }

// threads finds the messages about the orders of a person's organisations, sold and bought.
func threads() Find {
	parts := func(d store.Doc) (string, store.Query) {
		return "order_messages", store.Query{Index: "order", Eq: []any{string(d.ID)}}
	}
	return both(below(ofEachOrg("orders", "org"), parts), below(ofEachOrg("orders", "buyer"), parts))
}

// introduced finds the messages about the introductions that a person's organisations sent or received.
func introduced() Find {
	parts := func(d store.Doc) (string, store.Query) {
		return "messages", store.Query{Index: "introduction", Eq: []any{string(d.ID)}}
	}
	return both(below(ofEachOrg("introductions", "coach"), parts), below(ofEachOrg("introductions", "employer"), parts))
}

// ofEachOrg finds along an index that begins with an organisation, for each of a person's.
func ofEachOrg(collection, index string) Find {
	return func(ctx ctx, s store.Store, who Subject, each func(store.Doc) error) error {
		for _, org := range who.Orgs {
			if err := along(ctx, s, collection, store.Query{Index: index, Eq: []any{string(org)}}, each); err != nil {
				return err
			}
		}
		return nil
	}
}
