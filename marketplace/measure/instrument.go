package measure

// Kind is the instrument that was asked. The list is closed.
type Kind string

// The instruments.
const (
	WorkAbility  Kind = "work_ability"  // 0 to 10 points, now against one's best
	SelfEfficacy Kind = "self_efficacy" // RTW-SE: mean of the form, 1 to 6
	Readiness    Kind = "readiness"     // readiness to return to work: mean of the form, 1 to 5
	Attainment   Kind = "attainment"    // of one goal: −2 to +2
)

// Kinds lists the instruments in the order in which pages show them.
func Kinds() []Kind { return []Kind{WorkAbility, SelfEfficacy, Readiness, Attainment} }

// Hundredths is one point of a score: scores are kept in hundredths of a point, so that means need no fractions.
const Hundredths = 100

// Instrument is the range of one instrument's score in hundredths, both ends included, and the step between two scores.
type Instrument struct {
	Kind              Kind
	Least, Most, Step int
}

// Of gives the range of an instrument; false for a word that is none.
//
// The work ability score is a single question whose wording is public (Tuomi et al., Work Ability Index). RTW-SE is the
// mean of eleven items from 1 to 6 (Lagerveld et al. 2010, Journal of Occupational Rehabilitation 20), readiness the mean of
// the items of a stage from 1 to 5 (Franche et al. 2007, Journal of Occupational Rehabilitation 17); the wording of both
// belongs to their authors and is not here. The two ranges are from memory and have to be checked against the forms.
func Of(k Kind) (Instrument, bool) {
	switch k {
	case WorkAbility:
		return Instrument{k, 0, 10 * Hundredths, Hundredths}, true
	case SelfEfficacy:
		return Instrument{k, 1 * Hundredths, 6 * Hundredths, 1}, true
	case Readiness:
		return Instrument{k, 1 * Hundredths, 5 * Hundredths, 1}, true
	case Attainment:
		return Instrument{k, -2 * Hundredths, 2 * Hundredths, Hundredths}, true
	}
	return Instrument{}, false
}

// Phase says when in the coaching it was asked.
type Phase string

// Phases lists the phases in the order of the story.
func Phases() []Phase { return []Phase{Start, Repeat, End} }

// The phases.
const (
	Start  Phase = "start"
	Repeat Phase = "repeat"
	End    Phase = "end"
)

// Answer is what came of asking.
type Answer string

// The answers. A score counts only when it was given.
const (
	Given    Answer = "given"
	Withheld Answer = "withheld" // the client did not want to say
	Mistaken Answer = "mistaken" // written down by mistake; counts for nothing
)

// Answers lists the answers in the order in which forms show them.
func Answers() []Answer { return []Answer{Given, Withheld, Mistaken} }
