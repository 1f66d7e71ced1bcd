package outcomes

import (
	"math"
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/measure"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/web"
)

// asking is a form about one measurement: a new one, or one to correct.
type asking struct {
	client profile.Client
	kind   measure.Kind
	goal   measure.Goal // of a rating
	entry  measure.Entry
	again  bool // to correct
}

// byWords says whether the answers are shown as words to choose from; of the others a number is typed.
func (a asking) byWords() bool { return a.kind == measure.WorkAbility || a.kind == measure.Attainment }

func (a asking) name(r *request) string {
	if a.goal.ID != "" {
		return a.goal.Words
	}
	return r.Lang.T("measure.kind." + string(a.kind))
}

// newAsking reads which instrument is asked, of which goal. NotFound for one that there is not.
func (r *request) newAsking(v url.Values) (asking, error) {
	c, err := r.Client()
	if err != nil {
		return asking{}, err
	}
	a := asking{client: c, kind: measure.Kind(v.Get("kind"))}
	if _, known := measure.Of(a.kind); !known {
		return a, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return a, r.withGoal(&a, marketplace.ID(v.Get("goal")))
}

// withGoal finds the goal that is rated.
func (r *request) withGoal(a *asking, id marketplace.ID) error {
	if a.kind != measure.Attainment {
		return nil
	}
	s, err := r.Measures.Of(r.Ctx, r.Actor, a.client.ID)
	if err != nil {
		return err
	}
	for _, g := range s.Goals {
		if g.ID == id {
			a.goal = g
			return nil
		}
	}
	return marketplace.Errorf(marketplace.NotFound, "error.not_found")
}

// scoreFields ask for the answer, by words or by a number.
func (r *request) scoreFields(a asking, f view.Form) []view.Field {
	i, _ := measure.Of(a.kind)
	if !a.byWords() {
		least, most := strconv.Itoa(i.Least/measure.Hundredths), strconv.Itoa(i.Most/measure.Hundredths)
		score := f.Input("score", "portal.measure.score.text").As("text", "off").WithHint(r.T("measure.score.hint", "min", least, "max", most)).Narrow()
		return []view.Field{f.Radios("answer", "portal.measure.answer", f.Keyed("measure.answer", a.answers()...)), score}
	}
	var options []view.Option
	for n := i.Least; n <= i.Most; n += i.Step {
		o := view.Option{Value: strconv.Itoa(n / measure.Hundredths), Text: strconv.Itoa(n / measure.Hundredths)}
		if a.kind == measure.Attainment {
			o.Text = r.Lang.T("measure.level." + o.Value)
			o.Hint = a.goal.Levels[n/measure.Hundredths+2]
		}
		options = append(options, o)
	}
	for _, answer := range a.answers()[1:] {
		options = append(options, view.Option{Value: answer, Text: r.Lang.T("measure.answer." + answer)})
	}
	score := f.Radios("score", "portal.measure.score", options)
	if a.kind == measure.WorkAbility {
		score = score.In("inline").WithHint(r.Lang.T("measure.kind.work_ability.text"))
	}
	return []view.Field{score}
}

// answers are what can be chosen; only what is there can be a mistake.
func (a asking) answers() []string {
	if a.again {
		return []string{string(measure.Given), string(measure.Withheld), string(measure.Mistaken)}
	}
	return []string{string(measure.Given), string(measure.Withheld)}
}

func (r *request) askingPage(a asking, v url.Values, errs []marketplace.FieldError) *view.Single {
	var phases []string
	for _, p := range measure.Phases() {
		phases = append(phases, string(p))
	}
	key, action := "measure.new", measuresPath(a.client.ID)+"/new"
	if a.again {
		key, action = "measure.correct", measuresPath(a.client.ID)+"/"+url.PathEscape(string(a.entry.ID))
	}
	page := r.Single(key, action, v, errs, func(f view.Form) []view.Field {
		var out []view.Field
		if !a.again {
			out = append(out, f.Date("on", "portal.measure.on").Must())
		}
		out = append(out, r.scoreFields(a, f)...)
		return append(out, f.Radios("phase", "portal.measure.phase", f.Keyed("measure.phase", phases...)).In("inline"))
	})
	page.Heading = a.name(r)
	page.Hidden = map[string]string{"kind": string(a.kind), "goal": string(a.goal.ID)}
	if a.again {
		page.Heading = r.T("measure.correct.title", "day", r.Lang.Date(a.entry.Value.On))
		page.Note, page.Hidden = a.name(r), map[string]string{"revision": v.Get("revision")}
	}
	page.Title = page.Heading + " – " + a.client.Name
	page.Back = &view.Link{Text: r.T("measure.title", "name", a.client.Name), Href: measuresPath(a.client.ID)}
	return page
}

func (r *request) getNewMeasure() error {
	v := url.Values{}
	for _, name := range []string{"kind", "goal"} {
		value, err := web.Query(r.C, name)
		if err != nil {
			return err
		}
		v.Set(name, value)
	}
	a, err := r.newAsking(v)
	if err != nil {
		return err
	}
	v.Set("on", string(r.Say.Today()))
	v.Set("phase", string(measure.Repeat))
	v.Set("answer", string(measure.Given))
	return r.Show(r.askingPage(a, v, nil))
}

// asked reads the form. What is no number is told as it was typed.
func asked(a asking, v url.Values) (measure.Asked, []marketplace.FieldError) {
	out := measure.Asked{
		Kind: a.kind, Goal: a.goal.ID, On: marketplace.Date(v.Get("on")), Answer: measure.Answer(v.Get("answer")), Phase: measure.Phase(v.Get("phase")),
	}
	score := strings.TrimSpace(v.Get("score"))
	if a.byWords() {
		out.Answer = measure.Given
		if score == string(measure.Withheld) || score == string(measure.Mistaken) {
			out.Answer, score = measure.Answer(score), ""
		}
	}
	if score == "" {
		return out, nil
	}
	n, err := strconv.ParseFloat(strings.NewReplacer(",", ".", "−", "-").Replace(score), 64)
	if err != nil || math.IsNaN(n) || math.Abs(n) > 1000 {
		return out, []marketplace.FieldError{marketplace.Field("score", "field.number", "value", score)}
	}
	hundredths := int(math.Round(n * measure.Hundredths))
	out.Score = &hundredths
	return out, nil
}

func (r *request) postNewMeasure() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	a, err := r.newAsking(v)
	if err != nil {
		return err
	}
	in, errs := asked(a, v)
	if len(errs) == 0 {
		if _, err = r.Measures.Add(r.Ctx, r.Actor, a.client.ID, in); err == nil {
			return r.Redirect(measuresPath(a.client.ID), "measured")
		}
		if errs, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.Wrong(r.askingPage(a, v, errs))
}

// correcting loads the measurement that the address names.
func (r *request) correcting() (asking, error) {
	c, err := r.Client()
	if err != nil {
		return asking{}, err
	}
	id, err := web.IDParam(r.C, "measure")
	if err != nil {
		return asking{}, err
	}
	e, err := r.Measures.Get(r.Ctx, r.Actor, c.ID, id)
	if err != nil {
		return asking{}, err
	}
	a := asking{client: c, kind: e.Value.Kind, entry: e, again: true}
	return a, r.withGoal(&a, e.Value.Goal)
}

func (r *request) getCorrect() error {
	a, err := r.correcting()
	if err != nil {
		return err
	}
	m := a.entry.Value
	v := url.Values{"revision": {strconv.FormatInt(a.entry.Rev, 10)}, "phase": {string(m.Phase)}, "answer": {string(m.Answer)}, "score": {string(m.Answer)}}
	if score, counts := m.Counts(); counts {
		v.Set("score", strconv.FormatFloat(float64(score)/measure.Hundredths, 'f', -1, 64))
	} else if !a.byWords() {
		v.Del("score")
	}
	return r.Show(r.askingPage(a, v, nil))
}

func (r *request) postCorrect() error {
	a, err := r.correcting()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	in, errs := asked(a, v)
	if len(errs) == 0 {
		_, err = r.Measures.Correct(r.Ctx, r.Actor, a.client.ID, a.entry.ID, revision(v), in)
		switch {
		case err == nil:
			return r.Redirect(measuresPath(a.client.ID), "measure_corrected")
		case marketplace.IsKind(err, marketplace.Stale):
			v.Set("revision", strconv.FormatInt(a.entry.Rev, 10))
			return r.Write(visit.StatusConflict, r.askingPage(a, v, []marketplace.FieldError{{Key: "error.stale"}}))
		}
		if errs, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.Wrong(r.askingPage(a, v, errs))
}

// revision is the revision that a form was made from; one that nobody has when it is none.
func revision(v url.Values) int64 { return visit.Revision(v.Get("revision"), -1) }

func (r *request) goalPage(c profile.Client, v url.Values, errs []marketplace.FieldError) *view.Single {
	action := strings.TrimSuffix(measuresPath(c.ID), "measures") + "goals/new"
	page := r.Single("measure.goal.new", action, v, errs, func(f view.Form) []view.Field {
		out := []view.Field{f.Area("words", "portal.measure.goal.words", 2).Must()}
		for i := range measure.Levels {
			out = append(out, f.Input("levels["+strconv.Itoa(i)+"]", "measure.level."+strconv.Itoa(i-2)).Must())
		}
		return append(out, f.Radios("weight", "portal.measure.goal.weight", f.Keyed("portal.measure.goal.weight", "1", "2", "3")),
			f.Date("set", "portal.measure.goal.set").Must())
	})
	page.Back = &view.Link{Text: r.T("measure.title", "name", c.Name), Href: measuresPath(c.ID)}
	return page
}

func (r *request) getNewGoal() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	return r.Show(r.goalPage(c, url.Values{"weight": {"1"}, "set": {string(r.Say.Today())}}, nil))
}

func (r *request) postNewGoal() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	w := measure.Wanted{Words: v.Get("words"), Set: marketplace.Date(v.Get("set"))}
	if w.Weight, err = strconv.Atoi(v.Get("weight")); err != nil {
		w.Weight = -1
	}
	for i := range w.Levels {
		w.Levels[i] = v.Get("levels[" + strconv.Itoa(i) + "]")
	}
	if _, err = r.Measures.SetGoal(r.Ctx, r.Actor, c.ID, w); err == nil {
		return r.Redirect(measuresPath(c.ID), "goal_set")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.goalPage(c, v, errs))
}

func (r *request) postDropGoal() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	id, err := web.IDParam(r.C, "goal")
	if err != nil {
		return err
	}
	if _, err := r.Measures.DropGoal(r.Ctx, r.Actor, c.ID, id); err != nil {
		return err
	}
	return r.Redirect(measuresPath(c.ID), "goal_dropped")
}
