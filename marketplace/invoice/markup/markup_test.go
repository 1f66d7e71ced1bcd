package markup_test

import (
	"encoding/xml"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace/invoice/markup"
)

func TestWriter(t *testing.T) {
	w := markup.New("UTF-8")
	w.In("a", func() {
		w.Text("b", `1 < 2 & "3"`, "unit", `<">`, "none", "")
		w.Text("c", "")
		w.In("d", func() { w.In("e", func() {}) })
		w.Empty("f", "g", "h")
	}, "xmlns", "urn:x")
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<a xmlns="urn:x">
  <b unit="&lt;&#34;&gt;">1 &lt; 2 &amp; "3"</b>
  <f g="h"/>
</a>
`
	if got := string(w.Bytes()); got != want {
		t.Errorf("%s", got)
	}
}

// Any text arrives as it was written, in an element and in an attribute.
func TestTextsArrive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~\n\t\rÀ-ſ一-龥€–]{1,60}`).Draw(t, "text")
		w := &markup.Writer{}
		w.Text("a", text, "b", text)
		var got struct {
			Text string `xml:",chardata"`
			Attr string `xml:"b,attr"`
		}
		if err := xml.Unmarshal(w.Bytes(), &got); err != nil || got.Text != text || got.Attr != text {
			t.Fatalf("%q became %q and %q, %v", text, got.Text, got.Attr, err)
		}
	})
}
