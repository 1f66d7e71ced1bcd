package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// taskFile is a task as it stands in a file. A list or number that is missing was not told.
type taskFile struct {
	ID           marketplace.ID      `json:"id"`
	Note         string              `json:"note"`
	Org          marketplace.ID      `json:"org"`
	Status       task.Status         `json:"status"`
	Lang         string              `json:"lang"`
	Title        string              `json:"title"`
	Summary      string              `json:"summary"`
	Steps        []task.Step         `json:"steps"`
	Occupation   string              `json:"occupation"`
	Demands      []matching.Demand   `json:"demands"`
	Hazards      *[]string           `json:"hazards"`
	Allergens    *[]string           `json:"allergens"`
	Certificates []string            `json:"certificates"`
	WeekHours    weekHours           `json:"week_hours"`
	DayHours     hours               `json:"day_hours"`
	Weekdays     *[]string           `json:"weekdays"` // empty: any day will do
	Shifts       *[]string           `json:"shifts"`
	Place        task.Place          `json:"place"`
	Adaptations  []string            `json:"adaptations"`
	Support      int                 `json:"support"`
	Forms        []string            `json:"forms"`
	Interests    *matching.Interests `json:"interests"`
	Places       int                 `json:"places"`
	Pay          task.Pay            `json:"pay"`
	Start        marketplace.Date    `json:"start"`
}

func (f taskFile) task(employer string) Task {
	return Task{Note: f.Note, Task: task.Task{
		ID:           f.ID,
		Org:          f.Org,
		Employer:     employer,
		Status:       f.Status,
		Title:        f.Title,
		Summary:      f.Summary,
		Lang:         f.Lang,
		Steps:        f.Steps,
		Occupation:   f.Occupation,
		Demands:      f.Demands,
		Hazards:      choice(f.Hazards),
		Allergens:    choice(f.Allergens),
		Certificates: f.Certificates,
		WeekMinutes:  f.WeekHours.window(),
		DayMinutes:   f.DayHours.minutes(),
		Weekdays:     choice(f.Weekdays),
		Shifts:       choice(f.Shifts),
		Place:        f.Place,
		Adaptations:  f.Adaptations,
		Support:      f.Support,
		Forms:        f.Forms,
		Interests:    f.Interests,
		Places:       f.Places,
		Pay:          f.Pay,
		Start:        f.Start,
	}}
}
