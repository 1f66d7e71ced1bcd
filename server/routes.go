package server

import (
	"net/http"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/openapi"
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
func Routes(d Deps) []openapi.Route {
	var out []openapi.Route
	for _, table := range [][]way{sessions(d), links(d), organisations(d), clients(d), tasks(d), matches(d), lists(d)} {
		for _, w := range table {
			out = append(out, openapi.Route(w))
		}
	}
	return out
}

// way is a row of the table.
type way struct {
	Method  string
	Path    string
	Who     openapi.Who
	Name    string
	Summary string
	Verb    openapi.Endpoint
}

func anyone() openapi.Who { return openapi.Anyone() }

func signedIn() openapi.Who { return openapi.SignedIn() }

func member() openapi.Who { return openapi.Only(marketplace.Roles()...) }

func owner() openapi.Who { return openapi.Only(marketplace.RoleOwner) }

func coach() openapi.Who { return openapi.Only(marketplace.RoleCoach) }

func employer() openapi.Who { return openapi.Only(marketplace.RoleEmployer, marketplace.RoleOwner) }

func sessions(d Deps) []way {
	a := api.Accounts{Service: d.Accounts, Gate: d.Gate}
	return []way{
		{post, "/session", anyone(), "open-session", "Sign in", openapi.Verb(a.SignIn)},
		{post, "/session/refresh", anyone(), "refresh-session", "Get the next tokens", openapi.Verb(a.Refresh)},
		{put, "/session/organisation", signedIn(), "switch-session", "Act for another organisation", openapi.Verb(a.SwitchOrg)},
		{del, "/session", signedIn(), "close-session", "Sign out", openapi.Verb(a.SignOut)},
		{get, "/sessions", signedIn(), "list-session", "List one's open sessions", openapi.Verb(a.Sessions)},
		{del, "/sessions/{id}", signedIn(), "revoke-session", "End one of one's sessions", openapi.Verb(a.Revoke)},
		{get, "/me", signedIn(), "read-person", "Read oneself and where one belongs", openapi.Verb(a.Me)},
		{put, "/me", signedIn(), "change-person", "Change one's name and language", openapi.Verb(a.ChangeMe)},
		{put, "/me/password", signedIn(), "change-password", "Change one's password", openapi.Verb(a.ChangePassword)},
		{post, "/me/totp", signedIn(), "begin-totp", "Begin to set up the second factor", openapi.Verb(a.StartTOTP)},
		{post, "/me/totp/confirm", signedIn(), "confirm-totp", "Turn the second factor on", openapi.Verb(a.ConfirmTOTP)},
		{post, "/me/totp/disable", signedIn(), "disable-totp", "Turn the second factor off", openapi.Verb(a.DisableTOTP)},
		{get, "/people/{id}", signedIn(), "read-other-person", "Read oneself or a fellow member", openapi.Verb(a.Person)},
	}
}

func links(d Deps) []way {
	a := api.Accounts{Service: d.Accounts, Gate: d.Gate}
	return []way{
		{post, "/signup", anyone(), "request-signup", "Ask for a link to make an account", openapi.Verb(a.SignUp)},
		{get, "/join/{token}", anyone(), "read-link", "See what an invitation or sign-up link is for", openapi.Verb(a.Link)},
		{post, "/join/{token}", anyone(), "accept-link", "Use an invitation or sign-up link", openapi.Verb(a.Accept)},
		{post, "/password/forgot", anyone(), "forgot-password", "Ask for a link to choose a new password", openapi.Verb(a.Forgot)},
		{post, "/password/reset/{token}", anyone(), "reset-password", "Choose a new password by a link", openapi.Verb(a.Reset)},
	}
}

func organisations(d Deps) []way {
	a := api.Accounts{Service: d.Accounts, Gate: d.Gate}
	return []way{
		{post, "/organisations", signedIn(), "create-organisation", "Found an organisation", openapi.Verb(a.Found)},
		{get, "/organisations/{id}", signedIn(), "read-organisation", "Read one's organisation", openapi.Verb(a.Organisation)},
		{put, "/organisation", owner(), "change-organisation", "Change the organisation one acts for", openapi.Verb(a.ChangeOrganisation)},
		{get, "/members", member(), "list-member", "List the members of one's organisation", openapi.Verb(a.Members)},
		{put, "/members/{person}/roles", owner(), "set-roles-member", "Give a member exactly these roles", openapi.Verb(a.SetRoles)},
		{del, "/members/{person}", signedIn(), "remove-member", "End a membership, or leave", openapi.Verb(a.RemoveMember)},
		{post, "/invitations", owner(), "create-invitation", "Invite somebody", openapi.Verb(a.Invite)},
		{get, "/invitations", owner(), "list-invitation", "List the invitations", openapi.Verb(a.Invitations)},
		{del, "/invitations/{id}", owner(), "withdraw-invitation", "Withdraw an invitation", openapi.Verb(a.WithdrawInvitation)},
	}
}

func clients(d Deps) []way {
	p := api.Profiles{Service: d.Profiles}
	return []way{
		{get, "/clients", coach(), "list-client", "List one's own clients", openapi.Verb(p.Caseload)},
		{post, "/clients", coach(), "create-client", "Add a client to one's caseload", openapi.Verb(p.CreateClient)},
		{get, "/clients/{id}", coach(), "read-client", "Read a client without the profile", openapi.Verb(p.Client)},
		{put, "/clients/{id}", coach(), "change-client", "Correct a client's name and language", openapi.Verb(p.ChangeClient)},
		{put, "/clients/{id}/status", coach(), "set-status-client", "Pause, end or take up again", openapi.Verb(p.SetStatus)},
		{put, "/clients/{id}/coach", coach(), "hand-over-client", "Hand a client over to a colleague", openapi.Verb(p.HandOver)},
		{get, "/clients/{id}/profile", coach(), "read-profile", "Read the newest version of a profile", openapi.Verb(p.Profile)},
		{put, "/clients/{id}/profile", coach(), "save-profile", "Save the next version of a profile", openapi.Verb(p.SaveProfile)},
		{get, "/clients/{id}/profile/versions", coach(), "list-profile", "List the versions of a profile", openapi.Verb(p.Versions)},
		{get, "/clients/{id}/profile/diff", coach(), "diff-profile", "Compare two versions of a profile", openapi.Verb(p.Diff)},
	}
}

func tasks(d Deps) []way {
	t := api.Tasks{Service: d.Tasks, Bundle: d.Bundle}
	return []way{
		{get, "/tasks", signedIn(), "list-task", "List the published tasks", openapi.Verb(t.Published)},
		{get, "/tasks/mine", employer(), "list-own-task", "List the tasks of one's organisation", openapi.Verb(t.Mine)},
		{get, "/tasks/template", signedIn(), "read-template-task", "Get an empty table to import", openapi.Verb(t.Template)},
		{post, "/tasks/import", employer(), "import-task", "Import a table of tasks", openapi.Verb(t.Import)},
		{post, "/tasks", employer(), "create-task", "Save a draft", openapi.Verb(t.Create)},
		{get, "/tasks/{id}", signedIn(), "read-task", "Read a task", openapi.Verb(t.Get)},
		{put, "/tasks/{id}", employer(), "change-task", "Change a task", openapi.Verb(t.Update)},
		{post, "/tasks/{id}/publish", employer(), "publish-task", "Publish a draft", openapi.Verb(t.Publish)},
		{post, "/tasks/{id}/close", employer(), "close-task", "Close a task", openapi.Verb(t.Close)},
		{post, "/tasks/{id}/reopen", employer(), "reopen-task", "Publish a closed task again", openapi.Verb(t.Reopen)},
	}
}

func matches(d Deps) []way {
	m := api.Discovery{Service: d.Discovery, Bundle: d.Bundle}
	return []way{
		{get, "/clients/{id}/matches", coach(), "list-match", "List the tasks that fit a client, with reasons", openapi.Verb(m.Matches)},
		{get, "/clients/{id}/matches/{task}", coach(), "read-match", "Read one verdict in full", openapi.Verb(m.Match)},
		{get, "/tasks/{id}/candidates", coach(), "list-candidate", "List one's own clients for a task", openapi.Verb(m.Candidates)},
		{get, "/search/tasks", signedIn(), "search-task", "Search the published tasks", openapi.Verb(m.Search)},
	}
}

func lists(d Deps) []way {
	l := api.Lists{Bundle: d.Bundle, Places: d.Places}
	return []way{
		{get, "/scale", anyone(), "read-scale", "The shared scale of demands and abilities", openapi.Verb(l.Scale)},
		{get, "/adaptations", anyone(), "list-adaptation", "The catalogue of adaptations", openapi.Verb(l.Adaptations)},
		{get, "/vocabularies/{list}", anyone(), "read-vocabulary", "The words of a closed list", openapi.Verb(l.Vocabulary)},
		{get, "/places/{postal}", anyone(), "read-place", "The place of a postal code", openapi.Verb(l.Postal)},
		{get, "/regions", anyone(), "list-region", "The regions", openapi.Verb(l.Regions)},
		{get, "/municipalities", anyone(), "list-municipality", "The municipalities", openapi.Verb(l.Municipalities)},
	}
}
