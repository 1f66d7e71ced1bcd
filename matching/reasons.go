package matching

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/matching/keys"
)

// reasonsFor are the reasons for, strongest first; those without points stand last.
func (p *Prepared) reasonsFor(t *PreparedTask, s setup, v Verdict) []Reason {
	out := p.demandsMet(v)
	out = append(out, p.adaptationsHelp(t, s, v)...)
	if _, code := p.goalLikeness(t); code != "" {
		out = append(out, p.goalReason(t, code, v.Parts[2].Points))
	}
	if p.profile.Wishes.Interests != nil && t.Interests != nil && p.InterestLikeness(t) >= suits {
		out = append(out, Reason{Code: InterestsAlike, Profile: "wishes.interests", Task: "interests", Points: v.Parts[3].Points})
	}
	if p.profile.Needs.Support.Level() > 0 && p.supportMissing(t) == 0 {
		out = append(out, p.support(t, SupportEnough, v.Parts[4].Points))
	}
	if p.travelAsked() && t.Place.Known && !commuteBroken(p, t) {
		out = append(out, p.commute(t, CommuteWithin, v.Parts[5].Points))
	}
	return append(strongest(out), p.limitsKept(t)...)
}

// suits is the interest likeness from which the work is said to suit the interests: a correlation of 0.3 or more.
const suits = 0.65

func (p *Prepared) demandsMet(v Verdict) []Reason {
	met := 0
	for _, l := range v.Lines {
		if l.State == Met || l.State == MetWith || l.State == Surplus {
			met++
		}
	}
	if met == 0 {
		return nil
	}
	return []Reason{{
		Code: DemandsMet, Profile: "abilities", Task: "demands", Points: round4(v.Parts[0].Points + v.Parts[1].Points),
		Args: map[string]string{"count": strconv.Itoa(met), "of": strconv.Itoa(len(v.Lines))},
	}}
}

// adaptationsHelp names each adaptation in place with the points that would be lost without it.
func (p *Prepared) adaptationsHelp(t *PreparedTask, s setup, v Verdict) []Reason {
	var out []Reason
	for _, a := range s.active {
		points := p.gain(t, s.without(a.Key), s)
		if points <= 0 {
			continue
		}
		var helped []Dimension
		for _, l := range v.Lines {
			if slices.Contains(l.By, a.Key) && l.Level > 0 {
				helped = append(helped, l.Dimension)
			}
		}
		slices.Sort(helped)
		out = append(out, Reason{
			Code: AdaptationHelps, Profile: "needs.adaptations", Task: "adaptations", Points: points,
			Args: map[string]string{"adaptation": a.Key, "dimensions": joinDimensions(slices.Compact(helped))},
		})
	}
	return out
}

// limitsKept says, without points, which limits were looked at and hold.
func (p *Prepared) limitsKept(t *PreparedTask) []Reason {
	var out []Reason
	if a, b := p.profile.Limits.WeekMinutes, t.WeekMinutes; a.Known() && b.Known() && a.Overlaps(b) {
		out = append(out, Reason{
			Code: HoursSuit, Profile: "limits.week_minutes", Task: "week_minutes",
			Args: map[string]string{"from": strconv.Itoa(max(a.Min, b.Min)), "to": strconv.Itoa(min(a.Max, b.Max))},
		})
	}
	if p.profile.Limits.Shifts.Asked && len(t.Shifts.Values) > 0 && !keys.MissesAny(t.Shifts.Values, p.profile.Limits.Shifts.Values) {
		out = append(out, Reason{
			Code: ShiftsSuit, Profile: "limits.shifts", Task: "shifts",
			Args: map[string]string{"shifts": strings.Join(keys.Missing(t.Shifts.Values, nil), ",")},
		})
	}
	if p.profile.Certificates.Asked && len(t.Certificates) > 0 && !keys.MissesAny(t.Certificates, p.profile.Certificates.Values) {
		out = append(out, Reason{
			Code: CertificatesHeld, Profile: "certificates", Task: "certificates",
			Args: map[string]string{"certificates": strings.Join(keys.Missing(t.Certificates, nil), ",")},
		})
	}
	return out
}

// reasonsAgainst name every point that is lost, the greatest loss first.
func (p *Prepared) reasonsAgainst(t *PreparedTask, v Verdict) []Reason {
	var out []Reason
	for _, l := range v.Lines {
		if l.Loss > 0 {
			out = append(out, demandAgainst(l))
		}
	}
	out = append(out, p.goalAgainst(t, v.Parts[2])...)
	if lost := v.Parts[3].lost(); lost > 0 {
		out = append(out, Reason{Code: p.interestsAgainst(t), Profile: "wishes.interests", Task: "interests", Points: lost})
	}
	if lost := v.Parts[4].lost(); lost > 0 {
		out = append(out, p.support(t, SupportShort, lost))
	}
	if lost := v.Parts[5].lost(); lost > 0 && t.Place.Known {
		out = append(out, p.commute(t, CommuteTakes, lost))
	} else if lost > 0 {
		out = append(out, Reason{Code: CommuteNotTold, Profile: "limits.travel", Task: "place", Points: lost})
	}
	return strongest(out)
}

