// Package likeness measures how alike two texts, two interest profiles or two places are. Its numbers are what the
// points of matching are made of.
//
// Grams are the pieces of words of a text, Cosine their likeness (0 to 1), Correlation the likeness of two interest
// profiles (-1 to 1), Kilometres the distance of two places as the crow flies.
//
// It must not learn: no measure depends on other texts than the two at hand, so the same pair always gets the same
// number. It knows no scale, profile or task.
//
// Read next: matching/points.go, which turns likeness into points.
package likeness
