package api

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/web"
)

// ProfileContent is everything a version of a profile says. What is left out was not asked.
type ProfileContent struct {
	Strengths    []string            `json:"strengths,omitempty" maxItems:"200"`
	Motivation   string              `json:"motivation,omitempty"`
	Resources    string              `json:"resources,omitempty"`
	Goal         profile.Goal        `json:"goal,omitzero"`
	Interests    *matching.Interests `json:"interests,omitempty" doc:"Realistic, investigative, artistic, social, enterprising, conventional; 0 to 1"`
	Liked        []string            `json:"liked,omitempty" maxItems:"200"`
	Disliked     []string            `json:"disliked,omitempty" maxItems:"200"`
	Experience   []Experience        `json:"experience,omitempty" maxItems:"200"`
	Education    []profile.Education `json:"education,omitempty" maxItems:"200"`
	Skills       []string            `json:"skills,omitempty" maxItems:"200" doc:"In free words"`
	ESCOSkills   []string            `json:"esco_skills,omitempty" maxItems:"200" doc:"ESCO skill ids chosen, at most 30"`
	Certificates matching.Choice     `json:"certificates,omitzero" doc:"Held"`
	Abilities    map[string]Ability  `json:"abilities,omitempty" doc:"By dimension of the scale"`
	Adaptations  matching.Choice     `json:"adaptations,omitzero" doc:"That help"`
	Refused      []string            `json:"refused,omitempty" maxItems:"200" doc:"Adaptations that do not suit"`
	Support      *int                `json:"support,omitempty" doc:"Support needed, 0 none to 3 daily"`
	SupportNote  string              `json:"support_note,omitempty"`
	Availability Availability        `json:"availability,omitzero"`
	Travel       profile.Travel      `json:"travel,omitzero"`
	Hazards      matching.Choice     `json:"hazards,omitzero" doc:"That must not be at the workplace"`
	Allergens    matching.Choice     `json:"allergens,omitzero"`
	Forms        matching.Choice     `json:"forms,omitzero" doc:"Work forms wanted"`
	MustNot      map[string]int      `json:"must_not,omitempty" doc:"By dimension, the highest demand ever allowed, 0 to 5"`
	Evidence     []evidence.Item     `json:"evidence,omitempty" readOnly:"true" doc:"Only read: what is sent here changes nothing"`
}

// Experience is one earlier job, trial or activity.
type Experience struct {
	Title  string `json:"title"`
	Months int    `json:"months,omitempty"`
	Note   string `json:"note,omitempty"`
}

// Ability is how much of one dimension a person has.
type Ability struct {
	Level    *int   `json:"level,omitempty" minimum:"0" maximum:"5" doc:"Left out when it was not asked"`
	Withheld bool   `json:"withheld,omitempty" doc:"Asked; the person does not want to say"`
	Note     string `json:"note,omitempty" doc:"Evidence, in work terms"`
	Source   string `json:"source,omitempty" doc:"Who said it: client, coach or workplace"`
	On       string `json:"on,omitempty" doc:"When, 2026-11-23"`
}

// Availability is when and how much.
type Availability struct {
	WeekMinutes matching.Window  `json:"week_minutes,omitzero" doc:"Accepted working time, minutes a week"`
	DayMinutes  int              `json:"day_minutes,omitempty"`
	Weekdays    matching.Choice  `json:"weekdays,omitzero"`
	Shifts      matching.Choice  `json:"shifts,omitzero"`
	From        marketplace.Date `json:"from,omitempty"`
	Stamina     string           `json:"stamina,omitempty"`
}

func (a Ability) value() profile.Answer {
	out := profile.Answer{Note: a.Note, Source: a.Source, On: marketplace.Date(a.On)}
	switch {
	case a.Withheld:
		out.Rating = matching.Withheld
	case a.Level != nil:
		out.Rating = matching.Rated(*a.Level)
	}
	return out
}

func ability(a profile.Answer) Ability {
	out := Ability{Withheld: a.Rating == matching.Withheld, Note: a.Note, Source: a.Source, On: string(a.On)}
	if a.Rating.Known() {
		level := a.Rating.Level()
		out.Level = &level
	}
	return out
}

// Value is the content as the service takes it; Invalid when a level is outside the scale.
func (c ProfileContent) Value() (profile.Content, error) {
	limits, err := c.mustNot()
	out := profile.Content{
		Strengths: c.Strengths, Motivation: c.Motivation, Resources: c.Resources, Goal: c.Goal, Interests: c.Interests,
		Liked: c.Liked, Disliked: c.Disliked, Education: c.Education, Skills: c.Skills, ESCOSkills: c.ESCOSkills, Certificates: c.Certificates,
		Experience:  Each(c.Experience, func(e Experience) profile.Experience { return profile.Experience(e) }),
		Adaptations: c.Adaptations, Refused: c.Refused, Support: c.Support, SupportNote: c.SupportNote,
		Availability: profile.Availability(c.Availability), Travel: c.Travel,
		Hazards: c.Hazards, Allergens: c.Allergens, Forms: c.Forms, MustNot: limits,
		Abilities: map[matching.Dimension]profile.Answer{},
	}
	for d, a := range c.Abilities {
		out.Abilities[matching.Dimension(d)] = a.value()
	}
	return out, err
}

func (c ProfileContent) mustNot() (matching.Ratings, error) {
	out := matching.Ratings{}
	var bad []marketplace.FieldError
	for d, level := range c.MustNot {
		if level < 0 || level > matching.MaxLevel {
			bad = append(bad, marketplace.Field("must_not."+d, "field.range", "min", 0, "max", matching.MaxLevel))
		}
		out[matching.Dimension(d)] = matching.Rated(level)
	}
	return out, marketplace.InvalidFields(bad)
}

