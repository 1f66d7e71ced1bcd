package drawn

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

var run = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-\d+z`)

// The path holds exactly the dots of the code, inside a quiet zone.
func TestQR(t *testing.T) {
	for _, text := range []string{"x", "https://sovite.fi/checkin?code=123456", strings.Repeat("ä", 200)} {
		c := QR(text)
		want, err := qr.Encode(text, qr.M, qr.Auto)
		if err != nil {
			t.Fatal(err)
		}
		dots := map[string]bool{}
		for _, m := range run.FindAllStringSubmatch(c.Path, -1) {
			x, _ := strconv.Atoi(m[1])
			n, _ := strconv.Atoi(m[3])
			for i := range n {
				dots[fmt.Sprintf("%d %s", x+i-quiet, m[2])] = true
			}
		}
		side := want.Bounds().Dx()
		if c.Size != side+2*quiet {
			t.Errorf("%d dots for %d", c.Size, side)
		}
		n := 0
		for x := range side {
			for y := range side {
				is := dark(want, x, y)
				if is {
					n++
				}
				if is != dots[fmt.Sprintf("%d %d", x, y+quiet)] {
					t.Fatalf("%q: dot %d %d", text, x, y)
				}
			}
		}
		if n == 0 || n != len(dots) {
			t.Errorf("%d dots, drawn %d", n, len(dots))
		}
	}
	if c := QR(strings.Repeat("x", 5000)); c.Path != "" || c.Size != 1 {
		t.Error("what is too long was drawn")
	}
}
