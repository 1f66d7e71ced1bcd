package outcomes

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
)

// The drawing area within the picture of 320 by 190.
const (
	left, right = 48, 296
	top, bottom = 22, 160
	mostTexts   = 6 // points that get their value written beside them; of more only the first and the last do
)

// point is one value on a day.
type point struct {
	on    marketplace.Date
	value float64
	text  string
}

// axis is what the height of the picture stands for.
type axis struct {
	least, most float64
	marks       []float64
}

// chart draws points, oldest first; nil of none. Its title and description are texts.
func (r *request) chart(id, kind string, points []point, a axis) *view.Chart {
	if len(points) == 0 {
		return nil
	}
	first, last := points[0], points[len(points)-1]
	c := &view.Chart{
		ID: id, Title: r.T("measure.chart.title", "kind", kind), From: r.Lang.Date(first.on),
		Desc: r.Say.N("measure.chart.desc", len(points), "first", first.text, "last", last.text, "from", r.Lang.Date(first.on), "to", r.Lang.Date(last.on)),
	}
	if last.on != first.on {
		c.To = r.Lang.Date(last.on)
	}
	for _, m := range a.marks {
		c.Grid = append(c.Grid, view.ChartLine{Y: a.height(m), Text: strings.Replace(strconv.FormatFloat(m, 'f', -1, 64), "-", "−", 1)})
	}
	var path []string
	for i, p := range points {
		at := view.ChartPoint{X: across(first.on, last.on, p.on), Y: a.height(p.value), Anchor: "middle"}
		path = append(path, strconv.Itoa(at.X)+","+strconv.Itoa(at.Y))
		if len(points) <= mostTexts || i == 0 || i == len(points)-1 {
			at.Text, at.Above = p.text, at.Y-10
		}
		c.Points = append(c.Points, at)
	}
	if len(points) > 1 {
		c.Path = strings.Join(path, " ")
	}
	return c
}

func (a axis) height(value float64) int {
	value = min(max(value, a.least), a.most)
	return bottom - int((value-a.least)/(a.most-a.least)*(bottom-top)+0.5)
}

// across is where a day stands between the first and the last.
func across(first, last, day marketplace.Date) int {
	span := last.Time().Sub(first.Time())
	if span <= 0 {
		return (left + right) / 2
	}
	return left + int(float64(right-left)*float64(day.Time().Sub(first.Time()))/float64(span)+0.5)
}
