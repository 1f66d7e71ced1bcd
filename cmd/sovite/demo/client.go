package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/matching"
)

// clientFile is a client as it stands in a file.
type clientFile struct {
	ID        marketplace.ID `json:"id"`
	Note      string         `json:"note"`
	Org       marketplace.ID `json:"org"`
	Coach     marketplace.ID `json:"coach"`
	Name      string         `json:"name"`
	Code      string         `json:"code"`
	Lang      string         `json:"lang"`
	Status    profile.Status `json:"status"`
	Counted   bool           `json:"counted"`
	Confirmed bool           `json:"confirmed"`
	Profile   profileFile    `json:"profile"`

	Own      map[matching.Dimension]ability `json:"own"`
	Evidence []evidence.Item                `json:"evidence"`
	Together *profile.Together              `json:"together"`
}

// profileFile is the profile of a client. A list or number that is missing was not asked.
type profileFile struct {
	Strengths    []string                       `json:"strengths"`
	Motivation   string                         `json:"motivation"`
	Resources    string                         `json:"resources"`
	Goal         profile.Goal                   `json:"goal"`
	Interests    *matching.Interests            `json:"interests"`
	Liked        []string                       `json:"liked"`
	Disliked     []string                       `json:"disliked"`
	Experience   []profile.Experience           `json:"experience"`
	Education    []profile.Education            `json:"education"`
	Skills       []string                       `json:"skills"`
	Certificates *[]string                      `json:"certificates"`
	Abilities    map[matching.Dimension]ability `json:"abilities"`
	Adaptations  *[]string                      `json:"adaptations"`
	Refused      []string                       `json:"refused"`
	Support      *int                           `json:"support"`
	SupportNote  string                         `json:"support_note"`
	Availability availability                   `json:"availability"`
	Travel       profile.Travel                 `json:"travel"`
	Hazards      *[]string                      `json:"hazards"`
	Allergens    *[]string                      `json:"allergens"`
	Forms        *[]string                      `json:"forms"`
	MustNot      map[matching.Dimension]level   `json:"must_not"`
}

type ability struct {
	Level  level            `json:"level"`
	Note   string           `json:"note"`
	Source string           `json:"source"`
	On     marketplace.Date `json:"on"`
}

type availability struct {
	WeekHours weekHours        `json:"week_hours"`
	DayHours  hours            `json:"day_hours"`
	Weekdays  *[]string        `json:"weekdays"`
	Shifts    *[]string        `json:"shifts"`
	From      marketplace.Date `json:"from"`
	Stamina   string           `json:"stamina"`
}

func (f clientFile) client() Client {
	return Client{
		Client: profile.Client{
			ID: f.ID, Org: f.Org, Coach: f.Coach, Name: f.Name, Code: f.Code, Lang: f.Lang, Status: f.Status,
		},
		Note:      f.Note,
		Confirmed: f.Confirmed,
		Counted:   f.Counted,
		Content:   f.Profile.content(),
		Own:       answers(f.Own),
		Evidence:  f.Evidence,
		Together:  f.Together,
	}
}

func (f profileFile) content() profile.Content {
	return profile.Content{
		Strengths:    f.Strengths,
		Motivation:   f.Motivation,
		Resources:    f.Resources,
		Goal:         f.Goal,
		Interests:    f.Interests,
		Liked:        f.Liked,
		Disliked:     f.Disliked,
		Experience:   f.Experience,
		Education:    f.Education,
		Skills:       f.Skills,
		Certificates: choice(f.Certificates),
		Abilities:    answers(f.Abilities),
		Adaptations:  choice(f.Adaptations),
		Refused:      f.Refused,
		Support:      f.Support,
		SupportNote:  f.SupportNote,
		Availability: f.Availability.content(),
		Travel:       f.Travel,
		Hazards:      choice(f.Hazards),
		Allergens:    choice(f.Allergens),
		Forms:        choice(f.Forms),
		MustNot:      ratings(f.MustNot),
	}
}

func (f availability) content() profile.Availability {
	return profile.Availability{
		WeekMinutes: f.WeekHours.window(),
		DayMinutes:  f.DayHours.minutes(),
		Weekdays:    choice(f.Weekdays),
		Shifts:      choice(f.Shifts),
		From:        f.From,
		Stamina:     f.Stamina,
	}
}

func answers(all map[matching.Dimension]ability) map[matching.Dimension]profile.Answer {
	if len(all) == 0 {
		return nil
	}
	out := make(map[matching.Dimension]profile.Answer, len(all))
	for d, a := range all {
		out[d] = profile.Answer{Rating: matching.Rating(a.Level), Note: a.Note, Source: a.Source, On: a.On}
	}
	return out
}

func ratings(all map[matching.Dimension]level) matching.Ratings {
	if len(all) == 0 {
		return nil
	}
	out := make(matching.Ratings, len(all))
	for d, l := range all {
		out[d] = matching.Rating(l)
	}
	return out
}
