package form

import (
	"maps"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Kind is one form of the service.
type Kind string

// The forms, in the order of the process. The first, second, fourth and fifth have a shape and verbs of their own; the
// others are Papers.
const (
	Referral    Kind = "referral"     // lähete
	Agreement   Kind = "agreement"    // yhteistyösopimus
	Profile     Kind = "profile"      // ammatillinen profiili
	SearchPlan  Kind = "search_plan"  // työnhakusuunnitelma
	Meeting     Kind = "meeting"      // työnantajatapaaminen
	Start       Kind = "start"        // työsuhteen aloittaminen
	SupportPlan Kind = "support_plan" // suunnitelma työsuhteen aikaisesta tuesta
	Gig         Kind = "gig"          // keikkatyö
	Finish      Kind = "finish"       // työsuhteen päättyminen
	StudyPlan   Kind = "study_plan"   // opintoihin liittyvä suunnitelma
	After       Kind = "after"        // IPS-valmennuksen jälkeen
	FinalReport Kind = "final_report" // loppuraportti
)

// Kinds lists the forms in the order of the process.
func Kinds() []Kind {
	return []Kind{Referral, Agreement, Profile, SearchPlan, Meeting, Start, SupportPlan, Gig, Finish, StudyPlan, After, FinalReport}
}

// Papers lists the forms that are Papers.
func Papers() []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool {
		_, ok := Definition(k)
		return !ok
	})
}

// FieldType is what goes into a field.
type FieldType string

// The types of fields.
const (
	LineField   FieldType = "line" // one line, at most 200 characters
	TextField   FieldType = "text" // at most 2,000 characters
	DateField   FieldType = "date"
	NumberField FieldType = "number" // whole, from 0 to Most
	ChoiceField FieldType = "choice"
)

// Field is one field of a form.
type Field struct {
	Key     string
	Type    FieldType
	Must    bool
	Most    int      // of a number
	Choices []string // of a choice
}

// Def says what a form asks for.
type Def struct {
	Kind    Kind
	Repeats bool // a course can hold several
	Signed  bool // has a place for signatures when printed
	Shown   bool // the client reads it on their own pages
	Fields  []Field
}

// Definition is what a form asks for; false for a form with a shape of its own. The fields are this program's own.
func Definition(k Kind) (Def, bool) {
	line := func(key string) Field { return Field{Key: key, Type: LineField} }
	text := func(key string) Field { return Field{Key: key, Type: TextField} }
	day := func(key string) Field { return Field{Key: key, Type: DateField} }
	number := func(key string, most int) Field { return Field{Key: key, Type: NumberField, Most: most} }
	choice := func(key string, of ...string) Field { return Field{Key: key, Type: ChoiceField, Choices: of} }
	must := func(f Field) Field { f.Must = true; return f }
	for _, d := range []Def{
		{Profile, false, true, true, []Field{must(text("summary")), text("conditions"), text("next")}},
		{Start, true, true, false, []Field{
			must(line("organisation")), must(line("title")), must(day("from")), day("until"), number("hours", 60), line("wage"), line("agreement"),
			line("decision"), text("adjustments"), text("told"),
		}},
		{SupportPlan, false, true, true, []Field{
			must(text("who")), must(text("often")), choice("where", "on_site", "off_site", "both"), text("natural"), text("fading"), line("crisis"), line("employer"), day("review"),
		}},
		{Gig, true, false, false, []Field{must(line("organisation")), must(line("work")), must(day("on")), number("minutes", 1440), line("pay"), text("feedback"), text("benefits")}},
		{Finish, true, false, false, []Field{must(line("organisation")), must(day("last")), must(choice("reason", finishReasons()...)), text("lessons"), text("next")}},
		{StudyPlan, false, true, true, []Field{must(text("goal")), line("school"), text("support"), day("from"), day("review")}},
		{After, false, true, true, []Field{must(text("transfer")), text("natural"), line("contact"), day("review")}},
		{FinalReport, false, true, true, []Field{must(text("activity")), must(text("outcomes")), text("goals"), text("recommendations")}},
	} {
		if d.Kind == k {
			return d, true
		}
	}
	return Def{}, false
}

func finishReasons() []string {
	return []string{"fixed_term", "client_resigned", "trial_period", "employer_ended", "moved_to_other_work", "studies", "other"}
}

// Input is what a coach writes into a form.
type Input struct {
	Day     marketplace.Date
	Present string
	Values  map[string]string
}

// Checked gives the input in its stored form, or what is wrong with it.
func (d Def) Checked(in Input, today marketplace.Date) (Input, error) {
	var f check.Fields
	Past(&f, "day", in.Day, today)
	in.Present = check.Line(in.Present)
	f.Need("present", in.Present != "")
	f.Text("present", in.Present, 200)
	out := map[string]string{}
	for _, field := range d.Fields {
		if v := field.checked(&f, in.Values[field.Key]); v != "" {
			out[field.Key] = v
		}
	}
	for _, key := range slices.Sorted(maps.Keys(in.Values)) {
		if !slices.ContainsFunc(d.Fields, func(known Field) bool { return known.Key == key }) {
			f.Add(key, "coaching.no_field")
		}
	}
	in.Values = out
	return in, marketplace.InvalidFields(f.Errors())
}

func (d Field) checked(f *check.Fields, v string) string {
	if v = check.Text(v); d.Type != TextField {
		v = check.Line(v)
	}
	f.Need(d.Key, v != "" || !d.Must)
	if v == "" {
		return ""
	}
	switch d.Type {
	case LineField:
		f.Text(d.Key, v, 200)
	case TextField:
		f.Text(d.Key, v, 2000)
	case DateField:
		f.Date(d.Key, marketplace.Date(v))
	case ChoiceField:
		f.OneOf(d.Key, v, d.Choices...)
	case NumberField:
		n, err := strconv.Atoi(v)
		if err != nil {
			f.Add(d.Key, "field.number", "value", v)
			return v
		}
		f.Range(d.Key, n, 0, d.Most)
		return strconv.Itoa(n)
	}
	return v
}
