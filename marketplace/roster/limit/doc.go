// Package limit counts what one participant does in a roster against what the law lets that work form be: hours a day, days a
// week, days in twelve months, months in all, rest, and what protects people under eighteen.
//
// A Shift is worked or planned time of one person on one day; a Person is what the limits have to know about somebody, never
// who it is. A Count is one number beside its limit, over the days from From to To, with the rule it goes by and By, who keeps
// count (laskee): the county of rehabilitative work activity, the labour authority of work trials, the organiser of work
// activity, the employer of its employees. Who keeps count is a reading of ours.
//
// It must not do I/O, hold a number of its own, or say which person it is about. Minutes are worked minutes without breaks; a
// week is Monday to Sunday; twelve months are counted back from each day, so that no window is missed. What the plan of a whole
// placement has to keep to (least length of a period, light work) is asked by marketplace/placement/gate.
//
// Read next: limit.go for the values and the forms, days.go for how shifts become days, young.go for people under eighteen;
// testdata/boundaries.md for every boundary.
package limit
