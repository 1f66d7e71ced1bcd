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
	GoalSkills       = "goal.skills"        // for: the person has these many of the task's ESCO skills (count, of)
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
