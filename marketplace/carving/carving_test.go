package carving

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// Tasks are typed one a line, as people write lists; what is there already is not listed twice.
func TestFastListing(t *testing.T) {
	c := Content{}.Add("Tiskaaminen 120\n\n - Pöytien pyyhkiminen: 60 min\n•\tRoskien vienti\ntiskaaminen\nPalaveri vuonna 2026\nHuone 99999\n")
	c = c.Add("Roskien vienti\nKahvinkeitto")
	want := []Duty{
		{Key: "d1", Name: "Tiskaaminen", Minutes: 120},
		{Key: "d2", Name: "Pöytien pyyhkiminen", Minutes: 60},
		{Key: "d3", Name: "Roskien vienti"},
		{Key: "d4", Name: "Palaveri vuonna", Minutes: 2026},
		{Key: "d5", Name: "Huone 99999"},
		{Key: "d6", Name: "Kahvinkeitto"},
	}
	if diff := cmp.Diff(want, c.Duties); diff != "" {
		t.Error(diff)
	}
}

// anyContent is whatever a caller could send: jobs and duties with keys of others, twice, or none.
func anyContent() *rapid.Generator[Content] {
	job := rapid.SampledFrom([]string{"", "j1", "j2", "j3", "d1", "x"})
	return rapid.Custom(func(t *rapid.T) Content {
		return Content{
			Title: rapid.String().Draw(t, "title"),
			Duties: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Duty {
				return Duty{
					Key: rapid.SampledFrom([]string{"", "d1", "d2", "d7", "j1"}).Draw(t, "key"), Name: rapid.SampledFrom([]string{"Tiskaus", "Siivous", "", "Rästit"}).Draw(t, "name"),
					Minutes: rapid.IntRange(0, 3000).Draw(t, "minutes"), Who: rapid.SampledFrom([]string{"", "Kokki", "Tarjoilija"}).Draw(t, "who"),
					Mark: rapid.SampledFrom(append(Marks(), "")).Draw(t, "mark"), Job: job.Draw(t, "job"),
				}
			}), 0, 12).Draw(t, "duties"),
			Jobs: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Job {
				return Job{
					Key: job.Draw(t, "key"), Title: rapid.SampledFrom([]string{"", "Apulainen"}).Draw(t, "title"), People: rapid.IntRange(0, 5).Draw(t, "people"),
					Route: rapid.SampledFrom([]Route{"", "crew", "gig"}).Draw(t, "route"), Checked: rapid.Bool().Draw(t, "checked"),
				}
			}), 0, 5).Draw(t, "jobs"),
			HourCents: rapid.Int64Range(0, maxCents).Draw(t, "cents"),
		}
	})
}

// Whatever is sent: each duty is in at most one job, the minutes of the jobs are never more than those listed, nor are
// those of the tasks made of them, or the time said to become free; and storing twice changes nothing.
func TestNoMinuteIsGivenAwayTwice(t *testing.T) {
	w := newWorld(t)
	scale, table := w.Scale, loaded().esco
	rapid.Check(t, func(t *rapid.T) {
		c := anyContent().Draw(t, "content").Normalise()
		if diff := cmp.Diff(c, c.Normalise()); diff != "" {
			t.Fatalf("storing again changes it: %s", diff)
		}
		in, keys, listed, given := map[string]int{}, map[string]bool{}, minutes(c.Free()), 0
		for _, j := range c.Jobs {
			if keys[j.Key] || j.Key == "" {
				t.Fatalf("two jobs with the key %q", j.Key)
			}
			keys[j.Key] = true
			for _, d := range c.Of(j.Key) {
				in[d.Key]++
			}
			given += c.Minutes(j.Key)
			made := c.Draft(j, w.Catalogue).Normalise()
			if made.WeekMinutes.Max*made.Places > c.Minutes(j.Key) {
				t.Fatalf("a task of %d × %d minutes out of %d", made.Places, made.WeekMinutes.Max, c.Minutes(j.Key))
			}
			if len(w.bad(c)) == 0 {
				if bad := made.Validate(scale, w.Places, table); len(bad) > 0 {
					t.Fatalf("the carving is good and its task is not: %v", bad)
				}
			}
		}
		for key, n := range in {
			if n != 1 {
				t.Fatalf("%s is in %d jobs", key, n)
			}
		}
		if given > listed || c.FreedMinutes() > given {
			t.Fatalf("%d minutes listed, %d given away, %d freed", listed, given, c.FreedMinutes())
		}
	})
}