// ContentOf is a content in its shown form.
func ContentOf(c profile.Content) ProfileContent {
	out := ProfileContent{
		Strengths: c.Strengths, Motivation: c.Motivation, Resources: c.Resources, Goal: c.Goal, Interests: c.Interests,
		Liked: c.Liked, Disliked: c.Disliked, Education: c.Education, Skills: c.Skills, ESCOSkills: c.ESCOSkills, Certificates: c.Certificates,
		Experience:  Each(c.Experience, func(e profile.Experience) Experience { return Experience(e) }),
		Adaptations: c.Adaptations, Refused: c.Refused, Support: c.Support, SupportNote: c.SupportNote,
		Availability: Availability(c.Availability), Travel: c.Travel,
		Hazards: c.Hazards, Allergens: c.Allergens, Forms: c.Forms,
		Abilities: map[string]Ability{}, MustNot: map[string]int{}, Evidence: c.Evidence,
	}
	for d, a := range c.Abilities {
		out.Abilities[string(d)] = ability(a)
	}
	for d, r := range c.MustNot {
		out.MustNot[string(d)] = r.Level()
	}
	return out
}

// Version is one state of a client's profile.
type Version struct {
	Client    string         `json:"client"`
	Number    int            `json:"number" doc:"0 when nothing was saved yet; the ETag"`
	Content   ProfileContent `json:"content"`
	SavedBy   string         `json:"saved_by,omitempty"`
	Saved     string         `json:"saved,omitempty"`
	Confirmed bool           `json:"confirmed" doc:"Gone through together with the client"`
	Together  *Together      `json:"together,omitempty" doc:"The last time that it was"`
	Changed   bool           `json:"changed,omitempty" doc:"The profile says something else since then"`
}

// Together is when a profile was gone through with the client, who was there besides the coach, and which version it was.
type Together profile.Together

// VersionOf is a version in its shown form.
func VersionOf(v profile.Version) Version {
	return Version{
		Client: string(v.Client), Number: v.Number, Content: ContentOf(v.Content), SavedBy: string(v.SavedBy),
		Saved: v.Saved.String(), Confirmed: v.Confirmed, Together: (*Together)(v.Together), Changed: v.Changed,
	}
}

// ProfileAnswer is a version with its number.
type ProfileAnswer struct {
	ETag string `header:"ETag" doc:"The number of the version; give it in If-Match to save the next one"`
	Body Version
}

// AnswerOf answers with a version.
func AnswerOf(v profile.Version, err error) (*ProfileAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &ProfileAnswer{ETag: ETag(int64(v.Number)), Body: VersionOf(v)}, nil
}

// purpose is why a profile is read over this interface; it stands in the record of reads.
const purpose = "api"

// Profile reads the newest version of a client's profile.
func (h Profiles) Profile(ctx context.Context, in *ByID) (*ProfileAnswer, error) {
	return AnswerOf(h.Service.Current(ctx, web.ActorFrom(ctx), in.ID, purpose))
}

// ProfileInput is the next version of a profile.
type ProfileInput struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
	IfMatch
	Body struct {
		Content   ProfileContent `json:"content"`
		Confirmed bool           `json:"confirmed,omitempty"`
	}
}

// SaveProfile adds a version over the one in If-Match ("0" for the first).
func (h Profiles) SaveProfile(ctx context.Context, in *ProfileInput) (*ProfileAnswer, error) {
	base, err := in.Revision()
	if err != nil {
		return nil, err
	}
	content, err := in.Body.Content.Value()
	if err != nil {
		return nil, err
	}
	return AnswerOf(h.Service.Save(ctx, web.ActorFrom(ctx), in.ID, int(base), content, in.Body.Confirmed))
}

// VersionsInput asks for the versions of a profile.
type VersionsInput struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
	Paging
}

// Versions lists the versions of a profile, newest first.
func (h Profiles) Versions(ctx context.Context, in *VersionsInput) (*Page[Version], error) {
	list, err := h.Service.Versions(ctx, web.ActorFrom(ctx), in.ID, purpose, in.Page())
	if err != nil {
		return nil, err
	}
	return Paged(&in.Paging, list, VersionOf), nil
}

// DiffInput names two versions of a profile.
type DiffInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	From int            `query:"from" required:"true" minimum:"1"`
	To   int            `query:"to" required:"true" minimum:"1"`
}

// FieldChange is one field in which two versions differ. Before and After are null when it was not asked.
type FieldChange struct {
	Path   string   `json:"path"`
	Vocab  string   `json:"vocab,omitempty" doc:"What the values are: a closed list, rating, minutes, date; left out for text"`
	Before []string `json:"before"`
	After  []string `json:"after"`
}

// Diff lists the fields in which two versions differ.
func (h Profiles) Diff(ctx context.Context, in *DiffInput) (*Answer[[]FieldChange], error) {
	actor := web.ActorFrom(ctx)
	from, err := h.Service.VersionAt(ctx, actor, in.ID, in.From, purpose)
	if err != nil {
		return nil, err
	}
	to, err := h.Service.VersionAt(ctx, actor, in.ID, in.To, purpose)
	if err != nil {
		return nil, err
	}
	return Reply(Each(profile.DiffVersions(from, to), func(c profile.Change) FieldChange { return FieldChange(c) }), nil)
}
