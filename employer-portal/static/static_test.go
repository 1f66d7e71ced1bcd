package static

import (
	"bytes"
	"strings"
	"testing"
)

func TestEveryAssetHasItsOwnAddress(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"app.css", "app.js", "icons.svg", "logo.svg", "mark.svg"} {
		url := f.URL(name)
		if !strings.HasPrefix(url, Prefix) {
			t.Fatalf("%s has the address %q", name, url)
		}
		a, ok := f.Get(url)
		if !ok || len(a.Body) == 0 || a.Type == "application/octet-stream" {
			t.Errorf("%s: found %v, type %q, %d bytes", name, ok, a.Type, len(a.Body))
		}
	}
	if _, ok := f.Get("/static/app.css"); ok {
		t.Error("an address without a hash is served")
	}
}

func TestStyleSheetTakesNothingFromElsewhere(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	css, _ := f.Get(f.URL("app.css"))
	for _, foreign := range []string{"http://", "https://", "//", "@import"} {
		if bytes.Contains(css.Body, []byte(foreign)) {
			t.Errorf("the style sheet contains %q", foreign)
		}
	}
}

func TestFontsAreDeclaredOnlyWhenBuiltIn(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	font := f.URL("source-sans-3-latin-400-normal.woff2")
	css, declared := f.Get(f.URL("fonts.css"))
	if declared != (font != "") {
		t.Fatalf("font file %q, declared %v", font, declared)
	}
	if declared && !bytes.Contains(css.Body, []byte(font)) {
		t.Error("the font is built in and not declared")
	}
}

// The worker names every file of the pages by its hashed address, so that another file makes another version.
func TestWorkerNamesItsFiles(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	script, err := f.Worker()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"app.css", "app.js", "shifts.js", "icons.svg", "mark.svg"} {
		if !bytes.Contains(script, []byte(`"`+f.URL(name)+`"`)) {
			t.Errorf("%s is not kept on the phone", name)
		}
	}
	for _, left := range []string{"VERSION", "FILES"} {
		if bytes.Contains(script, []byte(`"`+left+`"`)) {
			t.Errorf("%s was not put in", left)
		}
	}
}