// Gathering moves duties as said, asks to go through the jobs again that changed, and leaves the others alone.
func TestGathering(t *testing.T) {
	c := kitchen()
	c.Jobs = append(c.Jobs, Job{Key: "j2", Title: "Salin apu"}, Job{Key: "j3", Title: "Muu"})
	for i := range c.Jobs {
		c.Jobs[i].Checked = true
	}
	got := c.Normalise().Gather(map[string]string{"d4": "j2", "d5": "", "d1": "j2", "d9": "j1", "d6": "j1"})
	want := map[string]string{"d1": "", "d2": "j1", "d3": "j1", "d4": "j2", "d5": "", "d6": ""}
	for _, d := range got.Duties {
		if d.Job != want[d.Key] {
			t.Errorf("%s is in %q, want %q", d.Key, d.Job, want[d.Key])
		}
	}
	if got.Jobs[0].Checked || got.Jobs[1].Checked || !got.Jobs[2].Checked {
		t.Errorf("to go through again: %+v", got.Jobs)
	}
	if !c.Jobs[0].Checked || c.Duties[3].Job != "j1" {
		t.Error("gathering changed what it was given")
	}
}

func TestFreedAndWorth(t *testing.T) {
	c := kitchen().Normalise()
	if diff := cmp.Diff([]Freed{{"Kokki", 600}, {"Tarjoilija", 100}}, c.Freed()); diff != "" {
		t.Error(diff)
	}
	if cents, ok := c.Worth(); !ok || cents != 28000 {
		t.Errorf("worth %d %v", cents, ok)
	}
	c.HourCents = 0
	if _, ok := c.Worth(); ok {
		t.Error("a worth without a cost of an hour")
	}
}

func TestContentThatIsWrong(t *testing.T) {
	w := newWorld(t)
	for name, tc := range map[string]struct {
		change func(*Content)
		field  string
	}{
		"a long title":             {func(c *Content) { c.Title = strings.Repeat("ä", 121) }, "title"},
		"a language of nobody's":   {func(c *Content) { c.Lang = "xx" }, "lang"},
		"no such sector":           {func(c *Content) { c.Sector = "space" }, "sector"},
		"more than a week":         {func(c *Content) { c.Duties[0].Minutes = weekMinutes + 1 }, "duties[0].minutes"},
		"less than nothing":        {func(c *Content) { c.Duties[0].Minutes = -1 }, "duties[0].minutes"},
		"a duty without a name":    {func(c *Content) { c.Duties[1].Name = "" }, "duties[1].name"},
		"no such mark":             {func(c *Content) { c.Duties[0].Mark = "boring" }, "duties[0].mark"},
		"no such type":             {func(c *Content) { c.Duties[0].Type = "magic" }, "duties[0].type"},
		"no such frequency":        {func(c *Content) { c.Duties[0].Often = "never" }, "duties[0].often"},
		"a name of a person's":     {func(c *Content) { c.Duties[0].Who = strings.Repeat("x", 81) }, "duties[0].who"},
		"no such route":            {func(c *Content) { c.Jobs[0].Route = "slavery" }, "jobs[0].route"},
		"no such hazard":           {func(c *Content) { c.Jobs[0].Hazards = matching.Chosen("dragons") }, "jobs[0].hazards.values[0]"},
		"no such place":            {func(c *Content) { c.Jobs[0].Postal = "1" }, "jobs[0].postal"},
		"no such dimension":        {func(c *Content) { c.Jobs[0].Demands = []matching.Demand{{Dimension: "luck"}} }, "jobs[0].demands[0].dimension"},
		"a level above the scale":  {func(c *Content) { c.Jobs[0].Demands = []matching.Demand{{Dimension: "lifting", Level: 6}} }, "jobs[0].demands[0].level"},
		"too many people":          {func(c *Content) { c.Jobs[0].People = 201 }, "jobs[0].people"},
		"a million an hour":        {func(c *Content) { c.HourCents = 1_000_000_00 }, "hour_cents"},
		"more work than one can":   {func(c *Content) { c.Duties[1].Minutes, c.Duties[2].Minutes = weekMinutes, 2 }, "jobs[0].people"},
		"more duties than one can": {func(c *Content) { c.addMany(41, "j1") }, "jobs[0].duties"},
		"more duties than fit":     {func(c *Content) { c.addMany(101, "") }, "duties"},
	} {
		c := kitchen()
		tc.change(&c)
		bad := w.bad(c)
		if len(bad) != 1 || bad[0].Field != tc.field {
			t.Errorf("%s: %v, want %s", name, bad, tc.field)
		}
	}
	if bad := w.bad(kitchen()); len(bad) > 0 {
		t.Errorf("good content: %v", bad)
	}
}

