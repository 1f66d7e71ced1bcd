package fairness

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// limitsTold is how many hard limits of a group the text names; JSON has them all.
const limitsTold = 3

// WriteText writes the report for a reader at a terminal.
func (r Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Fairness audit of the rules %s\n\n", r.Rules)
	fmt.Fprintf(&b, "Reached: an eligible job with %g points or more. Presented: among the first %d proposed for a job.\n", r.Threshold, r.Top)
	fmt.Fprintf(&b, "Ratio: share of the group over the share of the other groups shown. Flagged: ratio below %.2f and p below %.2f.\n", MinRatio, MaxP)
	fmt.Fprintf(&b, "Exposure 1 and skew 0 are fair. Groups of fewer than %d people are named without numbers.\n", MinGroup)
	fmt.Fprintf(&b, "%d comparisons were tested; chance alone puts about %.1f of them below p %.2f.\n", r.Tests, MaxP*float64(r.Tests), MaxP)
	b.WriteString("Placebo: the same people parted by chance, so differences of that size are noise. Barrier: a hard limit that takes\n")
	b.WriteString("away more jobs from a group than from the others, by more than it does in the placebo.\n")
	if r.NotProfiles > 0 {
		fmt.Fprintf(&b, "%d ids of the table are in no profile and were left out.\n", r.NotProfiles)
	}
	for _, a := range r.Attributes {
		a.write(&b, r.Top)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (a Attribute) write(b *strings.Builder, top int) {
	fmt.Fprintf(b, "\n%s\n", strings.ToUpper(a.Name))
	if len(a.Groups) > 0 {
		a.table(b, top)
	}
	a.Spread.write(b, top, "")
	if a.Placebo != nil {
		a.Placebo.Spread.write(b, top, Placebo+" ")
	}
	for _, g := range a.Groups {
		g.findings(b)
	}
	for _, v := range a.Hidden {
		fmt.Fprintf(b, "  %s: hidden, under %d people\n", v, MinGroup)
	}
}

func (s *Spread) write(b *strings.Builder, top int, of string) {
	if s != nil {
		fmt.Fprintf(b, "  %sMinSkew@%d %.3f, MaxSkew@%d %.3f, NDKL %.3f\n", of, top, s.MinSkew, top, s.MaxSkew, s.NDKL)
	}
}

func (a Attribute) table(b *strings.Builder, top int) {
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0) // writing to a strings.Builder cannot fail
	fmt.Fprintf(t, "  group\tpeople\treached\tratio\tp\tpresented\tratio\tp\texposure\tskew@%d\teligible jobs\n", top)
	for _, g := range a.Groups {
		g.row(t, g.Value)
	}
	if a.Placebo != nil {
		for _, g := range a.Placebo.Groups {
			g.row(t, Placebo+" "+g.Value)
		}
	}
	_ = t.Flush()
}

func (g Group) row(w io.Writer, name string) {
	fmt.Fprintf(w, "  %s\t%d\t%s\t%s\t%s\t%s\t%.1f %%\n", name, g.Clients, g.Reached.cells(), g.Presented.cells(),
		cell(g.Exposure, 2), cell(g.Skew, 3), 100*g.Eligible.Group)
}

func (r Rate) cells() string {
	p := cell(r.P, 4)
	if r.P != nil && *r.P < 0.0001 {
		p = "<0.0001"
	}
	return fmt.Sprintf("%.1f %%\t%s\t%s", 100*r.Share, cell(r.Ratio, 2), p)
}

func cell(v *float64, decimals int) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprintf("%.*f", decimals, *v)
}

// findings are what stands out, and which hard limits take jobs away.
func (g Group) findings(b *strings.Builder) {
	if g.Reached.Flagged {
		fmt.Fprintf(b, "  FLAGGED %s: reached, ratio %s, p %s\n", g.Value, cell(g.Reached.Ratio, 2), cell(g.Reached.P, 4))
	}
	if g.Presented.Flagged {
		fmt.Fprintf(b, "  FLAGGED %s: presented, ratio %s, p %s\n", g.Value, cell(g.Presented.Ratio, 2), cell(g.Presented.P, 4))
	}
	var parts []string
	for _, l := range g.Limits[:min(limitsTold, len(g.Limits))] {
		parts = append(parts, l.words())
	}
	if len(parts) > 0 {
		fmt.Fprintf(b, "  %s, jobs taken away: %s\n", g.Value, strings.Join(parts, "; "))
	}
	for _, l := range g.Limits {
		if l.Limit == g.Barrier {
			fmt.Fprintf(b, "  %s, BARRIER %s\n", g.Value, l.words())
		}
	}
}

func (l Limit) words() string {
	return fmt.Sprintf("%s %.1f %% (others %.1f %%), alone %.1f %% (others %.1f %%)", l.Limit,
		100*l.All.Group, 100*l.All.Others, 100*l.Alone.Group, 100*l.Alone.Others)
}
