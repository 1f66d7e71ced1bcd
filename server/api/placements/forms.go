package placements

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/server/api"
)

// PlacementTerms are what client, employer and coach agree to.
type PlacementTerms struct {
	Title       string `json:"title" doc:"No term: correcting it needs no new answers; nor do contact and arrival"`
	Form        string `json:"form" doc:"Work form of the vocabulary form"`
	Work        string `json:"work,omitempty"`
	Place       string `json:"place,omitempty"`
	Contact     string `json:"contact,omitempty"`
	Arrival     string `json:"arrival,omitempty"`
	Directs     string `json:"directs,omitempty" doc:"Who directs the work: employer or provider"`
	Days        int    `json:"days,omitempty" doc:"A week"`
	DayMinutes  int    `json:"day_minutes,omitempty"`
	WeekMinutes int    `json:"week_minutes,omitempty"`
	DayStart    int    `json:"day_start,omitempty" doc:"Minutes after midnight"`
	DayEnd      int    `json:"day_end,omitempty"`
	Break       int    `json:"break_minutes,omitempty"`
	WageKind    string `json:"wage_kind,omitempty" doc:"none, hour, month or agreement"`
	WageCents   int64  `json:"wage_cents,omitempty" doc:"Per hour or month, gross"`
	Start       string `json:"start,omitempty"`
	End         string `json:"end,omitempty" doc:"Last day; left out: until further notice"`
	Support     string `json:"support,omitempty"`
}

// PlacementAbout is what the gates have to know; the coach alone sees it.
type PlacementAbout struct {
	EmployerKind     string   `json:"employer_kind,omitempty" doc:"company, association, foundation, municipality, joint_authority, county, state or religious"`
	PresentEmployer  string   `json:"present_employer,omitempty" doc:"yes or no: the client works there now"`
	Age              string   `json:"age,omitempty" doc:"under_15, 15_17 or 18_plus"`
	School           bool     `json:"school,omitempty" doc:"In basic education"`
	LightWork        bool     `json:"light_work,omitempty"`
	TrialDays        int      `json:"trial_days,omitempty"`
	RehabDays        int      `json:"rehab_days,omitempty"`
	IncomeLimit      bool     `json:"income_limit,omitempty" doc:"An income limit has to be looked after"`
	SubsidyBranch    string   `json:"subsidy_branch,omitempty"`
	SubsidyDecidedOn string   `json:"subsidy_decided_on,omitempty"`
	SubsidyNumber    string   `json:"subsidy_number,omitempty"`
	SubsidyUntil     string   `json:"subsidy_until,omitempty"`
	Checks           []string `json:"checks,omitempty" maxItems:"20" doc:"told_steward, insured, plan_complete, no_replacement or site_card"`
}

// PlacementDraft is what a coach fills in.
type PlacementDraft struct {
	Terms PlacementTerms `json:"terms"`
	About PlacementAbout `json:"about,omitempty"`
}

func (d PlacementDraft) draft() placement.Draft {
	t, a := d.Terms, d.About
	return placement.Draft{
		Terms: placement.Terms{
			Title: t.Title, Form: t.Form, Work: t.Work, Place: t.Place, Contact: t.Contact, Arrival: t.Arrival, Directs: t.Directs, Days: t.Days, DayMinutes: t.DayMinutes,
			WeekMinutes: t.WeekMinutes, DayStart: t.DayStart, DayEnd: t.DayEnd, Break: t.Break, Wage: placement.Wage{Kind: t.WageKind, Cents: t.WageCents},
			Start: marketplace.Date(t.Start), End: marketplace.Date(t.End), Support: t.Support,
		},
		About: placement.About{
			EmployerKind: a.EmployerKind, PresentEmployer: a.PresentEmployer, Age: a.Age, School: a.School, LightWork: a.LightWork, TrialDays: a.TrialDays,
			RehabDays: a.RehabDays, IncomeLimit: a.IncomeLimit, Checks: a.Checks, Subsidy: gate.Subsidy{
				Branch: a.SubsidyBranch, DecidedOn: marketplace.Date(a.SubsidyDecidedOn), Number: a.SubsidyNumber, Until: marketplace.Date(a.SubsidyUntil),
			},
		},
	}
}

