package server_test

import (
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

func TestOrganisations(t *testing.T) {
	servertest.New(t).Run(t, []servertest.Scenario{
		{
			Name: "wrong fields are all named", As: "nobody", Method: "POST", Path: openapi.Base + "/organisations",
			Body: `{"name": "", "kinds": ["bank"], "business_id": "1234567-8", "lang": "de"}`, Want: 422,
			Has: []string{`"field":"name"`, `"field":"kinds"`, `"field":"business_id"`, `"field":"lang"`},
		},
		{
			Name: "found", As: "nobody", Method: "POST", Path: openapi.Base + "/organisations",
			Body: `{"name": "Kahvila", "kinds": ["employer"], "business_id": "0737546-2"}`, Want: 201,
			Facts: map[string]int{"organisation.created": 1, "membership.granted": 1}, Keep: map[string]string{"cafe": "id"},
		},
		{
			Name: "a business id is here once", As: "rival", Method: "POST", Path: openapi.Base + "/organisations",
			Body: `{"name": "Copy", "kinds": ["employer"], "business_id": "0737546-2"}`, Want: 409, Has: []string{"account.business_id_taken"},
		},
		{Name: "the founder belongs to it", As: "nobody", Path: openapi.Base + "/me", Want: 200, Has: []string{"Kahvila", `"owner"`}},
		{Name: "others do not read it", As: "rival", Path: openapi.Base + "/organisations/{cafe}", Want: 404, Not: []string{"Kahvila"}},
		{Name: "an administrator does", As: "administrator", Path: openapi.Base + "/organisations/{cafe}", Want: 200, Has: []string{"Kahvila"}},
		{Name: "members know one another", As: "auditor", Path: openapi.Base + "/members", Want: 200, Has: []string{"coach@sovite.test"}, Not: []string{"outsider@sovite.test"}},
		{
			Name: "a role that the organisation's kind does not have", As: "unit-owner", Method: "PUT", Path: openapi.Base + "/members/{coach}/roles",
			Body: `{"roles": ["employer", "administrator"]}`, Want: 422, Has: []string{`"field":"roles"`, "administrator"},
		},
		{
			Name: "roles are set", As: "unit-owner", Method: "PUT", Path: openapi.Base + "/members/{auditor}/roles", Body: `{"roles": ["auditor", "coach"]}`,
			Want: 204, Facts: map[string]int{"membership.changed": 1},
		},
		{Name: "and count from the next request on", As: "auditor", Path: openapi.Base + "/clients", Want: 200},
		{
			Name: "the last owner stays", As: "unit-owner", Method: "DELETE", Path: openapi.Base + "/members/{unit-owner}", Want: 409, Has: []string{"account.last_owner"},
		},
		{
			Name: "a member is removed", As: "unit-owner", Method: "DELETE", Path: openapi.Base + "/members/{colleague}", Want: 204,
			Facts: map[string]int{"membership.removed": 1},
		},
		{Name: "whose token acts for nobody from then on", As: "colleague", Path: openapi.Base + "/clients", Want: 401},
		{
			Name: "an invitation", As: "unit-owner", Method: "POST", Path: openapi.Base + "/invitations", Body: `{"email": "uusi@sovite.test", "roles": ["coach"]}`,
			Want: 201, Not: []string{"token"}, Facts: map[string]int{"person.invited": 1}, Keep: map[string]string{"invitation": "id"},
		},
		{Name: "is listed", As: "unit-owner", Path: openapi.Base + "/invitations", Want: 200, Has: []string{"uusi@sovite.test", `"open":true`}},
		{
			Name: "and withdrawn", As: "unit-owner", Method: "DELETE", Path: openapi.Base + "/invitations/{invitation}", Want: 204,
			Facts: map[string]int{"invitation.withdrawn": 1},
		},
		{Name: "a fellow member is seen without the second factor", As: "auditor", Path: openapi.Base + "/people/{coach}", Want: 200, Has: []string{`"two_factor":false`}},
		{
			Name: "a language that we do not speak", As: "coach", Method: "PUT", Path: openapi.Base + "/me", Body: `{"name": "Cay", "lang": "de"}`, Want: 422,
			Has: []string{`"field":"lang"`},
		},
	}...)
}

// TestLettersFollow: an invitation becomes one letter with a link to us, however often its fact is carried.
func TestLettersFollow(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, servertest.Scenario{
		Name: "invite", As: "unit-owner", Method: "POST", Path: openapi.Base + "/invitations", Body: `{"email": "uusi@sovite.test", "roles": ["coach"]}`,
		Want: 201, Facts: map[string]int{"person.invited": 1},
	})
	a.Carry(t)
	a.Carry(t)
	sent := a.Outbox.Sent()
	if len(sent) != 1 || sent[0].To != "uusi@sovite.test" || !strings.Contains(sent[0].Text, servertest.Origin+"/join/") {
		t.Fatalf("%+v", sent)
	}
	if a.Facts(t)["person.invited"] != 1 || a.Documents(t)["audit"] == 0 {
		t.Error("the fact is not in the record, or there twice")
	}
}

func TestLists(t *testing.T) {
	servertest.New(t).Run(t, []servertest.Scenario{
		{Name: "the scale in Swedish", Path: openapi.Base + "/scale", Headers: []string{"Accept-Language", "sv"}, Want: 200, Has: []string{"Att lyfta och bära"}},
		{Name: "the scale in English", Path: openapi.Base + "/scale", Want: 200, Has: []string{"Lifting and carrying"}, Not: []string{"Nostaminen"}},
		{Name: "adaptations", Path: openapi.Base + "/adaptations", Want: 200, Has: []string{"Seated work", `"relief":{`}},
		{Name: "a closed list", Path: openapi.Base + "/vocabularies/hazard", Want: 200, Has: []string{`"key":"dust","name":"Dust"`}},
		{Name: "a list that there is not", Path: openapi.Base + "/vocabularies/diagnosis", Want: 422, Has: []string{`"field":"list"`}},
		{Name: "a place", Path: openapi.Base + "/places/00100", Want: 200, Has: []string{"Helsinki"}},
		{Name: "no place", Path: openapi.Base + "/places/00001", Want: 404},
		{Name: "regions", Path: openapi.Base + "/regions", Headers: []string{"Accept-Language", "sv"}, Want: 200, Has: []string{`"key":"Uusimaa","name":"Nyland"`}},
		{Name: "municipalities", Path: openapi.Base + "/municipalities", Want: 200, Has: []string{`"key":"Turku"`}},
	}...)
}
