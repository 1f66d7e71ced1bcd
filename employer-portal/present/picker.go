package present

import (
	"cmp"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
)

// How many concepts a list offers.
const (
	mostSuggested = 8
	mostNeeded    = 20
)

// picker is one place of a form where occupations or skills are chosen.
type picker struct {
	key   string // in its address and ids
	field string
	label string // message key
	kind  string // occupation or skill
	one   bool   // only one can be chosen
	of    string // key of the picker of occupations whose essential skills are suggested
}

func pickers() []picker {
	return []picker{
		{key: "client-occupations", field: "goal.occupations", label: "portal.item.goal.occupations", kind: "occupation"},
		{key: "client-skills", field: "esco_skills", label: "portal.item.esco_skills", kind: "skill", of: "client-occupations"},
		{key: "task-occupation", field: "occupation", label: "portal.task.occupation", kind: "occupation", one: true},
		{key: "task-skills", field: "esco_skills", label: "portal.task.esco_skills", kind: "skill", of: "task-occupation"},
	}
}

func pickerOf(key string) (picker, bool) {
	for _, k := range pickers() {
		if k.key == key {
			return k, true
		}
	}
	return picker{}, false
}

func (k picker) id() string { return "pick-" + k.key }

// ofElsewhere is the field of occupations that were chosen in another part of the editor.
const ofElsewhere = "of"

// pick shows a picker. together says that the picker it depends on stands in the same form.
func (p Presenter) pick(f view.Form, key string, together bool) view.Block {
	k, _ := pickerOf(key)
	words := f.Input(k.field+".words", k.label+".words").WithHint(p.T(k.kind + ".hint"))
	words.ID, words.Error = view.FieldID(k.field), f.Wrong[k.field]
	out := &view.Picker{
		ID: k.id(), Legend: p.Lang.T(k.label), Words: words, Find: view.Button{Value: k.field, Text: p.T(k.kind + ".find")},
		URL: "/suggest/" + k.key, With: "#" + k.id(), Here: f.Values.Get("add") == k.field, List: p.list(f, k),
	}
	if of, ok := pickerOf(k.of); ok && together {
		out.With, out.After = out.With+", #"+of.id(), of.id()
	} else if ok {
		out.Of = distinct(slices.Concat(f.Values[of.field], f.Values[ofElsewhere]))
	}
	return view.Block{Picker: out}
}

// PickList is the list of a picker for what was typed and chosen so far; false if there is no such picker.
func (p Presenter) PickList(f view.Form, key string) (view.PickList, bool) {
	k, ok := pickerOf(key)
	if !ok {
		return view.PickList{}, false
	}
	return p.list(f, k), true
}

// list is what is chosen, then what the words find, then what the occupation needs; each only once.
func (p Presenter) list(f view.Form, k picker) view.PickList {
	out := view.PickList{ID: k.id() + "-list"}
	seen := map[string]bool{}
	group := func(label string, ids []string) int {
		var options []view.Option
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				options = append(options, view.Option{Value: id, Text: p.concept(k, id)})
			}
		}
		n := len(options)
		if n > 0 {
			if k.one && len(out.Groups) == 0 {
				options = append(options, view.Option{Text: p.T("occupation.none")})
			}
			out.Groups = append(out.Groups, p.picks(f, k, label, options))
		}
		return n
	}
	group(k.kind+".chosen", distinct(f.Values[k.field]))
	typed := strings.TrimSpace(f.Values.Get(k.field + ".words"))
	found := group(k.kind+".suggested", p.suggested(k, typed))
	needed := group("skill.needed", p.needed(f, k))
	switch {
	case typed != "" && found == 0:
		out.Status = p.T(k.kind+".nothing", "words", cut(typed, 40))
		out.Said = out.Status
	case typed != "":
		out.Said = p.N(k.kind+".found", found)
	case needed > 0:
		out.Said = p.N("skill.needed.found", needed)
	}
	return out
}

// picks is one group. Its ids come from what is chosen, not from the place in the list, so that a fetched list keeps them.
func (p Presenter) picks(f view.Form, k picker, label string, options []view.Option) view.Field {
	var field view.Field
	if k.one {
		field = f.Radios(k.field, "portal."+label, options)
	} else {
		field = f.Checks(k.field, "portal."+label, options).In("columns")
	}
	for i := range field.Options {
		field.Options[i].ID = view.FieldID(k.key + "." + label + "." + field.Options[i].Value)
	}
	return field
}

func (p Presenter) concept(k picker, id string) string {
	if k.kind == "skill" {
		return p.Skill(id)
	}
	return p.Occupation(id)
}

func (p Presenter) suggested(k picker, typed string) []string {
	var out []string
	lang := string(p.Lang.Voice)
	if k.kind == "skill" {
		for _, s := range p.Suggest.Skills(typed, lang, mostSuggested) {
			out = append(out, s.ID)
		}
		return out
	}
	for _, o := range p.Suggest.Occupations(typed, lang, mostSuggested) {
		out = append(out, o.ID)
	}
	return out
}

// needed are the essential skills of the occupations chosen, by name.
func (p Presenter) needed(f view.Form, k picker) []string {
	of, ok := pickerOf(k.of)
	if !ok {
		return nil
	}
	var out []string
	for _, occupation := range distinct(slices.Concat(f.Values[of.field], f.Values[ofElsewhere])) {
		for _, s := range p.ESCO.Essential(occupation) {
			if !slices.Contains(f.Values[k.field], s.ID) && !slices.Contains(out, s.ID) {
				out = append(out, s.ID)
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(p.Skill(a), p.Skill(b)), cmp.Compare(a, b)) })
	return out[:min(len(out), mostNeeded)]
}

// mostChosen bounds what a list shows of what was sent: forms hold far fewer.
const mostChosen = 60

// distinct are the different values, without empty ones.
func distinct(values []string) []string {
	var out []string
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && len(out) < mostChosen && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// Skill is the name of an ESCO skill; the id when it is not known.
func (p Presenter) Skill(id string) string {
	if s, ok := p.ESCO.Skill(id); ok {
		return s.Label(string(p.Lang.Voice))
	}
	return cut(id, 80)
}

// Skills are the names of ESCO skills, joined by commas.
func (p Presenter) Skills(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = p.Skill(id)
	}
	return strings.Join(out, ", ")
}
