package language

// The lengths of pieces in characters. Pieces of 3 to 5 beat stemming by far in Finnish compounds: on coaches' wishes MAP
// 0.46 against 0.23 of a Finnish stemmer. Longer ones gain nothing and hurt Swedish.
const (
	ShortestPiece = 3
	LongestPiece  = 5
)

// mark stands for the edge of a word. A digit, because search engines keep a digit and letters together as one word.
const mark = '0'

// Pieces gives the word between two marks first, then its pieces from long to short, each length from left to right,
// marks included: "työ" gives 0työ0, 0työ, työ0, 0ty, työ, yö0.
func Pieces(word string) []string {
	marked := []rune(string(mark) + word + string(mark))
	out := []string{string(marked)}
	for n := LongestPiece; n >= ShortestPiece; n-- {
		for i := 0; i+n <= len(marked); i++ {
			if n < len(marked) {
				out = append(out, string(marked[i:i+n]))
			}
		}
	}
	return out
}
