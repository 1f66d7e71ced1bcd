package marketplace

import "slices"

// Role is what a person may do within one organisation. The list is closed.
type Role string

// The roles of a membership.
const (
	RoleOwner         Role = "owner"         // may do everything within the organisation, and invite
	RoleEmployer      Role = "employer"      // posts tasks and answers introductions
	RoleCoach         Role = "coach"         // has clients, keeps their profiles, sees matches
	RoleSupervisor    Role = "supervisor"    // leads a crew on site
	RoleBilling       Role = "billing"       // approves hours, invoices
	RoleAuditor       Role = "auditor"       // reads the audit record, changes nothing
	RoleAdministrator Role = "administrator" // runs the installation; not a key to clients' profiles
)

// RoleClient is a client who came in through their own door. It is no role of a membership: Roles does not list it, and
// whoever acts in it holds no other.
const RoleClient Role = "client"

// RoleSupporter is a member of one client's network who came in through a link of their own. It is no role of a membership
// either: it opens what that client lets them see, and nothing else.
const RoleSupporter Role = "supporter"

// Roles lists every role of a membership, in the order in which forms show them.
func Roles() []Role {
	return []Role{RoleOwner, RoleEmployer, RoleCoach, RoleSupervisor, RoleBilling, RoleAuditor, RoleAdministrator}
}

// Actor is the person (or the program itself) on whose behalf a verb runs, acting for exactly one organisation. Every
// service method takes one; what an actor may not see cannot be loaded by any method.
type Actor struct {
	Person ID     // who; empty for the program itself
	Org    ID     // for which organisation
	Roles  []Role // the person's roles in Org
	System bool   // the program itself (seed, worker, command line); bypasses role checks, never tenancy bugs
	Lang   string // "fi", "sv" or "en": the language for messages to this actor
}

// System is the actor of the program itself working for an organisation.
func System(org ID) Actor { return Actor{Org: org, System: true, Lang: "fi"} }

// Has says whether the actor holds any of the roles in the organisation it acts for. No role implies another: an owner
// who also coaches holds both roles, so that being in charge never opens a client's profile.
func (a Actor) Has(roles ...Role) bool {
	if a.System {
		return true
	}
	for _, r := range roles {
		if slices.Contains(a.Roles, r) {
			return true
		}
	}
	return false
}

// IsClient says whether a client acts for themselves. The program itself never does.
func (a Actor) IsClient() bool {
	return !a.System && a.Person != "" && slices.Contains(a.Roles, RoleClient)
}

// IsSupporter says whether a member of a client's network acts for themselves. The program itself never does.
func (a Actor) IsSupporter() bool {
	return !a.System && a.Person != "" && slices.Contains(a.Roles, RoleSupporter)
}

// IsVisitor says whether somebody acts who came in through a link with a PIN and belongs to no organisation.
func (a Actor) IsVisitor() bool { return a.IsClient() || a.IsSupporter() }

// Must returns a Forbidden error unless the actor holds one of the roles.
func (a Actor) Must(roles ...Role) error {
	if a.Person == "" && !a.System {
		return Errorf(Unauthenticated, "error.sign_in_first")
	}
	if !a.Has(roles...) {
		return Errorf(Forbidden, "error.forbidden")
	}
	return nil
}
