package server

import (
	"net/http"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/api"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
	put  = http.MethodPut
	del  = http.MethodDelete
)

// Routes lists every way into the JSON interface, below /api/v1. "Who" is asked before anything is read; what a caller
// may do with a record is asked again by the verb. Beside these there are /healthz, /readyz and /metrics,
// /api/v1/openapi.json and /api/v1/docs, all open, and the pages of the portal.
func Routes(d Deps) []api.Route {
	var out []api.Route
	for _, table := range [][]way{sessions(d), organisations(d), clients(d), tasks(d), lists(d)} {
		for _, w := range table {
			out = append(out, api.Route(w))
		}
	}
	return out
}

// way is a row of the table.
type way struct {
	Method  string
	Path    string
	Who     api.Who
	Name    string
	Summary string
	Verb    api.Endpoint
}

func anyone() api.Who { return api.Anyone() }

func signedIn() api.Who { return api.SignedIn() }

func member() api.Who { return api.Only(marketplace.Roles()...) }

func owner() api.Who { return api.Only(marketplace.RoleOwner) }

func coach() api.Who { return api.Only(marketplace.RoleCoach) }

func employer() api.Who { return api.Only(marketplace.RoleEmployer, marketplace.RoleOwner) }

func sessions(d Deps) []way {
	a := api.Accounts{Service: d.Accounts, Gate: d.Gate}
	return []way{
		{post, "/session", anyone(), "open-session", "Sign in", api.Verb(a.SignIn)},
		{post, "/session/refresh", anyone(), "refresh-session", "Get the next tokens", api.Verb(a.Refresh)},
		{put, "/session/organisation", signedIn(), "switch-session", "Act for another organisation", api.Verb(a.SwitchOrg)},
		{del, "/session", signedIn(), "close-session", "Sign out", api.Verb(a.SignOut)},
		{get, "/sessions", signedIn(), "list-session", "List one's open sessions", api.Verb(a.Sessions)},
		{del, "/sessions/{id}", signedIn(), "revoke-session", "End one of one's sessions", api.Verb(a.Revoke)},
		{get, "/me", signedIn(), "read-person", "Read oneself and where one belongs", api.Verb(a.Me)},
		{put, "/me", signedIn(), "change-person", "Change one's name and language", api.Verb(a.ChangeMe)},
		{put, "/me/password", signedIn(), "password-person", "Change one's password", api.Verb(a.ChangePassword)},
		{post, "/me/totp", signedIn(), "begin-totp", "Begin to set up the second factor", api.Verb(a.StartTOTP)},
		{post, "/me/totp/confirm", signedIn(), "confirm-totp", "Turn the second factor on", api.Verb(a.ConfirmTOTP)},
		{post, "/me/totp/disable", signedIn(), "disable-totp", "Turn the second factor off", api.Verb(a.DisableTOTP)},
		{get, "/people/{id}", signedIn(), "see-person", "Read oneself or a fellow member", api.Verb(a.Person)},
	}
}

func organisations(d Deps) []way {
	a := api.Accounts{Service: d.Accounts, Gate: d.Gate}
	return []way{
		{post, "/organisations", signedIn(), "create-organisation", "Found an organisation", api.Verb(a.Found)},
		{get, "/organisations/{id}", signedIn(), "read-organisation", "Read one's organisation", api.Verb(a.Organisation)},
		{put, "/organisation", owner(), "change-organisation", "Change the organisation one acts for", api.Verb(a.ChangeOrganisation)},
		{get, "/members", member(), "list-member", "List the members of one's organisation", api.Verb(a.Members)},
		{put, "/members/{person}/roles", owner(), "roles-member", "Give a member exactly these roles", api.Verb(a.SetRoles)},
		{del, "/members/{person}", signedIn(), "remove-member", "End a membership, or leave", api.Verb(a.RemoveMember)},
		{post, "/invitations", owner(), "create-invitation", "Invite somebody", api.Verb(a.Invite)},
		{get, "/invitations", owner(), "list-invitation", "List the invitations", api.Verb(a.Invitations)},
		{del, "/invitations/{id}", owner(), "withdraw-invitation", "Withdraw an invitation", api.Verb(a.WithdrawInvitation)},
	}
}

