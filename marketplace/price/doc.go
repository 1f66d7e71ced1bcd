// Package price is the price book (hinnasto) of an organiser: what one crew hour, supervisor hour, piece, square metre,
// fixed result, journey or material costs the buyer, from which day on, and whether the price covers what it costs to do.
//
// A Book is one document of an organiser. An Item is one thing that is sold, with dated Versions: a Version is never changed,
// another follows it, and none begins before today, so that what was priced stays priced. The day of supply decides which one
// counts (Item.At). A Cost is the full cost (täysi kustannus) of one unit by parts; the margin (kate) stands beside it. A
// Verdict says whether a price covers its cost, is below it, or that the cost is not reckoned. To retire an item (poistaa
// myynnistä) is to sell it no more from a day on.
//
// It must not take public support off a cost: wage subsidies and the like are there for the participant, and a price below
// full cost would hand them on to the buyer and away from firms that sell without them (competition neutrality,
// Competition Act 948/2011 30 a §; the complaint about labour leased out below cost that the competition authority handled
// in 2000). A price below cost is not forbidden; it needs a reason and a named person. It knows no buyer, order or value added tax.
// Materials are a part of the cost of their own, because a fixed result and a square metre cannot be priced without them.
//
// Read next: price.go for the document, cost.go and verdict.go for the check, line.go for quantities, then the verbs: add.go
// and retire.go.
package price
