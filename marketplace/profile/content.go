package profile

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/matching"
)

// Content is everything a version of the profile says. The order is the order of the editor: strengths first, limits
// last. An empty field means "not asked"; a matching.Choice that is asked and empty means "asked: none".
type Content struct {
	Strengths    []string                      `json:"strengths,omitempty"`  // personal strengths, one per line
	Motivation   string                        `json:"motivation,omitempty"` // why work, and why now
	Resources    string                        `json:"resources,omitempty"`  // people and things in life that carry
	Goal         Goal                          `json:"goal"`
	Interests    *matching.Interests           `json:"interests,omitempty"` // six numbers, 0 to 1
	Liked        []string                      `json:"liked,omitempty"`     // tasks liked
	Disliked     []string                      `json:"disliked,omitempty"`  // tasks disliked
	Experience   []Experience                  `json:"experience,omitempty"`
	Education    []Education                   `json:"education,omitempty"`
	Skills       []string                      `json:"skills,omitempty"`
	ESCOSkills   []string                      `json:"esco_skills,omitempty"` // ESCO skill ids chosen, at most thirty
	Certificates matching.Choice               `json:"certificates"`
	Abilities    map[matching.Dimension]Answer `json:"abilities,omitempty"`
	Adaptations  matching.Choice               `json:"adaptations"`       // adaptations that help
	Refused      []string                      `json:"refused,omitempty"` // adaptations that do not suit; never suggested
	Support      *int                          `json:"support,omitempty"` // support needed at work, 0 none to 3 daily
	SupportNote  string                        `json:"support_note,omitempty"`
	Availability Availability                  `json:"availability"`
	Travel       Travel                        `json:"travel"`
	Hazards      matching.Choice               `json:"hazards"`            // must not be at the workplace
	Allergens    matching.Choice               `json:"allergens"`          // must not be at the workplace
	Forms        matching.Choice               `json:"forms"`              // work forms wanted
	MustNot      matching.Ratings              `json:"must_not,omitempty"` // the highest demand ever allowed, such as "must not lift more"
	Evidence     []evidence.Item               `json:"evidence,omitempty"` // oldest first; only AddEvidence and StrikeEvidence change it
}

// Goal is the career goal.
type Goal struct {
	Text        string   `json:"text,omitempty"`        // in the client's own words
	Occupations []string `json:"occupations,omitempty"` // ESCO occupation ids chosen, best first, at most five
}

// Experience is one earlier job, trial or activity.
type Experience struct {
	Title  string `json:"title"`
	Months int    `json:"months"` // 0 to 720
	Note   string `json:"note,omitempty"`
}

// Education is one school, course or training.
type Education struct {
	Name string `json:"name"`
	Year int    `json:"year,omitempty"`
}

// Answer is one rating with where it comes from.
type Answer struct {
	Rating matching.Rating  `json:"rating"`           // matching.Withheld: the client does not want to say
	Note   string           `json:"note,omitempty"`   // evidence, in work terms
	Source string           `json:"source,omitempty"` // who said it: client, coach, workplace
	On     marketplace.Date `json:"on,omitempty"`     // when
}

// Availability is when and how much.
type Availability struct {
	WeekMinutes matching.Window  `json:"week_minutes"`          // accepted working time, minutes a week; zero = not asked
	DayMinutes  int              `json:"day_minutes,omitempty"` // the most in one day, minutes; 0 = not asked
	Weekdays    matching.Choice  `json:"weekdays"`
	Shifts      matching.Choice  `json:"shifts"`
	From        marketplace.Date `json:"from,omitempty"`    // can start
	Stamina     string           `json:"stamina,omitempty"` // how strength lasts through a day, and how to build it up
}

// Travel is how far and how.
type Travel struct {
	Postal     string `json:"postal,omitempty"` // five digits; where the way to work starts
	Transport  string `json:"transport,omitempty"`
	MaxMinutes int    `json:"max_minutes,omitempty"` // one way; 0 = not asked
}