func (c *Content) addMany(n int, job string) {
	c.Duties = nil
	for range n {
		c.Duties = append(c.Duties, Duty{Name: "Pikkuhomma", Mark: Somebody, Job: job})
	}
	if job == "" {
		c.Jobs = nil
	}
}

// A job that nobody has gone through is filled in from the types of its duties, but hazards and allergens stay not told;
// one that was gone through is taken as it is.
func TestDrafts(t *testing.T) {
	w, c := newWorld(t), kitchen().Normalise()
	got := c.Draft(c.Jobs[0], w.Catalogue)
	if got.Title != "Keittiöapulainen" || got.WeekMinutes != (matching.Window{Min: 760, Max: 760}) || got.Place.Postal != "20100" || got.Forms[0] != "pay_subsidy" {
		t.Errorf("draft: %+v", got)
	}
	if diff := cmp.Diff([]task.Step{{Name: "Astioiden pesu", Minutes: 400}, {Name: "Salaattien esivalmistelu", Minutes: 200}, {Name: "Pöytien pyyhkiminen", Minutes: 100}, {Name: "Varaston järjestäminen", Minutes: 60}}, got.Steps); diff != "" {
		t.Error(diff)
	}
	if len(got.Demands) < 5 || got.Hazards.Asked || got.Allergens.Asked || len(got.Adaptations) == 0 {
		t.Errorf("filled in: %+v", got)
	}
	for _, d := range got.Demands {
		if d.Dimension == "standing" && (d.Level != 3 || !d.Essential) {
			t.Errorf("the highest level counts: %+v", d)
		}
	}
	c.Jobs[0].Checked, c.Jobs[0].Hazards, c.Jobs[0].People, c.Jobs[0].Route = true, matching.Chosen(), 3, "crew"
	got = c.Draft(c.Jobs[0], w.Catalogue)
	if len(got.Demands) != 0 || !got.Hazards.Asked || got.Places != 3 || got.WeekMinutes.Max != 253 || got.Forms[0] != "subcontract" {
		t.Errorf("gone through: %+v", got)
	}
}

func TestMissing(t *testing.T) {
	if got := kitchen().Normalise().Missing(); len(got) > 0 {
		t.Errorf("%v", got)
	}
	c := kitchen()
	c.Jobs = append(c.Jobs, Job{Key: "j2", Title: "Tyhjä"})
	c.Jobs[0].Title, c.Jobs[0].Route = "", ""
	var got []string
	for _, f := range c.Missing() {
		got = append(got, f.Field)
	}
	if diff := cmp.Diff([]string{"jobs[0].title", "jobs[0].route", "jobs[1].route", "jobs[1].duties"}, got); diff != "" {
		t.Error(diff)
	}
	if got := (Content{}).Missing(); len(got) != 1 || got[0].Key != "carving.no_jobs" {
		t.Errorf("%v", got)
	}
}
