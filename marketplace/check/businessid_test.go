package check

import "testing"

func TestBusinessID(t *testing.T) {
	tests := map[string]string{
		"0737546-2": "0737546-2", "737546-2": "0737546-2", " 2331972-7": "2331972-7", "0112038-9": "0112038-9",
		"0737546-1": "", "07375462": "", "0737546-": "", "073754a-2": "", "0000000-0": "", "": "", "-": "", "0737546-22": "",
		"1000000-4": "1000000-4", "0100007-0": "",
	}
	for in, want := range tests {
		if got, ok := BusinessID(in); ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q %v, want %q", in, got, ok, want)
		}
	}
}

// What is accepted is in the one form and is accepted again; any other check digit is refused.
func FuzzBusinessID(f *testing.F) {
	for _, s := range []string{"0737546-2", "737546-2", "", "1234567-1", "٠737546-2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, ok := BusinessID(s)
		if !ok {
			return
		}
		again, ok := BusinessID(id)
		if !ok || again != id || len(id) != 9 || id[7] != '-' {
			t.Fatalf("%q became %q, then %q %v", s, id, again, ok)
		}
		for d := byte('0'); d <= '9'; d++ {
			if _, ok := BusinessID(id[:8] + string(d)); ok && d != id[8] {
				t.Fatalf("%q is good with check digit %c too", id, d)
			}
		}
	})
}
