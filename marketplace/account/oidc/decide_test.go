package oidc

import "testing"

// Every combination: nobody comes in without a membership or the organisation's own switch, nor from outside its domains, nor the first
// time by an address that nobody checked.
func TestDecide(t *testing.T) {
	for i := range 32 {
		c := circumstances{bound: i&1 > 0, verified: i&2 > 0, home: i&4 > 0, member: i&8 > 0, joins: i&16 > 0}
		got := decide(c)
		in := got == enter || got == bind || got == join
		switch {
		case in && !c.home, in && !c.bound && !c.verified, in && !c.member && (c.bound || !c.joins):
			t.Errorf("%+v comes in: %q", c, got)
		case !in && c.home && c.member && (c.bound || c.verified):
			t.Errorf("%+v stays out: %s", c, got)
		case (got == join) != (c.home && c.verified && !c.bound && !c.member && c.joins):
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestStrong(t *testing.T) {
	for want, list := range map[bool][]Claims{
		true:  {{AMR: []string{"pwd", "mfa"}}, {ACR: "http://ftn.ficora.fi/2017/loa2"}, {ACR: "https://refeds.org/profile/mfa"}},
		false: {{}, {AMR: []string{"pwd", "otp"}}, {AMR: []string{"MFA"}}, {ACR: "0"}, {ACR: "1"}, {ACR: "mfa"}},
	} {
		for _, c := range list {
			if c.Strong() != want {
				t.Errorf("%+v: want %v", c, want)
			}
		}
	}
}

// The example of RFC 7636, appendix B.
func TestChallenge(t *testing.T) {
	if got := Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"); got != "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" {
		t.Errorf("got %s", got)
	}
}
