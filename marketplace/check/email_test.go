package check

import "testing"

func TestEmail(t *testing.T) {
	tests := map[string]string{
		" Anna.Aho@Example.FI ": "anna.aho@example.fi", "a@localhost": "a@localhost", "a+b@x.fi": "a+b@x.fi",
		"": "", "a": "", "a@b": "", "a@@b.fi": "", "Anna <a@b.fi>": "", "a@b.fi\r\nBcc: c@d.fi": "", "a,b@c.fi": "", "a b@c.fi": "",
	}
	for in, want := range tests {
		if got, ok := Email(in); ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q %v", in, got, ok)
		}
	}
}
