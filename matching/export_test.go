package matching

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
		reason(GoalOccupation), reason(GoalUnit), reason(GoalMinor), reason(GoalSubMajor), reason(GoalSkills, "count", "of"), reason(GoalTitle), reason(GoalText),
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
