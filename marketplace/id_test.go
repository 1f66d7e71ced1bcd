package marketplace

import "testing"

// TestDerived: the same parts make the same id, other parts another, wherever the border between them lies.
func TestDerived(t *testing.T) {
	if got := Derived("list", 4, "org", "person", "key"); got != Derived("list", 4, "org", "person", "key") || len(got) != len("list")+8 || !got.Valid() {
		t.Errorf("the id is %q", got)
	}
	for _, parts := range [][]string{{"org", "personkey"}, {"orgperson", "key"}, {"org", "person", ""}, {"org", "person"}} {
		if Derived("list", 16, parts...) == Derived("list", 16, "org", "person", "key") {
			t.Errorf("%q have the id of others", parts)
		}
	}
	if got := Derived("intro", 16, "consent"); got != "intro"+introConsent {
		t.Errorf("what is stored has another id than %q", got)
	}
}

// introConsent are the first sixteen bytes of the SHA-256 of "consent": documents are stored under such ids.
const introConsent = "12423e0482f3e81cb1d23230664e95bb"