func (part Part) lost() float64 { return round4(part.Of - part.Points) }

func demandAgainst(l Line) Reason {
	args := map[string]string{"dimension": string(l.Dimension), "needs": strconv.Itoa(cut(l.Level))}
	r := Reason{
		Code: DemandUnknown, Profile: "abilities." + string(l.Dimension), Task: "demands." + string(l.Dimension),
		Points: l.Loss, Args: args,
	}
	switch l.State {
	case WithheldBy:
		r.Code = DemandWithheld
	case Gap:
		r.Code = DemandGap
	case OutOfReach:
		r.Code = DemandOut
	case Met, MetWith, Surplus, Unknown: // only a line that is not known still loses points
	}
	if r.Code == DemandGap || r.Code == DemandOut {
		args["has"], args["relief"] = strconv.Itoa(l.Has.Level()), strconv.Itoa(l.Relief)
	}
	return r
}

// goalAgainst tells apart what is lost by not being the goal and what by being like something to avoid.
func (p *Prepared) goalAgainst(t *PreparedTask, part Part) []Reason {
	lost := part.lost()
	if lost <= 0 {
		return nil
	}
	share, _ := p.goalLikeness(t)
	disliked := round4(min(lost, part.Of*min(p.avoided(t), share+p.avoided(t))))
	var out []Reason
	if disliked > 0 {
		out = append(out, Reason{Code: GoalDisliked, Profile: "wishes.avoid", Task: "text", Points: disliked})
	}
	if rest := round4(lost - disliked); rest > 0 {
		code := GoalFar
		if rest <= part.Of/2 {
			code = GoalPartly
		}
		out = append(out, Reason{Code: code, Profile: "wishes.goal", Task: "text", Points: rest})
	}
	return out
}

func (p *Prepared) interestsAgainst(t *PreparedTask) string {
	switch {
	case t.Interests == nil:
		return InterestsNotTold
	case p.InterestLikeness(t) >= suits:
		return InterestsPartly
	}
	return InterestsDiffer
}

func (p *Prepared) support(t *PreparedTask, code string, points float64) Reason {
	return Reason{Code: code, Profile: "needs.support", Task: "support", Points: points, Args: map[string]string{
		"needs": strconv.Itoa(p.profile.Needs.Support.Level()), "offers": strconv.Itoa(t.Support),
	}}
}

func (p *Prepared) commute(t *PreparedTask, code string, points float64) Reason {
	m, _ := p.CommuteMinutes(t)
	return Reason{Code: code, Profile: "limits.travel", Task: "place", Points: points, Args: map[string]string{
		"minutes": strconv.Itoa(int(math.Ceil(m))), "limit": strconv.Itoa(p.profile.Limits.Travel.MaxMinutes),
	}}
}

func (p *Prepared) goalReason(t *PreparedTask, code string, points float64) Reason {
	if code != GoalSkills {
		return Reason{Code: code, Profile: "wishes.goal", Task: goalLine(code), Points: points}
	}
	held, of := keys.Count(t.SkillIDs, p.profile.Wishes.SkillIDs)
	return Reason{Code: code, Profile: "wishes.skills", Task: "skills", Points: points, Args: map[string]string{
		"count": strconv.Itoa(held), "of": strconv.Itoa(of),
	}}
}

func goalLine(code string) string {
	switch code {
	case GoalTitle:
		return "title"
	case GoalText:
		return "text"
	}
	return "occupation"
}

// notes are worth saying and cost nothing.
func (p *Prepared) notes(v Verdict) []Reason {
	var out []Reason
	var light []string
	for _, l := range v.Lines {
		if l.State == Surplus && slices.Contains(p.rules.SurplusNoted, l.Dimension) {
			light = append(light, string(l.Dimension))
		}
	}
	if slices.Sort(light); len(light) > 0 {
		out = append(out, Reason{
			Code: NoteSurplus, Profile: "abilities", Task: "demands",
			Args: map[string]string{"dimensions": strings.Join(slices.Compact(light), ",")},
		})
	}
	if v.Low != v.High {
		out = append(out, Reason{
			Code: NoteRange, Profile: "abilities", Task: "demands",
			Args: map[string]string{"low": strconv.Itoa(int(math.Floor(v.Low))), "high": strconv.Itoa(int(math.Ceil(v.High)))},
		})
	}
	if !p.wished {
		out = append(out, Reason{Code: NoteGoal, Profile: "wishes.goal", Task: "occupation"})
	}
	if p.profile.Wishes.Interests == nil {
		out = append(out, Reason{Code: NoteInterests, Profile: "wishes.interests", Task: "interests"})
	}
	if !p.profile.Needs.Support.Known() {
		out = append(out, Reason{Code: NoteSupport, Profile: "needs.support", Task: "support"})
	}
	return out
}

// strongest sorts by points, then by code and lines, so that the order in which lists were written changes nothing.
func strongest(reasons []Reason) []Reason {
	slices.SortStableFunc(reasons, func(a, b Reason) int {
		return cmp.Or(
			cmp.Compare(b.Points, a.Points), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Task, b.Task),
			cmp.Compare(a.Args["adaptation"], b.Args["adaptation"]),
		)
	})
	return reasons
}
