package server

import (
	"context"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/measure"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/profile/evidence"
)

// What one slice of the person thread has to know of another: from introduction to placement, and from placement and
// measure to the coaching process and the profile.

// over says whether what was done under a consent came to nothing.
func (p *Parts) over(ctx context.Context, under marketplace.ID) (bool, error) {
	return p.Introductions.Over(ctx, under)
}

// inNetwork says whether somebody is in a client's network at this moment.
func (p *Parts) inNetwork(ctx context.Context, client, member marketplace.ID) (bool, error) {
	return p.Network.In(ctx, client, member)
}

// holder is a member of a client's network as the holder of a door.
func (p *Parts) holder(ctx context.Context, id marketplace.ID) (door.Holder, error) {
	return p.Network.Holder(ctx, id)
}

// introduced is an introduction that client and employer agreed to: a placement can begin with it.
func (p *Parts) introduced(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (placement.Introduced, error) {
	i, err := p.Introductions.Of(ctx, coach, id)
	if err == nil && i.State != introduction.Agreed {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	if err != nil {
		return placement.Introduced{}, err
	}
	return placement.Introduced{Client: i.Client, Employer: i.Employer, Task: i.Task, Forecast: i.Forecast}, nil
}

// forecast is the group of the verdict on a task for a client at this moment. A task that is not published any more, or that
// cannot be judged, has none: that stops nobody from being put forward.
func (p *Parts) forecast(ctx context.Context, coach marketplace.Actor, client, task marketplace.ID) (string, error) {
	m, err := p.Discovery.Match(ctx, coach, client, task)
	if marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Internal) {
		return "", nil
	}
	return m.Verdict.Group.String(), err
}

// jobs are the placements of a client that began, for the coaching process.
func (p *Parts) jobs(ctx context.Context, client marketplace.ID) ([]coaching.Placement, error) {
	who, err := p.Profiles.Find(ctx, client)
	if err != nil {
		return nil, err
	}
	var out []coaching.Placement
	return out, p.Placements.EachOf(ctx, who.Org, client, func(one placement.Placement) error {
		if one.Started == "" {
			return nil
		}
		firm, err := p.Accounts.PublicOrganisation(ctx, one.Employer)
		if err != nil {
			return err
		}
		terms, _ := one.InForce()
		out = append(out, coaching.Placement{
			ID: one.ID, Organisation: firm.Name, Title: terms.Title, Form: terms.Form, Start: one.Started, End: lastDay(one),
			WeekMinutes: terms.WeekMinutes, Wage: wage(terms.Wage),
		})
		return nil
	})
}

func lastDay(one placement.Placement) marketplace.Date {
	if one.Ending == nil {
		return ""
	}
	return one.Ending.On
}

// wage is a wage in figures, with a comma as in Finnish and Swedish; empty when no sum is known.
func wage(w placement.Wage) string {
	units := map[string]string{"hour": "h", "month": "kk"}
	if units[w.Kind] == "" || w.Cents == 0 {
		return ""
	}
	return comma(w.Cents) + " €/" + units[w.Kind]
}

// comma writes hundredths as a decimal number, whole ones without decimals.
func comma(hundredths int64) string {
	text := strings.TrimSuffix(strconv.FormatFloat(float64(hundredths)/100, 'f', 2, 64), ".00")
	return strings.Replace(text, ".", ",", 1)
}

// measured is the first and the last score of each instrument that the coaching process reports.
func (p *Parts) measured(ctx context.Context, client marketplace.ID) ([]coaching.Measure, error) {
	who, err := p.Profiles.Find(ctx, client)
	if err != nil {
		return nil, err
	}
	series, err := p.Measures.Of(ctx, marketplace.System(who.Org), client)
	if err != nil {
		return nil, err
	}
	var out []coaching.Measure
	for _, of := range []struct {
		kind measure.Kind
		key  string
	}{{measure.WorkAbility, "work_ability"}, {measure.SelfEfficacy, "return_efficacy"}} {
		m := coaching.Measure{Key: of.key}
		for _, e := range series.Measures[of.kind] {
			if score, counts := e.Value.Counts(); counts {
				m = m.With(comma(int64(score)), e.Value.On)
			}
		}
		out = append(out, m)
	}
	m := coaching.Measure{Key: "goal_attainment"}
	for _, t := range series.T {
		m = m.With("T "+comma(int64(t.T*100+0.5)), t.On)
	}
	return append(out, m), nil
}

// observed makes what was seen at work evidence in the client's profile. What a profile cannot hold stays with the
// placement alone. Doing it twice changes nothing: the observation is the source.
func (p *Parts) observed(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := p.Placements.Get(ctx, marketplace.System(f.Org), marketplace.ID(id))
	if err != nil {
		return err
	}
	for _, o := range e.Value.Observations {
		if string(o.ID) == f.Data["observation"] {
			_, err = p.Profiles.AddEvidence(ctx, marketplace.System(f.Org), e.Value.Client, seen(f.Subject, o))
		}
	}
	if marketplace.IsKind(err, marketplace.Invalid) || marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}

// noteLength is the most that a piece of evidence says, in characters.
const noteLength = 300

func seen(placed string, o support.Observation) evidence.Item {
	by, note := "workplace", []rune(o.Seen)
	if o.SeenBy == support.Coach {
		by = "coach"
	}
	if len(note) > noteLength {
		note = append(note[:noteLength-1], '…')
	}
	return evidence.Item{
		About: "abilities." + string(o.Dimension), By: by, Kind: "seen", On: o.On, Note: string(note), Source: placed + "/observations/" + string(o.ID),
	}
}
