package drawn

import (
	"strings"
	"testing"
)

// The longest bar fills the picture, the others are in proportion, and no text is markup.
func TestBars(t *testing.T) {
	got := string(Bars("b", "T<", "D", []string{"sold", "free"}, []Bar{{"one", "10", []int64{4, 6}}, {"two", "5", []int64{5, 0}}}))
	for _, want := range []string{`role="img"`, "T&lt;", `class="chart-bar chart-bar-0" x="1"`, `class="chart-bar chart-bar-1" x="128"`, `width="127"`, `width="190"`, `width="159"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	if n := strings.Count(got, "<rect"); n != 5 {
		t.Errorf("%d rectangles", n)
	}
	if empty := Bars("b", "", "", nil, []Bar{{"one", "0", []int64{0}}}); strings.Contains(string(empty), "<rect") {
		t.Error("nothing was drawn as something")
	}
}