func terms(t placement.Terms) PlacementTerms {
	return PlacementTerms{
		Title: t.Title, Form: t.Form, Work: t.Work, Place: t.Place, Contact: t.Contact, Arrival: t.Arrival, Directs: t.Directs, Days: t.Days, DayMinutes: t.DayMinutes,
		WeekMinutes: t.WeekMinutes, DayStart: t.DayStart, DayEnd: t.DayEnd, Break: t.Break, WageKind: t.Wage.Kind, WageCents: t.Wage.Cents,
		Start: string(t.Start), End: string(t.End), Support: t.Support,
	}
}

func about(a placement.About) PlacementAbout {
	return PlacementAbout{
		EmployerKind: a.EmployerKind, PresentEmployer: a.PresentEmployer, Age: a.Age, School: a.School, LightWork: a.LightWork, TrialDays: a.TrialDays,
		RehabDays: a.RehabDays, IncomeLimit: a.IncomeLimit, Checks: a.Checks, SubsidyBranch: a.Subsidy.Branch, SubsidyDecidedOn: string(a.Subsidy.DecidedOn),
		SubsidyNumber: a.Subsidy.Number, SubsidyUntil: string(a.Subsidy.Until),
	}
}

// Cite names a rule as it was when it was used.
type Cite struct {
	Rule       string `json:"rule"`
	Section    string `json:"section,omitempty"`
	ValidFrom  string `json:"valid_from,omitempty"`
	ValidTo    string `json:"valid_to,omitempty"`
	Confidence string `json:"confidence,omitempty" doc:"high, medium or low; left out when no rule of that id is in force on the day"`
}

func cite(c gate.Cite) Cite {
	return Cite{Rule: c.Rule, Section: c.Section, ValidFrom: string(c.ValidFrom), ValidTo: string(c.ValidTo), Confidence: string(c.Confidence)}
}

// Finding is what one gate found.
type Finding struct {
	Key     string            `json:"key"`
	Result  string            `json:"result" doc:"pass, warn, approval (a named person has to take responsibility with a reason) or blocked (nobody can pass)"`
	Before  string            `json:"before" doc:"agree or start: the step that it stands before"`
	Missing bool              `json:"missing" doc:"Not wrong, but not told"`
	Field   string            `json:"field"`
	Todo    string            `json:"todo"`
	Args    map[string]string `json:"args,omitempty"`
	Cite
}

func finding(f gate.Finding) Finding {
	return Finding{
		Key: f.Key, Result: string(f.Result), Before: string(f.Before), Missing: f.Missing, Field: f.Field, Todo: f.Todo, Args: f.Args, Cite: cite(f.Cite),
	}
}

// AgreementVersion is the agreement as it was put before the three.
type AgreementVersion struct {
	Number  int            `json:"number"`
	Base    int            `json:"base" doc:"The version whose answers hold; another than number when only what is no term was corrected"`
	Terms   PlacementTerms `json:"terms"`
	Changes []TermChange   `json:"changes" doc:"What differs from the version before"`
	Answers []PartyAnswer  `json:"answers"`
	By      string         `json:"by"`
	At      string         `json:"at"`
}

// TermChange is one field that differs between two versions.
type TermChange struct {
	Field string `json:"field"`
	Unit  string `json:"unit"`
	From  string `json:"from"`
	To    string `json:"to"`
	Term  bool   `json:"term" doc:"A change of it needs new answers"`
}

// PartyAnswer is what one party said to a version.
type PartyAnswer struct {
	Party   string `json:"party" doc:"client, employer or coach"`
	Yes     bool   `json:"yes"`
	Person  string `json:"person"`
	Present string `json:"present,omitempty"`
	At      string `json:"at"`
}

