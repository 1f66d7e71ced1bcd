package oidc

// verdict is what follows from who somebody is there, and here.
type verdict string

const (
	enter      verdict = ""                // in: bound before, and still a member
	bind       verdict = "bind"            // in, and bound from now on
	join       verdict = "join"            // becomes a member without a role, and then as bind
	stranger   verdict = "oidc.stranger"   // no member: ask an owner for an invitation
	foreign    verdict = "oidc.foreign"    // the address is in no domain for which the service may answer
	unverified verdict = "oidc.unverified" // the service has not checked the address
)

// circumstances are what the verdict depends on.
type circumstances struct {
	bound    bool // issuer and subject are bound to a person
	verified bool // the service has checked the address it gives; of no interest when bound
	home     bool // the address is in a confirmed domain of the organisation: the person's own when bound, otherwise the one given
	member   bool // the person is a member of the organisation at this moment
	joins    bool // the organisation takes unknown people in
}

// decide says who comes in. A bound person has to be a member still, in a domain that is still confirmed: taking either away closes
// the way at once. Nobody is bound by an address that was not checked, or for which the service may not answer.
func decide(c circumstances) verdict {
	switch {
	case !c.bound && !c.verified:
		return unverified
	case !c.home:
		return foreign
	case c.bound && c.member:
		return enter
	case c.bound:
		return stranger
	case c.member:
		return bind
	case c.joins:
		return join
	}
	return stranger
}
