package server

import (
	"net/http"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/api/board"
	"sovite.fi/sovite/server/api/carvings"
	"sovite.fi/sovite/server/api/coaching"
	"sovite.fi/sovite/server/api/consents"
	"sovite.fi/sovite/server/api/integrations"
	"sovite.fi/sovite/server/api/introductions"
	"sovite.fi/sovite/server/api/networks"
	"sovite.fi/sovite/server/api/outcomes"
	"sovite.fi/sovite/server/api/placements"
	"sovite.fi/sovite/server/api/reached"
	"sovite.fi/sovite/server/api/record"
	"sovite.fi/sovite/server/api/together"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/scope"
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
	for _, table := range [][]way{
		sessions(d),
		links(d),
		organisations(d),
		clients(d),
		profiling(d),
		consenting(d),
		courses(d),
		networking(d),
		tasks(d),
		introducing(d),
		carve(d),
		matches(d),
		reaches(d),
		keeping(d),
		choices(d),
		measures(d),
		figures(d),
		placed(d),
		pricing(d),
		crews(d),
		contractors(d),
		requesting(d),
		quoting(d),
		ordering(d),
		purchasing(d),
		framing(d),
		rostering(d),
		attending(d),
		signingOff(d),
		approving(d),
		billing(d),
		bookkeeping(d),
		reminding(d),
		commission(d),
		paying(d),
		collecting(d),
		lists(d),
		asking(d),
	} {
		for _, w := range table {
			out = append(out, w.route())
		}
	}
	return append(out, integrations.Routes(d.APIKeys, d.Webhooks)...)
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

// route is the row with the scope that lets a key in, if one does.
func (w way) route() openapi.Route {
	return openapi.Route{Method: w.Method, Path: w.Path, Who: w.Who, Name: w.Name, Summary: w.Summary, Verb: w.Verb, Scope: scope.Of(w.Name)}
}

func anyone() openapi.Who { return openapi.Anyone() }

func signedIn() openapi.Who { return openapi.SignedIn() }

func member() openapi.Who { return openapi.Only(marketplace.Roles()...) }

func owner() openapi.Who { return openapi.Only(marketplace.RoleOwner) }

func coach() openapi.Who { return openapi.Only(marketplace.RoleCoach) }

func auditor() openapi.Who { return openapi.Only(marketplace.RoleAuditor) }

func coachOrAuditor() openapi.Who {
	return openapi.Only(marketplace.RoleCoach, marketplace.RoleAuditor)
}

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
	p, b := api.Profiles{Service: d.Profiles}, board.Handlers{Service: d.Caseloads}
	return []way{
		{get, "/board", coach(), "read-board", "Read what waits for oneself today, with the next step of each client", openapi.Verb(b.Read)},
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

// profiling are the ways of filling a profile in together with the client, and of the client alone.
func profiling(d Deps) []way {
	h := together.Handlers{Starters: d.Starters, Profiles: d.Profiles, Bundle: d.Bundle}
	return []way{
		{get, "/starter", anyone(), "list-question", "The twelve questions that begin a profile", openapi.Verb(h.Questions)},
		{get, "/clients/{id}/starter", coach(), "read-starter", "Read what was answered so far", openapi.Verb(h.Starter)},
		{put, "/clients/{id}/starter/{question}", coach(), "answer-starter", "Answer or skip a question", openapi.Verb(h.Answer)},
		{post, "/clients/{id}/starter/{question}/take", coach(), "take-starter", "Take the client's own answer over", openapi.Verb(h.Take)},
		{post, "/clients/{id}/starter/finish", coach(), "finish-starter", "Save the answers as a version", openapi.Verb(h.Finish)},
		{get, "/clients/{id}/own", coach(), "read-client-own", "Read what a client said alone, beside the profile", openapi.Verb(h.OwnOf)},
		{put, "/clients/{id}/profile/confirm", coach(), "confirm-profile", "Say that it was gone through together", openapi.Verb(h.Confirm)},
		{post, "/clients/{id}/evidence", coach(), "create-evidence", "Add evidence about an ability or need", openapi.Verb(h.AddEvidence)},
		{del, "/clients/{id}/evidence/{evidence}", coach(), "strike-evidence", "Take evidence back", openapi.Verb(h.StrikeEvidence)},
		{get, "/my/own", client(), "read-own", "Read what one said alone", openapi.Verb(h.MyOwn)},
		{put, "/my/own", client(), "tell-own", "Tell or rate something oneself", openapi.Verb(h.TellOwn)},
	}
}

func client() openapi.Who { return openapi.Only(marketplace.RoleClient) }

func consenting(d Deps) []way {
	c := consents.Handlers{Service: d.Consents, Profiles: d.Profiles, Doors: d.Doors, Gate: d.Gate, Acting: d.Acting}
	return []way{
		{get, "/clients/{id}/consents", coach(), "list-consent", "List what a client was asked for", openapi.Verb(c.Of)},
		{post, "/clients/{id}/consents", coach(), "create-consent", "Ask a client for a consent", openapi.Verb(c.Ask)},
		{post, "/clients/{id}/link", coach(), "create-client-link", "Make a client's link, shown once", openapi.Verb(c.MakeLink)},
		{del, "/clients/{id}/link", coach(), "end-client-link", "End a client's link and visits", openapi.Verb(c.CloseDoor)},
		{get, "/cards/{id}", employer(), "read-card", "Read a client's card under a consent", openapi.Verb(c.Card)},
		{post, "/my/session", anyone(), "open-visit", "Come in as a client, with link and PIN", openapi.Verb(c.Enter)},
		{del, "/my/session", client(), "close-visit", "End every visit of the client", openapi.Verb(c.Leave)},
		{get, "/my/consents", client(), "list-own-consent", "List what one was asked for", openapi.Verb(c.Mine)},
		{get, "/my/consents/{id}", client(), "read-own-consent", "Read a consent with the card", openapi.Verb(c.My)},
		{post, "/my/consents/{id}/give", client(), "give-consent", "Say yes", openapi.Verb(c.Give)},
		{post, "/my/consents/{id}/refuse", client(), "refuse-consent", "Say no", openapi.Verb(c.Refuse)},
		{post, "/my/consents/{id}/talk", client(), "talk-consent", "Say: I want to talk about it first", openapi.Verb(c.Talk)},
		{post, "/my/consents/{id}/withdraw", client(), "withdraw-consent", "Take a consent back", openapi.Verb(c.Withdraw)},
		{get, "/my/reads", client(), "list-read", "List who looked at one's data", openapi.Verb(c.Reads)},
	}
}

func courses(d Deps) []way {
	c := coaching.Handlers{Service: d.Coaching}
	return []way{
		{get, "/clients/{id}/course", coach(), "read-course", "Read where a client's coaching stands", openapi.Verb(c.Course)},
		{post, "/clients/{id}/course", coach(), "create-course", "Write down a referral", openapi.Verb(c.Receive)},
		{put, "/clients/{id}/course/referral", coach(), "correct-referral", "Correct the referral", openapi.Verb(c.Correct)},
		{post, "/clients/{id}/course/answer", coach(), "answer-referral", "Take the referral, or not", openapi.Verb(c.Answer)},
		{post, "/clients/{id}/course/move", coach(), "move-course", "Go on to the next phase, back, or end", openapi.Verb(c.Move)},
		{put, "/clients/{id}/course/next", coach(), "set-next-step", "Say what comes next", openapi.Verb(c.SetNext)},
		{put, "/clients/{id}/course/plan", coach(), "save-search-plan", "Save the job-search plan", openapi.Verb(c.SavePlan)},
		{put, "/clients/{id}/course/agreement", coach(), "write-agreement", "Write the next version of the agreement", openapi.Verb(c.Propose)},
		{post, "/clients/{id}/course/agreement/confirm", coach(), "confirm-agreement", "Write down that it was agreed together", openapi.Verb(c.Confirm)},
		{get, "/clients/{id}/course/forms/{kind}", coach(), "read-form", "Read a form, filled from what is known", openapi.Verb(c.Form)},
		{put, "/clients/{id}/course/forms/{kind}", coach(), "save-form", "Save a form", openapi.Verb(c.SaveForm)},
		{get, "/clients/{id}/meetings", coach(), "list-meeting", "List a client's meetings with employers", openapi.Verb(c.Meetings)},
		{post, "/clients/{id}/meetings", coach(), "create-meeting", "Keep a meeting with an employer", openapi.Verb(c.LogMeeting)},
		{get, "/meetings/{id}", coach(), "read-meeting", "Read a meeting", openapi.Verb(c.Meeting)},
		{put, "/meetings/{id}", coach(), "correct-meeting", "Correct a meeting", openapi.Verb(c.CorrectMeeting)},
		{get, "/clients/{id}/notes", coach(), "list-note", "List the notes about a client", openapi.Verb(c.Notes)},
		{post, "/clients/{id}/notes", coach(), "create-note", "Keep a short note", openapi.Verb(c.WriteNote)},
		{get, "/notes/{id}", coach(), "read-note", "Read a note with what it said before", openapi.Verb(c.Note)},
		{put, "/notes/{id}", coach(), "correct-note", "Correct a note of one's own", openapi.Verb(c.CorrectNote)},
		{get, "/contacts", coach(), "list-contact", "Count one's own meetings with employers by week", openapi.Verb(c.Contacts)},
		{get, "/my/course", client(), "read-own-course", "Read where one's own coaching stands", openapi.Verb(c.Mine)},
		{post, "/my/course/agree", client(), "agree-course", "Say yes to the agreement", openapi.Verb(c.Agree)},
		{post, "/my/course/talk", client(), "talk-course", "Say: I want to talk about the agreement first", openapi.Verb(c.Talk)},
	}
}

func supporter() openapi.Who { return openapi.Only(marketplace.RoleSupporter) }

func networking(d Deps) []way {
	n := networks.Handlers{Service: d.Network, Doors: d.SupporterDoors, Gate: d.Gate}
	return []way{
		{get, "/clients/{id}/network", coach(), "list-supporter", "List a client's network", openapi.Verb(n.Of)},
		{post, "/clients/{id}/network", coach(), "create-supporter", "Write down somebody beside a client", openapi.Verb(n.Add)},
		{get, "/clients/{id}/network/{supporter}", coach(), "read-supporter", "Read one member of a client's network", openapi.Verb(n.Get)},
		{put, "/clients/{id}/network/{supporter}", coach(), "change-supporter", "Correct what was written down", openapi.Verb(n.Change)},
		{post, "/clients/{id}/network/{supporter}/ask", coach(), "ask-supporter", "Ask the client what they may see", openapi.Verb(n.Ask)},
		{post, "/clients/{id}/network/{supporter}/link", coach(), "create-supporter-link", "Make a supporter's link, shown once, after the client's yes", openapi.Verb(n.Invite)},
		{del, "/clients/{id}/network/{supporter}/link", coach(), "end-supporter-link", "End a supporter's link and visits", openapi.Verb(n.CloseDoor)},
		{post, "/clients/{id}/network/{supporter}/end", coach(), "end-supporter", "Take somebody out of a client's network", openapi.Verb(n.End)},
		{get, "/my/network", client(), "list-own-supporter", "List one's own network", openapi.Verb(n.Mine)},
		{get, "/my/network/{id}", client(), "read-own-supporter", "Read a member of one's own network, with what they see", openapi.Verb(n.My)},
		{post, "/my/network/{id}/end", client(), "end-own-supporter", "Take somebody out of one's own network", openapi.Verb(n.MyEnd)},
		{get, "/my/consents/{id}/preview", client(), "preview-part", "See what a member of one's network sees under a consent", openapi.Verb(n.Preview)},
		{post, "/network/session", anyone(), "open-supporter-visit", "Come in as a supporter, with link and PIN", openapi.Verb(n.Enter)},
		{del, "/network/session", supporter(), "close-supporter-visit", "End every visit of the supporter", openapi.Verb(n.Leave)},
		{get, "/network/view", supporter(), "read-view", "Read what the client lets one see, which is recorded", openapi.Verb(n.View)},
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

func introducing(d Deps) []way {
	i := introductions.Handlers{Service: d.Introductions, Notices: d.Notices}
	return []way{
		{get, "/introductions", coach(), "list-introduction", "List the introductions of one's own clients", openapi.Verb(i.Mine)},
		{post, "/introductions", coach(), "create-introduction", "Put a client forward under a consent", openapi.Verb(i.Send)},
		{get, "/introductions/{id}", coach(), "read-introduction", "Read an introduction of one's own client", openapi.Verb(i.Of)},
		{post, "/introductions/{id}/confirm", coach(), "confirm-introduction", "Write down the day to meet", openapi.Verb(i.Confirm)},
		{post, "/introductions/{id}/try", coach(), "try-introduction", "Write down the days to try the work", openapi.Verb(i.Try)},
		{post, "/introductions/{id}/agree", coach(), "agree-introduction", "Say that the client takes up the offer", openapi.Verb(i.Agree)},
		{post, "/introductions/{id}/withdraw", coach(), "withdraw-introduction", "Take an introduction back", openapi.Verb(i.Withdraw)},
		{get, "/introductions/{id}/messages", coach(), "list-message", "List the messages about an introduction", openapi.Verb(i.Thread)},
		{post, "/introductions/{id}/messages", coach(), "create-message", "Write to the employer", openapi.Verb(i.Write)},
		{get, "/received", employer(), "list-received", "List the introductions that one's organisation received", openapi.Verb(i.Inbox)},
		{get, "/received/{id}", employer(), "read-received", "Read an introduction with the card, which is recorded", openapi.Verb(i.Read)},
		{post, "/received/{id}/propose", employer(), "propose-received", "Propose a day to meet", openapi.Verb(i.Propose)},
		{post, "/received/{id}/offer", employer(), "offer-received", "Say that one wants to go on", openapi.Verb(i.Offer)},
		{post, "/received/{id}/refuse", employer(), "refuse-received", "Say no, and why", openapi.Verb(i.Refuse)},
		{get, "/received/{id}/messages", employer(), "list-received-message", "List the messages about an introduction", openapi.Verb(i.ReceivedThread)},
		{post, "/received/{id}/messages", employer(), "create-received-message", "Write to the coach", openapi.Verb(i.WriteAsEmployer)},
		{get, "/my/introductions", client(), "list-own-introduction", "List where one was put forward", openapi.Verb(i.OfMe)},
		{get, "/my/introductions/{id}", client(), "read-own-introduction", "Read how an introduction stands", openapi.Verb(i.My)},
		{post, "/my/introductions/{id}/withdraw", client(), "take-back-introduction", "Take it back, with the consent", openapi.Verb(i.TakeBack)},
		{get, "/me/letters", signedIn(), "read-letters", "Read how often one gets letters", openapi.Verb(i.Letters)},
		{put, "/me/letters", signedIn(), "choose-letters", "Choose how often one gets letters", openapi.Verb(i.ChooseLetters)},
	}
}

func employerOrCoach() openapi.Who {
	return openapi.Only(marketplace.RoleEmployer, marketplace.RoleOwner, marketplace.RoleCoach)
}

func carve(d Deps) []way {
	c := carvings.Handlers{Service: d.Carvings, Bundle: d.Bundle}
	return []way{
		{get, "/carvings", employer(), "list-carving", "List the carvings of one's organisation", openapi.Verb(c.Mine)},
		{post, "/carvings", employer(), "create-carving", "Begin to carve work out of the staff's week", openapi.Verb(c.Start)},
		{get, "/carvings/helping", coach(), "list-helped-carving", "List what one prepares, has offered or helps with", openapi.Verb(c.Helping)},
		{get, "/carvings/waiting", coach(), "list-waiting-carving", "List what employers ask help for", openapi.Verb(c.Waiting)},
		{post, "/carvings/prepared", coach(), "create-prepared-carving", "Begin a carving for an employer, to be offered", openapi.Verb(c.Prepare)},
		{get, "/carvings/catalogue", signedIn(), "read-carving-catalogue", "Types of work, and sectors with examples", openapi.Verb(c.Catalogue)},
		{post, "/carvings/wording", signedIn(), "check-wording", "Name demands of a text that have no reason in the work", openapi.Verb(c.Wording)},
		{get, "/carvings/{id}", employerOrCoach(), "read-carving", "Read a carving", openapi.Verb(c.Get)},
		{put, "/carvings/{id}", employerOrCoach(), "change-carving", "Save everything that is filled in", openapi.Verb(c.Save)},
		{post, "/carvings/{id}/finish", employer(), "finish-carving", "Make drafts of tasks out of the jobs", openapi.Verb(c.Finish)},
		{post, "/carvings/{id}/abandon", employer(), "abandon-carving", "End a carving without any task", openapi.Verb(c.Abandon)},
		{post, "/carvings/{id}/help", employer(), "ask-help-carving", "Ask coaches for help", openapi.Verb(c.Ask)},
		{del, "/carvings/{id}/help", employer(), "end-help-carving", "End a coach's help", openapi.Verb(c.TakeBack)},
		{post, "/carvings/{id}/take", coach(), "take-carving", "Take up what an employer asks help for", openapi.Verb(c.Take)},
		{post, "/carvings/{id}/offer", coach(), "offer-carving", "Show the employer what one has prepared", openapi.Verb(c.Offer)},
		{post, "/carvings/{id}/withdraw", coach(), "withdraw-carving", "Take back what one prepared or offered", openapi.Verb(c.Withdraw)},
		{post, "/carvings/{id}/accept", employer(), "accept-carving", "Make one's own what a coach has offered", openapi.Verb(c.Accept)},
		{post, "/carvings/{id}/decline", employer(), "decline-carving", "Say no to what a coach has offered", openapi.Verb(c.Decline)},
	}
}

func matches(d Deps) []way {
	m := api.Discovery{Service: d.Discovery, Finder: d.Finder, Choices: d.Choices, Bundle: d.Bundle, Rules: d.Rules, Clock: d.Clock}
	return []way{
		{get, "/clients/{id}/matches", coach(), "list-match", "List the tasks that fit a client, with reasons", openapi.Verb(m.Matches)},
		{get, "/clients/{id}/matches/{task}", coach(), "read-match", "Read one verdict in full", openapi.Verb(m.Match)},
		{get, "/tasks/{id}/candidates", coach(), "list-candidate", "List one's own clients for a task", openapi.Verb(m.Candidates)},
		{get, "/search/tasks", signedIn(), "search-task", "Search the published tasks", openapi.Verb(m.Search)},
	}
}

func choices(d Deps) []way {
	c := record.Choices{Service: d.Choices}
	return []way{
		{get, "/clients/{id}/choices", coach(), "list-choice", "List what was chosen for a client", openapi.Verb(c.List)},
		{get, "/clients/{id}/choices/{task}", coach(), "read-choice", "Read what was chosen about a task", openapi.Verb(c.Get)},
		{put, "/clients/{id}/choices/{task}", coach(), "make-choice", "Keep a task to talk about, or put it aside", openapi.Verb(c.Choose)},
		{del, "/clients/{id}/choices/{task}", coach(), "reopen-choice", "Take a choice back", openapi.Verb(c.Reopen)},
		{get, "/tasks/{id}/choices", auditor(), "list-task-choice", "List what one's organisation chose about a task", openapi.Verb(c.OfTask)},
		{get, "/clients/{id}/rankings/export", coachOrAuditor(), "export-ranking", "Hand out a client's rankings and choices", openapi.Verb(c.ExportRankings)},
	}
}

func reaches(d Deps) []way {
	r := reached.Handlers{Service: d.Reach, Bundle: d.Bundle, Rules: d.Rules, Clock: d.Clock}
	return []way{
		{get, "/tasks/{id}/reach", employer(), "read-reach", "How many could do one's own task, and what would open it to more", openapi.Verb(r.Read)},
	}
}

func measures(d Deps) []way {
	m := outcomes.Measures{Service: d.Measures}
	return []way{
		{get, "/clients/{id}/measures", coach(), "list-measure", "Read what was measured for a client", openapi.Verb(m.Of)},
		{post, "/clients/{id}/measures", coach(), "create-measure", "Write a measurement down", openapi.Verb(m.Add)},
		{put, "/clients/{id}/measures/{measure}", coach(), "correct-measure", "Correct a measurement; the earlier value stays", openapi.Verb(m.Correct)},
		{post, "/clients/{id}/goals", coach(), "create-goal", "Write a goal down in the client's own words", openapi.Verb(m.SetGoal)},
		{post, "/clients/{id}/goals/{goal}/drop", coach(), "drop-goal", "Give a goal up", openapi.Verb(m.DropGoal)},
		{get, "/my/measures", client(), "list-own-measure", "Read what was measured for oneself", openapi.Verb(m.Mine)},
	}
}

func ownerOrCoach() openapi.Who {
	return openapi.Only(marketplace.RoleOwner, marketplace.RoleCoach)
}

func figures(d Deps) []way {
	o := outcomes.Outcomes{Service: d.Outcomes, Accounts: d.Accounts, Bundle: d.Bundle}
	return []way{
		{get, "/outcomes", coach(), "list-outcome", "Count outcomes of one's own clients", openapi.Verb(o.Own)},
		{get, "/outcomes/{metric}/{part}/cases", coach(), "open-outcome", "Open the cases behind a number", openapi.Verb(o.Cases)},
		{get, "/organisation/outcomes", owner(), "list-organisation-outcome", "Count outcomes of one's organisation, without small groups", openapi.Verb(o.Organisation)},
		{get, "/organisation/outcomes/report", owner(), "export-outcome", "Get the report for funders as a table", openapi.Verb(o.Report)},
		{get, "/organisation/fidelity", ownerOrCoach(), "list-criterion", "List the fidelity criteria with the newest ratings", openapi.Verb(o.Fidelity)},
		{post, "/organisation/fidelity/{number}", ownerOrCoach(), "rate-criterion", "Rate a criterion that cannot be counted", openapi.Verb(o.Rate)},
	}
}

func placed(d Deps) []way {
	p := placements.Handlers{Service: d.Placements}
	return []way{
		{get, "/clients/{id}/placements", coach(), "list-placement", "List a client's placements", openapi.Verb(p.List)},
		{post, "/clients/{id}/placements", coach(), "create-placement", "Plan a placement", openapi.Verb(p.Begin)},
		{post, "/clients/{id}/placements/check", coach(), "check-placement", "Hear what the gates of the law say, without saving", openapi.Verb(p.Check)},
		{get, "/placements/{id}", coach(), "read-placement", "Read a placement", openapi.Verb(p.Read)},
		{put, "/placements/{id}", coach(), "change-placement", "Change what is wanted", openapi.Verb(p.Change)},
		{post, "/placements/{id}/approve", coach(), "approve-placement", "Take responsibility for what no rule decides", openapi.Verb(p.Approve)},
		{post, "/placements/{id}/propose", coach(), "propose-placement", "Put the terms before the three", openapi.Verb(p.Propose)},
		{post, "/placements/{id}/answer", coach(), "answer-placement", "Answer for the provider", openapi.Verb(p.Reply)},
		{post, "/placements/{id}/start", coach(), "start-placement", "Start the work", openapi.Verb(p.Start)},
		{post, "/placements/{id}/pause", coach(), "pause-placement", "Stop the work for a while", openapi.Verb(p.Pause)},
		{post, "/placements/{id}/resume", coach(), "resume-placement", "Take the work up again", openapi.Verb(p.Resume)},
		{post, "/placements/{id}/end", coach(), "end-placement", "End the work, with a reason", openapi.Verb(p.End)},
		{post, "/placements/{id}/after-care", coach(), "care-placement", "Plan how to keep in touch", openapi.Verb(p.Care)},
		{post, "/placements/{id}/close", coach(), "close-placement", "End the keeping in touch", openapi.Verb(p.Close)},
		{put, "/placements/{id}/plan", coach(), "plan-placement", "Save the support plan", openapi.Verb(p.SavePlan)},
		{post, "/placements/{id}/visits", coach(), "create-visit", "Plan a follow-up, or write one down", openapi.Verb(p.AddVisit)},
		{put, "/placements/{id}/visits/{visit}", coach(), "change-visit", "Hold, move or cancel a follow-up", openapi.Verb(p.ChangeVisit)},
		{post, "/placements/{id}/observations", coach(), "create-observation", "Write down what was seen at work", openapi.Verb(p.Observe)},
		{post, "/placements/{id}/jobs", coach(), "create-job", "Plan a single shift of gig work", openapi.Verb(p.AddJob)},
		{put, "/placements/{id}/jobs/{job}", coach(), "settle-job", "Say that a shift was done or cancelled", openapi.Verb(p.SettleJob)},
		{get, "/employer/placements", employer(), "list-employer-placement", "List what was put before one's organisation", openapi.Verb(p.EmployerList)},
		{get, "/employer/placements/{id}", employer(), "read-employer-placement", "Read a placement as the employer", openapi.Verb(p.EmployerRead)},
		{post, "/employer/placements/{id}/answer", employer(), "answer-employer-placement", "Answer for the employer", openapi.Verb(p.EmployerReply)},
		{get, "/my/placements", client(), "list-own-placement", "List one's own work", openapi.Verb(p.Mine)},
		{get, "/my/placements/{id}", client(), "read-own-placement", "Read one's own work", openapi.Verb(p.My)},
		{post, "/my/placements/{id}/answer", client(), "answer-own-placement", "Say yes or no to the agreement", openapi.Verb(p.MyReply)},
		{get, "/work-forms/guide", signedIn(), "read-guide", "Hear which work forms are possible", openapi.Verb(p.Guide)},
	}
}

func lists(d Deps) []way {
	l := api.Lists{Bundle: d.Bundle, Places: d.Places}
	r := api.Rules{Book: d.Rules, Bundle: d.Bundle, Clock: d.Clock}
	e := api.ESCO{Table: d.ESCO, Suggest: d.Suggest}
	return []way{
		{get, "/scale", anyone(), "read-scale", "The shared scale of demands and abilities", openapi.Verb(l.Scale)},
		{get, "/adaptations", anyone(), "list-adaptation", "The catalogue of adaptations", openapi.Verb(l.Adaptations)},
		{get, "/vocabularies/{list}", anyone(), "read-vocabulary", "The words of a closed list", openapi.Verb(l.Vocabulary)},
		{get, "/places/{postal}", anyone(), "read-place", "The place of a postal code", openapi.Verb(l.Postal)},
		{get, "/regions", anyone(), "list-region", "The regions", openapi.Verb(l.Regions)},
		{get, "/esco/occupations", anyone(), "suggest-occupation", "Suggest occupations while somebody types", openapi.Verb(e.Occupations)},
		{get, "/esco/skills", anyone(), "suggest-skill", "Suggest skills while somebody types, or those of an occupation", openapi.Verb(e.Skills)},
		{get, "/municipalities", anyone(), "list-municipality", "The municipalities", openapi.Verb(l.Municipalities)},
		{get, "/rules", anyone(), "list-rule", "The legal rules in force on a day", openapi.Verb(r.List)},
		{get, "/rules/{id}", anyone(), "read-rule", "A legal rule as it is on a day", openapi.Verb(r.Read)},
	}
}
