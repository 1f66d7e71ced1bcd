package drawn

import (
	"fmt"
	"html/template"
	"strings"
)

// Bar is one bar: its parts stand one after another.
type Bar struct {
	Label, Text string  // before it, and what it comes to
	Parts       []int64 // not below 0
}

// The picture is 320 wide: each bar has a line of text above it.
const (
	wide, rowHigh, barHigh, mark = 320, 44, 16, 12
)

// Bars draws bars that lie, with a legend of their parts above them, as an SVG picture. id is unique on the page; title and desc are
// what somebody hears who does not see it. The numbers stand in a table beside it.
func Bars(id, title, desc string, legend []string, bars []Bar) template.HTML {
	most := int64(1)
	for _, b := range bars {
		most = max(most, b.sum())
	}
	var out strings.Builder
	text := template.HTMLEscapeString
	top := rowHigh / 2 * len(legend)
	fmt.Fprintf(&out, `<figure class="chart-figure"><svg class="chart" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-desc" focusable="false">`, wide, top+rowHigh*len(bars)+mark, id, id)
	fmt.Fprintf(&out, `<title id="%s-title">%s</title><desc id="%s-desc">%s</desc><g aria-hidden="true">`, id, text(title), id, text(desc))
	for i, name := range legend {
		y := i * rowHigh / 2
		fmt.Fprintf(&out, `<rect class="chart-bar chart-bar-%d" x="1" y="%d" width="%d" height="%d"/><text class="chart-text" x="%d" y="%d">%s</text>`, i, y+1, mark, mark, mark+8, y+mark, text(name))
	}
	for i, b := range bars {
		y, x := top+i*rowHigh, int64(1)
		fmt.Fprintf(&out, `<text class="chart-text" x="1" y="%d">%s</text><text class="chart-value" x="%d" y="%d" text-anchor="end">%s</text>`, y+mark+4, text(b.Label), wide-1, y+mark+4, text(b.Text))
		for part, v := range b.Parts {
			w := v * (wide - 2) / most
			if w > 0 {
				fmt.Fprintf(&out, `<rect class="chart-bar chart-bar-%d" x="%d" y="%d" width="%d" height="%d"/>`, part, x, y+mark+10, w, barHigh)
			}
			x += w
		}
	}
	out.WriteString(`</g></svg></figure>`)
	return template.HTML(out.String())
}

func (b Bar) sum() (sum int64) {
	for _, v := range b.Parts {
		sum += v
	}
	return sum
}
