package matching

// Task is what matching may know about a task: what it asks of a person and what it offers. No employer, no pay.
type Task struct {
	ID           string
	Title        string
	Text         string   // description and the names of the single tasks, free words
	Occupation   string   // ISCO-08 code, four digits; empty = not told
	OccupID      string   // ESCO occupation id; empty = not told
	SkillIDs     []string `json:",omitempty"` // ESCO skill ids that the task uses, if told
	Demands      []Demand
	WeekMinutes  Window   // the least and the most working time, minutes a week
	DayMinutes   int      // the usual length of a day, minutes; 0 = not told
	Weekdays     Choice   // days that the task needs
	Shifts       Choice   // all the shifts that the task needs
	Place        Place    // where the work is done
	Certificates []string // that must be held
	Hazards      Choice   // present at the work; Asked false = the employer has not told
	Allergens    Choice   // present at the work; Asked false = the employer has not told
	Forms        []string // work form routes that the employer offers; one that suits is enough
	Adaptations  []string // that the employer offers
	Support      int      // how much support the place gives, 0 none to 3 daily
	Interests    *Interests
}

// Demand is how much of one dimension the task asks for.
type Demand struct {
	Dimension Dimension `json:"dimension"`
	Level     int       `json:"level"`               // 0 to 5
	Essential bool      `json:"essential,omitempty"` // the task cannot be done without it
	Adaptable bool      `json:"adaptable,omitempty"` // the employer is ready to change it
}

// Place is where the work is done.
type Place struct {
	Known    bool
	Lat, Lon float64 // degrees
}
