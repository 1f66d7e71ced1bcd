package view

// Picker is where somebody finds occupations or skills by words and chooses. A button beside the words sends the form to
// get the list; with scripts the list follows what is typed.
type Picker struct {
	ID     string // of the whole
	Legend string
	Words  Field // what is looked for; its id is that of the field, so that errors lead here
	Find   Button
	URL    string   // where the list comes from while somebody types
	With   string   // selectors of what is sent along: the picker itself, and the one it depends on
	After  string   // id of the picker whose choices change this list too; empty for none
	Of     []string // occupations that stand elsewhere and whose skills are suggested
	Here   bool     // the button was just pressed: the page opens here
	List   PickList
}

// PickList is what can be chosen just now.
type PickList struct {
	ID     string
	Status string // what was found, in words; empty when nothing was looked for
	Said   string // what is said aloud when the list was fetched
	Groups []Field
}

// Button sends the form to get more to choose from, without saving.
type Button struct{ Value, Text string }