func clients(d Deps) []way {
	p := api.Profiles{Service: d.Profiles}
	return []way{
		{get, "/clients", coach(), "list-client", "List one's own clients", api.Verb(p.Caseload)},
		{post, "/clients", coach(), "create-client", "Add a client to one's caseload", api.Verb(p.CreateClient)},
		{get, "/clients/{id}", coach(), "read-client", "Read a client without the profile", api.Verb(p.Client)},
		{put, "/clients/{id}", coach(), "change-client", "Correct a client's name and language", api.Verb(p.ChangeClient)},
		{put, "/clients/{id}/status", coach(), "status-client", "Pause, end or take up again", api.Verb(p.SetStatus)},
		{put, "/clients/{id}/coach", coach(), "hand-over-client", "Hand a client over to a colleague", api.Verb(p.HandOver)},
		{get, "/clients/{id}/profile", coach(), "read-profile", "Read the newest version of a profile", api.Verb(p.Profile)},
		{put, "/clients/{id}/profile", coach(), "save-profile", "Save the next version of a profile", api.Verb(p.SaveProfile)},
		{get, "/clients/{id}/profile/versions", coach(), "list-profile", "List the versions of a profile", api.Verb(p.Versions)},
		{get, "/clients/{id}/profile/diff", coach(), "diff-profile", "Compare two versions of a profile", api.Verb(p.Diff)},
	}
}

func tasks(d Deps) []way {
	t := api.Tasks{Service: d.Tasks, Bundle: d.Bundle}
	return []way{
		{get, "/tasks", signedIn(), "list-task", "List the published tasks", api.Verb(t.Published)},
		{get, "/tasks/mine", employer(), "mine-task", "List the tasks of one's organisation", api.Verb(t.Mine)},
		{get, "/tasks/template", signedIn(), "template-task", "Get an empty table to import", api.Verb(t.Template)},
		{post, "/tasks/import", employer(), "import-task", "Import a table of tasks", api.Verb(t.Import)},
		{post, "/tasks", employer(), "create-task", "Save a draft", api.Verb(t.Create)},
		{get, "/tasks/{id}", signedIn(), "read-task", "Read a task", api.Verb(t.Get)},
		{put, "/tasks/{id}", employer(), "change-task", "Change a task", api.Verb(t.Update)},
		{post, "/tasks/{id}/publish", employer(), "publish-task", "Publish a draft", api.Verb(t.Publish)},
		{post, "/tasks/{id}/close", employer(), "close-task", "Close a task", api.Verb(t.Close)},
		{post, "/tasks/{id}/reopen", employer(), "reopen-task", "Publish a closed task again", api.Verb(t.Reopen)},
	}
}

func lists(d Deps) []way {
	l := api.Lists{Bundle: d.Bundle, Places: d.Places}
	return []way{
		{get, "/scale", anyone(), "read-scale", "The shared scale of demands and abilities", api.Verb(l.Scale)},
		{get, "/adaptations", anyone(), "list-adaptation", "The catalogue of adaptations", api.Verb(l.Adaptations)},
		{get, "/vocabularies/{list}", anyone(), "read-vocabulary", "The words of a closed list", api.Verb(l.Vocabulary)},
		{get, "/places/{postal}", anyone(), "read-place", "The place of a postal code", api.Verb(l.Postal)},
		{get, "/regions", anyone(), "list-region", "The regions", api.Verb(l.Regions)},
		{get, "/municipalities", anyone(), "list-municipality", "The municipalities", api.Verb(l.Municipalities)},
	}
}
