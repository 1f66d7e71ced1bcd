package support_test

import (
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace/placement/support"
)

func TestPlansFade(t *testing.T) {
	p := support.Plan{Goal: "g", Every: 2, Steps: []support.Step{
		{Kind: "on_the_job", By: support.Coach, FromWeek: 1, ToWeek: 2, Minutes: 120},
		{Kind: "remote", By: support.Coach, FromWeek: 2, ToWeek: 4, Minutes: 30},
		{Kind: "instruction", By: "mentor", FromWeek: 3, ToWeek: 4, Minutes: 20},
	}}
	want := []support.Week{{Number: 1, Coach: 120}, {Number: 2, Coach: 150}, {Number: 3, Coach: 30, Natural: 20}, {Number: 4, Coach: 30, Natural: 20}}
	if got := p.Weeks(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if p.Fades() {
		t.Error("it grows in the second week")
	}
	p.Steps[1].FromWeek = 3
	if !p.Fades() || len(p.Natural()) != 1 {
		t.Errorf("%+v", p.Weeks())
	}
	if bad := p.Wrong(); len(bad) != 0 {
		t.Errorf("%+v", bad)
	}
	if (support.Plan{}).Fades() {
		t.Error("nothing fades")
	}
}

func TestPlansThatAreWrong(t *testing.T) {
	good := support.Plan{Goal: "g", Every: 1, Steps: []support.Step{{Kind: "travel", By: "friend", FromWeek: 1, ToWeek: 1, Minutes: 30}}}
	for field, change := range map[string]func(*support.Plan){
		"goal": func(p *support.Plan) { p.Goal = "" }, "every_weeks": func(p *support.Plan) { p.Every = 13 }, "steps": func(p *support.Plan) { p.Steps = nil },
		"steps[0].kind": func(p *support.Plan) { p.Steps[0].Kind = "hugs" }, "steps[0].by": func(p *support.Plan) { p.Steps[0].By = "Pekka" },
		"steps[0].to_week": func(p *support.Plan) { p.Steps[0].FromWeek = 2 }, "steps[0].minutes": func(p *support.Plan) { p.Steps[0].Minutes = 0 },
	} {
		p := good
		p.Steps = slices.Clone(good.Steps)
		change(&p)
		if bad := p.Wrong(); len(bad) != 1 || bad[0].Field != field {
			t.Errorf("%s: %+v", field, bad)
		}
	}
}
