package likeness

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Grams are the different character 3- and 4-grams of a text's words, hashed and sorted. Pieces of words find each
// other across Finnish endings and compounds, where whole words do not; nothing is weighted by how common it is in the
// list at hand, so a person alone gets the same result as in a batch.
type Grams []uint32

// Of cuts a text up. Case, punctuation and the order of words do not count.
func Of(text string) Grams {
	var out Grams
	for _, word := range Words(text) {
		runes := append(append([]rune{' '}, []rune(word)...), ' ')
		for size := 3; size <= 4; size++ {
			for i := 0; i+size <= len(runes); i++ {
				out = append(out, hash(runes[i:i+size]))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Words are the words of a text in small letters. The grams of a text are those of its words.
func Words(text string) []string { return strings.FieldsFunc(strings.ToLower(text), notWord) }

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// hash is FNV-1a over code points.
func hash(runes []rune) uint32 {
	h := uint32(2166136261)
	for _, r := range runes {
		h = (h ^ uint32(r)) * 16777619
	}
	return h
}

// Cosine is the likeness of two sets of grams, 0 to 1; two empty texts are not alike.
func (g Grams) Cosine(o Grams) float64 {
	if len(g) == 0 || len(o) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(g) && j < len(o); {
		switch {
		case g[i] == o[j]:
			shared++
			i++
			j++
		case g[i] < o[j]:
			i++
		default:
			j++
		}
	}
	return OfCounts(shared, len(g), len(o))
}

// OfCounts is the cosine of two sets of grams, neither of them empty, from how many they share and how many each has.
func OfCounts(shared, a, b int) float64 { return float64(shared) / math.Sqrt(float64(a)*float64(b)) }

// Correlation of two interest profiles, -1 to 1; 0 when one of them is flat.
func Correlation(a, b [6]float64) float64 {
	var ma, mb float64
	for i := range a {
		ma += a[i] / 6
		mb += b[i] / 6
	}
	var ab, aa, bb float64
	for i := range a {
		ab += (a[i] - ma) * (b[i] - mb)
		aa += (a[i] - ma) * (a[i] - ma)
		bb += (b[i] - mb) * (b[i] - mb)
	}
	spread := aa * bb
	if math.IsNaN(spread) || math.IsNaN(ab) || math.IsInf(spread, 0) || spread < 1e-12 {
		return 0
	}
	return min(max(ab/math.Sqrt(spread), -1), 1)
}

// Kilometres is the great-circle distance on a sphere of 12,742 km diameter (haversine).
func Kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	a, b := math.Sin(rad(lat2-lat1)/2), math.Sin(rad(lon2-lon1)/2)
	h := a*a + math.Cos(rad(lat1))*math.Cos(rad(lat2))*b*b
	return 12742 * math.Asin(math.Sqrt(min(max(h, 0), 1)))
}
