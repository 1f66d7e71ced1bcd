package matching

// Dimension is the key of one item of the shared scale, such as "lifting".
type Dimension string

// Rating is a level of the scale that may not have been asked. The zero Rating is NotAsked.
type Rating uint8

// The two ratings that are no level.
const (
	NotAsked Rating = 0 // nobody has asked yet
	Withheld Rating = 7 // asked; the person does not want to say
)

// MaxLevel is the highest level of the scale; the lowest is 0.
const MaxLevel = 5

// Rated makes a Rating from a level, 0 to 5; other levels are cut to that range.
func Rated(level int) Rating { return Rating(min(max(level, 0), MaxLevel) + 1) }

// Known says whether the rating is a level.
func (r Rating) Known() bool { return r >= 1 && r <= MaxLevel+1 }

// Level is the level, 0 to 5; 0 if not Known.
func (r Rating) Level() int {
	if !r.Known() {
		return 0
	}
	return int(r) - 1
}

// Ratings are ratings by dimension; a dimension that is missing was not asked.
type Ratings map[Dimension]Rating
