package carving

import (
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/matching"
)

// The bounds of a carving: lengths in characters, and how many entries a list may have.
const (
	maxTitle    = 120
	maxName     = 200
	maxWho      = 80
	maxSummary  = 4000
	maxDuties   = 100
	maxJobs     = 20
	maxPerJob   = 40 // duties of one job: what a task holds
	maxPeople   = 200
	weekMinutes = 7 * 24 * 60
	maxCents    = 1_000_00 // a thousand euros an hour is a typing error
)

// Normalise gives the content in the form in which it is stored: texts trimmed, empty duties and jobs left out, a key for
// each, and duties only in jobs that exist and only when they may be given away. Normalising twice changes nothing.
func (c Content) Normalise() Content {
	c.Title, c.Sector = check.Line(c.Title), check.Line(c.Sector)
	if c.Lang == "" {
		c.Lang = "fi"
	}
	c.Duties, c.Jobs = duties(c.Duties), jobs(c.Jobs)
	for i, d := range c.Duties {
		if _, ok := c.Job(d.Job); !ok || !d.free() {
			c.Duties[i].Job = ""
		}
	}
	var filled []Job
	for _, j := range c.Jobs {
		if j.Title != "" || len(c.Of(j.Key)) > 0 {
			filled = append(filled, j)
		}
	}
	c.Jobs = filled
	return c
}

func duties(list []Duty) []Duty {
	var out []Duty
	keys := newKeys("d", list, func(d Duty) string { return d.Key })
	for _, d := range list {
		d.Name, d.Who = check.Line(d.Name), check.Line(d.Who)
		if d.Name == "" && d.Who == "" && d.Minutes == 0 {
			continue
		}
		d.Key = keys.one(d.Key)
		out = append(out, d)
	}
	return out
}

func jobs(list []Job) []Job {
	var out []Job
	keys := newKeys("j", list, func(j Job) string { return j.Key })
	for _, j := range list {
		j.Title, j.Summary, j.Postal = check.Line(j.Title), check.Text(j.Summary), check.Line(j.Postal)
		j.People = max(j.People, 1)
		j.Hazards, j.Allergens, j.Adaptations = check.Choice(j.Hazards), check.Choice(j.Allergens), check.Keys(j.Adaptations)
		j.Demands = slices.Clone(j.Demands)
		slices.SortStableFunc(j.Demands, func(a, b matching.Demand) int { return strings.Compare(string(a.Dimension), string(b.Dimension)) })
		j.Key = keys.one(j.Key)
		out = append(out, j)
	}
	return out
}

// keyring gives each entry of a list a key of its own: the one it has, unless another had it before.
type keyring struct {
	prefix string
	last   int
	used   map[string]bool
}

func newKeys[T any](prefix string, list []T, key func(T) string) *keyring {
	k := &keyring{prefix: prefix, used: map[string]bool{}}
	for _, entry := range list {
		if n, ok := k.number(key(entry)); ok {
			k.last = max(k.last, n)
		}
	}
	return k
}

// maxKey keeps the numbers in keys small: a key with a larger one is no key of ours.
const maxKey = 1_000_000

func (k *keyring) number(key string) (int, bool) {
	digits, ok := strings.CutPrefix(key, k.prefix)
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || n > maxKey || strconv.Itoa(n) != digits {
		return 0, false
	}
	return n, true
}

func (k *keyring) one(key string) string {
	if _, ok := k.number(key); !ok || k.used[key] {
		k.last++
		key = k.prefix + strconv.Itoa(k.last)
	}
	k.used[key] = true
	return key
}

// Add appends duties by their names, one a line; a name that is listed already is passed over. Numbers at the end of a
// line, as in "Tiskaaminen 120", are its minutes a week.
func (c Content) Add(lines string) Content {
	c.Duties = slices.Clone(c.Duties)
	for line := range strings.Lines(lines) {
		d := oneLine(check.Line(line))
		same := func(other Duty) bool { return strings.EqualFold(other.Name, d.Name) }
		if d.Name != "" && !slices.ContainsFunc(c.Duties, same) {
			c.Duties = append(c.Duties, d)
		}
	}
	return c.Normalise()
}

// oneLine reads "Tiskaaminen 120", "Tiskaaminen: 120 min" or "Tiskaaminen".
func oneLine(line string) Duty {
	words := strings.Fields(strings.TrimSuffix(strings.TrimLeft(line, "-–•* "), "min"))
	if len(words) < 2 {
		return Duty{Name: strings.Join(words, " ")}
	}
	n, err := strconv.Atoi(words[len(words)-1])
	if err != nil || n < 1 || n > weekMinutes {
		return Duty{Name: strings.TrimLeft(line, "-–•* ")}
	}
	return Duty{Name: strings.TrimRight(strings.Join(words[:len(words)-1], " "), ":,;–- "), Minutes: n}
}