func versions(list []placement.Version) []AgreementVersion {
	out := []AgreementVersion{}
	before := placement.Terms{}
	for _, v := range list {
		out = append(out, AgreementVersion{
			Number: v.Number, Base: v.Base, Terms: terms(v.Terms), By: string(v.By), At: v.At.String(),
			Changes: api.Each(placement.Diff(before, v.Terms), func(c placement.Change) TermChange { return TermChange(c) }),
			Answers: api.Each(v.Answers, func(a placement.Answer) PartyAnswer {
				return PartyAnswer{Party: string(a.Party), Yes: a.Yes, Person: string(a.Person), Present: a.Present, At: a.At.String()}
			}),
		})
		before = v.Terms
	}
	return out
}

// SupportStep is one kind of support in some weeks of the work.
type SupportStep struct {
	Kind     string `json:"kind" doc:"on_the_job, off_the_job, remote, travel, instruction or talks"`
	By       string `json:"by" doc:"coach, or who is at hand: supervisor, co_worker, mentor, shop_steward, occupational_health, family, friend or peer_group"`
	FromWeek int    `json:"from_week"`
	ToWeek   int    `json:"to_week"`
	Minutes  int    `json:"minutes" doc:"A week"`
}

// SupportPlan says how the work is supported.
type SupportPlan struct {
	Goal  string        `json:"goal"`
	Steps []SupportStep `json:"steps" maxItems:"30"`
	Every int           `json:"every_weeks" doc:"A follow-up at least every so many weeks, 1 to 12"`
	Alarm string        `json:"alarm,omitempty"`
}

func (p SupportPlan) plan() support.Plan {
	return support.Plan{Goal: p.Goal, Every: p.Every, Alarm: p.Alarm, Steps: api.Each(p.Steps, func(s SupportStep) support.Step { return support.Step(s) })}
}

func plan(p *support.Plan) *SupportPlan {
	if p == nil {
		return nil
	}
	return &SupportPlan{Goal: p.Goal, Every: p.Every, Alarm: p.Alarm, Steps: steps(p.Steps)}
}

func steps(list []support.Step) []SupportStep {
	return api.Each(list, func(s support.Step) SupportStep { return SupportStep(s) })
}

// FollowUp is one follow-up.
type FollowUp struct {
	ID      string `json:"id,omitempty" readOnly:"true"`
	Date    string `json:"date"`
	Minutes int    `json:"minutes"`
	OnJob   bool   `json:"on_job,omitempty" doc:"At the workplace"`
	State   string `json:"state,omitempty" doc:"planned, held or cancelled"`
	Note    string `json:"note,omitempty" doc:"Never shown to the employer"`
}

func visit(v support.Visit) FollowUp {
	return FollowUp{ID: string(v.ID), Date: string(v.Date), Minutes: v.Minutes, OnJob: v.OnJob, State: v.State, Note: v.Note}
}

func (v FollowUp) visit() support.Visit {
	return support.Visit{Date: marketplace.Date(v.Date), Minutes: v.Minutes, OnJob: v.OnJob, State: v.State, Note: v.Note}
}

// GigShift is a single shift of gig work.
type GigShift struct {
	ID      string `json:"id,omitempty" readOnly:"true"`
	Date    string `json:"date"`
	From    int    `json:"from" doc:"Minutes after midnight"`
	Minutes int    `json:"minutes"`
	Cents   int64  `json:"cents" doc:"Paid for the shift, gross"`
	State   string `json:"state,omitempty" readOnly:"true" doc:"planned, done or cancelled"`
}

func job(j placement.Job) GigShift {
	return GigShift{ID: string(j.ID), Date: string(j.Date), From: j.From, Minutes: j.Minutes, Cents: j.Cents, State: j.State}
}
