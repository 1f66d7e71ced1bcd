package placed

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/rule"
)

// speaker says values of placements in one language.
type speaker struct{ present.Presenter }

func (r *request) speak() speaker { return speaker{r.Say} }

// value is a value of the terms in words.
func (s speaker) value(unit, value string) string {
	n, _ := strconv.Atoi(value)
	switch {
	case value == "":
		return s.T("placed.nothing")
	case unit == "form":
		return s.Lang.Word("form", value)
	case unit == "minutes":
		return s.Lang.Minutes(n)
	case unit == "clock":
		return i18n.Clock(n)
	case unit == "date":
		return s.Lang.Date(marketplace.Date(value))
	case unit == "directs":
		return s.T("placed.directs." + value)
	case unit == "wage":
		return s.wage(value)
	}
	return value
}

// wage is "hour 1350" in words.
func (s speaker) wage(value string) string {
	kind, cents, _ := strings.Cut(value, " ")
	n, _ := strconv.ParseInt(cents, 10, 64)
	return s.T("placed.wage."+kind, "sum", s.Lang.Euros(n))
}

// terms are what terms say, as pairs.
func (s speaker) terms(t placement.Terms) []view.Pair {
	var out []view.Pair
	for _, c := range t.Told() {
		out = append(out, view.Pair{Label: s.T("placed.f." + c.Field), Text: s.value(c.Unit, c.To)})
	}
	return out
}

// changes is what differs between two versions, as a table; nil when nothing does.
func (s speaker) changes(from, to placement.Terms) *view.Table {
	list := placement.Diff(from, to)
	if len(list) == 0 {
		return nil
	}
	t := &view.Table{Caption: s.T("placed.changes"), Head: []string{s.T("placed.changes.what"), s.T("placed.changes.before"), s.T("placed.changes.now"), s.T("placed.changes.kind")}}
	for _, c := range list {
		kind := "placed.changes.correction"
		if c.Term {
			kind = "placed.changes.term"
		}
		t.Body = append(t.Body, []string{s.T("placed.f." + c.Field), s.value(c.Unit, c.From), s.value(c.Unit, c.To), s.T(kind)})
	}
	return t
}

// gate is a finding in words, with its source.
func (s speaker) gate(f gate.Finding) view.Gate {
	icons := map[gate.Result]string{gate.Pass: "check", gate.Warn: "ask", gate.Approval: "person", gate.Blocked: "warn"}
	g := view.Gate{Icon: icons[f.Result], Result: s.T("placed.gate." + string(f.Result)), Text: s.Lang.Render("placement.gate."+f.Todo, f.Args), Rule: s.RuleLink(f.Cite), Source: s.RuleSource(f.Cite)}
	if f.Result == gate.Pass {
		g.Text = s.RuleStatement(f.Cite)
	}
	if f.Missing && f.Result != gate.Pass {
		g.Result = s.T("placed.gate.missing")
	}
	return g
}

// refused are the gates behind mistakes that no form could show with their rules; empty when no gate is among them.
func (s speaker) refused(bad []marketplace.FieldError) []view.Gate {
	var out []view.Gate
	for _, e := range bad {
		if id := e.Args["rule"]; id != "" {
			c := gate.Cite{Rule: id, Section: e.Args["section"], ValidFrom: marketplace.Date(e.Args["valid_from"]), ValidTo: marketplace.Date(e.Args["valid_to"]), Confidence: rule.Confidence(e.Args["confidence"])}
			out = append(out, view.Gate{Icon: "warn", Result: s.T("placed.gate.blocked"), Text: s.Lang.Field(e), Rule: s.RuleLink(c), Source: s.RuleSource(c)})
		}
	}
	return out
}

// gates are the findings in words; with all, also those that pass.
func (s speaker) gates(list []gate.Finding, all bool) []view.Gate {
	var out []view.Gate
	for _, f := range list {
		if all || f.Result != gate.Pass {
			out = append(out, s.gate(f))
		}
	}
	return out
}

// step is one step of a plan: who, what, when, how much.
func (s speaker) step(step support.Step) []string {
	weeks := strconv.Itoa(step.FromWeek)
	if step.ToWeek > step.FromWeek {
		weeks += "–" + strconv.Itoa(step.ToWeek)
	}
	return []string{s.T("placed.kind." + step.Kind), s.T("placed.by." + step.By), weeks, s.Lang.Minutes(step.Minutes)}
}

func (s speaker) steps(list []support.Step) *view.Table {
	if len(list) == 0 {
		return nil
	}
	t := &view.Table{Caption: s.T("placed.plan"), Head: []string{s.T("placed.plan.kind"), s.T("placed.plan.by"), s.T("placed.plan.weeks"), s.T("placed.plan.minutes")}}
	for _, step := range list {
		t.Body = append(t.Body, s.step(step))
	}
	return t
}

func (s speaker) state(state placement.State) string { return s.T("placed.state." + string(state)) }

func tone(state placement.State) string {
	if state.AtWork() {
		return "good"
	}
	return "warm"
}

// job is a shift in a line.
func (s speaker) job(j placement.Job) string {
	return s.T("placed.job.line", "day", s.Lang.Date(j.Date), "from", i18n.Clock(j.From), "to", i18n.Clock(j.From+j.Minutes), "sum", s.Lang.Euros(j.Cents))
}
