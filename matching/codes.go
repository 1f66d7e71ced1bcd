package matching

// The closed list of reason codes. A reason is the message "match.reason." + code; its Args are keys of closed lists
// (comma-separated where plural), minutes, levels or counts, always as strings.
const (
	DemandsMet       = "demands.met"        // for: count of demands met, of all (count, of)
	AdaptationHelps  = "adaptation.helps"   // for: an adaptation in place; without it the Points are lost (adaptation, dimensions)
	GoalOccupation   = "goal.occupation"    // for: the very occupation aimed at
	GoalUnit         = "goal.unit"          // for: the same unit group of ISCO-08 as an occupation aimed at
	GoalMinor        = "goal.minor"         // for: the same minor group
	GoalSubMajor     = "goal.sub_major"     // for: the same sub-major group
	GoalTitle        = "goal.title"         // for: the title is like the goal in the person's words
	GoalText         = "goal.text"          // for: the description is like the person's wishes and experience
	InterestsAlike   = "interests.alike"    // for: what the work is like suits the interests
	SupportEnough    = "support.enough"     // for: the place gives the support needed (needs, offers)
	CommuteWithin    = "commute.within"     // for: the way to work is within the limit (minutes, limit)
	HoursSuit        = "hours.suit"         // for, no points: working times both sides accept (from, to; minutes a week)
	ShiftsSuit       = "shifts.suit"        // for, no points: every shift of the task suits (shifts)
	CertificatesHeld = "certificates.held"  // for, no points: every certificate asked for is held (certificates)
	DemandGap        = "demand.gap"         // against: a demand above the ability; it can be closed (dimension, needs, has, relief)
	DemandOut        = "demand.out"         // against: a demand above the ability; no adaptation closes it (dimension, needs, has, relief)
	DemandUnknown    = "demand.unknown"     // against: the ability was not asked (dimension, needs)
	DemandWithheld   = "demand.withheld"    // against: the person does not want to say (dimension, needs)
	GoalFar          = "goal.far"           // against: the task is far from the goal and the wishes
	GoalPartly       = "goal.partly"        // against: the task answers the goal and the wishes in part
	GoalDisliked     = "goal.disliked"      // against: the task is like what the person wants to avoid
	InterestsDiffer  = "interests.differ"   // against: what the work is like does not suit the interests
	InterestsPartly  = "interests.partly"   // against: what the work is like suits the interests in part
	InterestsNotTold = "interests.not_told" // against: the employer has not told what the work is like
	SupportShort     = "support.short"      // against: the place gives less support than needed (needs, offers)
	CommuteTakes     = "commute.takes"      // against: the way to work takes its share of the limit (minutes, limit)
	CommuteNotTold   = "commute.not_told"   // against: the employer has not told the place
	NoteSurplus      = "note.surplus"       // note: the work may be too light on these (dimensions)
	NoteRange        = "note.range"         // note: the score if unknown abilities were 0, and if they were 5 (low, high)
	NoteGoal         = "note.goal"          // note: goal and wishes were not asked; they cost nothing
	NoteInterests    = "note.interests"     // note: interests were not asked; they cost nothing
	NoteSupport      = "note.support"       // note: the need for support was not asked; it costs nothing
)

// Code is one message that a verdict can carry: its key in the message catalogues and the arguments it fills in.
type Code struct {
	Key  string
	Args []string
}

// Codes are all messages that a verdict can carry. Every voice must have every one of them.
func Codes() []Code {
	var out []Code
	for _, c := range [][]Code{reasonCodes(), breachCodes(), questionCodes(), changeCodes(), stateCodes()} {
		out = append(out, c...)
	}
	return out
}

func reasonCodes() []Code {
	levels := []string{"dimension", "needs", "has", "relief"}
	return []Code{
		reason(DemandsMet, "count", "of"), reason(AdaptationHelps, "adaptation", "dimensions"),
		reason(GoalOccupation), reason(GoalUnit), reason(GoalMinor), reason(GoalSubMajor), reason(GoalTitle), reason(GoalText),
		reason(InterestsAlike), reason(SupportEnough, "needs", "offers"), reason(CommuteWithin, "minutes", "limit"),
		reason(HoursSuit, "from", "to"), reason(ShiftsSuit, "shifts"), reason(CertificatesHeld, "certificates"),
		reason(DemandGap, levels...), reason(DemandOut, levels...),
		reason(DemandUnknown, "dimension", "needs"), reason(DemandWithheld, "dimension", "needs"),
		reason(GoalFar), reason(GoalPartly), reason(GoalDisliked),
		reason(InterestsDiffer), reason(InterestsPartly), reason(InterestsNotTold),
		reason(SupportShort, "needs", "offers"), reason(CommuteTakes, "minutes", "limit"), reason(CommuteNotTold),
		reason(NoteSurplus, "dimensions"), reason(NoteRange, "low", "high"),
		reason(NoteGoal), reason(NoteInterests), reason(NoteSupport),
	}
}

func reason(code string, args ...string) Code { return Code{Key: "match.reason." + code, Args: args} }

func breachCodes() []Code {
	var out []Code
	for _, limit := range []string{
		"hours_more", "hours_less", "day_length", "weekday", "shift", "certificate", "hazard", "allergen", "form",
		"commute", "must_not", "gap",
	} {
		out = append(out, Code{Key: "match.breach." + limit, Args: []string{"values", "needs", "has"}})
	}
	return out
}

func questionCodes() []Code {
	out := []Code{{Key: "match.question.client.ability", Args: []string{"dimension"}}, {Key: "match.question.employer.demands"}}
	for _, subject := range []string{"hours", "shift", "certificate", "hazard", "allergen", "form", "commute"} {
		out = append(out, Code{Key: "match.question.client." + subject})
	}
	for _, subject := range []string{"hours", "day_length", "weekday", "shift", "hazard", "allergen", "form", "commute"} {
		out = append(out, Code{Key: "match.question.employer." + subject})
	}
	return out
}

func changeCodes() []Code {
	var out []Code
	for _, key := range []string{"agree", "offer", "use", EaseDemand} {
		out = append(out, Code{Key: "match.change." + key, Args: []string{"adaptation", "dimensions"}})
	}
	return out
}

// stateCodes are the words for groups, parts and states.
func stateCodes() []Code {
	var out []Code
	for g := LeftOut; g <= FitsNow; g++ {
		out = append(out, Code{Key: "match.group." + g.String()})
	}
	for _, key := range partKeys() {
		out = append(out, Code{Key: "match.part." + key})
	}
	for _, s := range []State{Met, MetWith, Gap, OutOfReach, Unknown, WithheldBy, Surplus} {
		out = append(out, Code{Key: "match.state." + string(s)})
	}
	return out
}