// Gather puts duties into jobs as said, by their keys; a job whose duties change has to be gone through again. Duties
// that are not named stay where they are.
func (c Content) Gather(into map[string]string) Content {
	c.Duties, c.Jobs = slices.Clone(c.Duties), slices.Clone(c.Jobs)
	for i, d := range c.Duties {
		job, named := into[d.Key]
		if !named || job == d.Job {
			continue
		}
		for k := range c.Jobs {
			if key := c.Jobs[k].Key; key == job || key == d.Job {
				c.Jobs[k].Checked = false
			}
		}
		c.Duties[i].Job = job
	}
	return c.Normalise()
}

// Validate names every field that is wrong and how to mend it. Only what is there is checked, so that a carving can be
// saved at every step; see Missing for what has to be there.
func (c Content) Validate(cat *Catalogue, f *check.Fields) []marketplace.FieldError {
	f.Text("title", c.Title, maxTitle)
	f.OneOf("lang", c.Lang, "fi", "sv", "en")
	if c.Sector != "" {
		f.OneOf("sector", c.Sector, cat.sectorKeys()...)
	}
	f.Count("duties", len(c.Duties), maxDuties)
	f.Count("jobs", len(c.Jobs), maxJobs)
	f.Range("hour_cents", int(c.HourCents), 0, maxCents)
	for i, d := range c.Duties {
		d.check(f, check.At("duties", i), cat)
	}
	for i, j := range c.Jobs {
		j.check(f, check.At("jobs", i), cat)
		f.Count(check.At("jobs", i)+".duties", len(c.Of(j.Key)), maxPerJob)
		if c.Minutes(j.Key)/max(j.People, 1) > weekMinutes {
			f.Add(check.At("jobs", i)+".people", "carving.too_much")
		}
	}
	return f.Errors()
}

func (d Duty) check(f *check.Fields, at string, cat *Catalogue) {
	f.Need(at+".name", d.Name != "")
	f.Text(at+".name", d.Name, maxName)
	f.Text(at+".who", d.Who, maxWho)
	f.Range(at+".minutes", d.Minutes, 0, weekMinutes)
	if d.Often != "" {
		f.OneOf(at+".often", string(d.Often), check.Words(Oftens())...)
	}
	if d.Mark != "" {
		f.OneOf(at+".mark", string(d.Mark), check.Words(Marks())...)
	}
	if d.Type != "" && d.Type != NoType {
		f.OneOf(at+".type", d.Type, cat.typeKeys()...)
	}
}

func (j Job) check(f *check.Fields, at string, cat *Catalogue) {
	f.Text(at+".title", j.Title, maxTitle)
	f.Text(at+".summary", j.Summary, maxSummary)
	f.Range(at+".people", j.People, 1, maxPeople)
	f.Postal(at+".postal", j.Postal)
	f.Choice(at+".hazards", "hazard", j.Hazards)
	f.Choice(at+".allergens", "allergen", j.Allergens)
	f.Keys(at+".adaptations", "adaptation", j.Adaptations)
	if j.Route != "" {
		f.OneOf(at+".route", string(j.Route), check.Words(cat.Routes())...)
	}
	seen := map[matching.Dimension]bool{}
	for i, d := range j.Demands {
		at := check.At(at+".demands", i)
		if !f.Scale.Has("scale", string(d.Dimension)) {
			f.Add(at+".dimension", "field.dimension", "value", string(d.Dimension))
		}
		if seen[d.Dimension] {
			f.Add(at+".dimension", "field.twice", "value", string(d.Dimension))
		}
		seen[d.Dimension] = true
		f.Range(at+".level", d.Level, 0, matching.MaxLevel)
	}
}

// Missing names what has to be told before the jobs become drafts. What a draft still lacks is asked when it is published.
func (c Content) Missing() []marketplace.FieldError {
	var f check.Fields
	if len(c.Jobs) == 0 {
		f.Add("jobs", "carving.no_jobs")
	}
	for i, j := range c.Jobs {
		at := check.At("jobs", i)
		f.Need(at+".title", j.Title != "")
		f.Need(at+".route", j.Route != "")
		if len(c.Of(j.Key)) == 0 {
			f.Add(at+".duties", "carving.no_duties")
		}
	}
	return f.Errors()
}
