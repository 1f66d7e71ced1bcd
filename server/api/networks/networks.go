package networks

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/api/consents"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Handlers serve networks.
type Handlers struct {
	Service *network.Service
	Doors   *door.Service // of supporters
	Gate    *auth.Gate
}

// Supporter is a member of a client's network.
type Supporter struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Relation string          `json:"relation"`
	Reached  string          `json:"reached" doc:"How they are reached"`
	Lang     string          `json:"lang"`
	State    string          `json:"state" doc:"listed (sees nothing), asked, open (sees at least one part) or ended; as of this moment"`
	Parts    []SupporterPart `json:"parts" doc:"What is shown, or waits for the client's answer"`
	Added    string          `json:"added"`
	Ended    string          `json:"ended,omitempty"`
}

// SupporterPart is what is shown to a supporter under one consent, or asked for.
type SupporterPart struct {
	Field   string `json:"field"`
	Consent string `json:"consent"`
	State   string `json:"state" doc:"asked or given"`
	Until   string `json:"until" doc:"The last day it holds"`
	Given   string `json:"given,omitempty"`
}

func shown(m network.Member) Supporter {
	return Supporter{
		ID: string(m.ID), Name: m.Name, Relation: string(m.Relation), Reached: m.Reached, Lang: m.Lang, State: string(m.State), Added: m.Added.String(), Ended: m.Ended.String(),
		Parts: api.Each(m.Parts, func(p network.Part) SupporterPart {
			return SupporterPart{Field: string(p.Field), Consent: string(p.Consent), State: string(p.State), Until: string(p.Until), Given: p.Given.String()}
		}),
	}
}

func answer(m network.Member, err error) (*api.Answer[Supporter], error) {
	return api.Reply(shown(m), err)
}

// NetworkList is a whole network.
type NetworkList struct {
	Items []Supporter `json:"items"`
}

func listed(all []network.Member, err error) (*api.Answer[NetworkList], error) {
	return api.Reply(NetworkList{Items: api.Each(all, shown)}, err)
}

// SupporterView is all that a supporter sees.
type SupporterView struct {
	Fields   []string            `json:"fields" doc:"That the client said yes to"`
	Lines    []consents.CardLine `json:"lines"`
	Next     *SupporterStep      `json:"next,omitempty"`
	Meetings []SupporterMeeting  `json:"meetings"`
	Work     []SupporterWork     `json:"work"`
}

// SupporterStep is what comes next.
type SupporterStep struct {
	Key   string `json:"key,omitempty" doc:"One of the program's own steps; left out when there is a text"`
	Text  string `json:"text,omitempty"`
	Due   string `json:"due"`
	Owner string `json:"owner" doc:"coach, client or together"`
}

// SupporterMeeting is a planned day.
type SupporterMeeting struct {
	Date  string `json:"date"`
	OnJob bool   `json:"on_job" doc:"At the workplace"`
}

// SupporterWork is one place where the client works, or has agreed to.
type SupporterWork struct {
	Place    string `json:"place"`
	Days     int    `json:"days" doc:"A week"`
	DayStart int    `json:"day_start" doc:"Minutes after midnight; 0 when not told"`
	DayEnd   int    `json:"day_end"`
	Start    string `json:"start"`
	End      string `json:"end,omitempty"`
}

func viewed(v network.View) SupporterView {
	out := SupporterView{
		Fields: api.Each(v.Fields, func(f consent.Field) string { return string(f) }),
		Lines: api.Each(v.Lines, func(l profile.CardLine) consents.CardLine {
			return consents.CardLine{Field: string(l.Field), Path: l.Path, Vocab: l.Vocab, Values: l.Values}
		}),
		Meetings: api.Each(v.Meetings, func(m network.Meeting) SupporterMeeting {
			return SupporterMeeting{Date: string(m.Date), OnJob: m.OnJob}
		}),
		Work: api.Each(v.Work, func(w network.Work) SupporterWork {
			return SupporterWork{Place: w.Place, Days: w.Days, DayStart: w.DayStart, DayEnd: w.DayEnd, Start: string(w.Start), End: string(w.End)}
		}),
	}
	if v.Next != nil {
		out.Next = &SupporterStep{Key: v.Next.Key, Text: v.Next.Text, Due: string(v.Next.Due), Owner: string(v.Next.Owner)}
	}
	return out
}

// Of lists the network of a client of the caller's caseload.
func (h Handlers) Of(ctx context.Context, in *api.ByID) (*api.Answer[NetworkList], error) {
	return listed(h.Service.Of(ctx, web.ActorFrom(ctx), in.ID))
}

// SupporterDetails are what a coach writes down.
type SupporterDetails struct {
	Name     string `json:"name" maxLength:"400"`
	Relation string `json:"relation" doc:"family, guardian, social_worker, health_professional, employment_services, teacher or other"`
	Reached  string `json:"reached" maxLength:"800" doc:"How they are reached, such as a telephone number"`
	Lang     string `json:"lang,omitempty" doc:"fi, sv or en; fi when left out"`
}

func (d SupporterDetails) value() network.Details {
	return network.Details{Name: d.Name, Relation: network.Relation(d.Relation), Reached: d.Reached, Lang: d.Lang}
}

// AddInput adds a supporter.
type AddInput struct {
	api.ByID
	Body SupporterDetails
}

// Add writes somebody down; they see nothing by that.
func (h Handlers) Add(ctx context.Context, in *AddInput) (*api.Answer[Supporter], error) {
	return answer(h.Service.Add(ctx, web.ActorFrom(ctx), in.ID, in.Body.value()))
}

// One names a supporter of a client.
type One struct {
	ID        marketplace.ID `path:"id" maxLength:"64"`
	Supporter marketplace.ID `path:"supporter" maxLength:"64"`
}

// Get reads one supporter.
func (h Handlers) Get(ctx context.Context, in *One) (*api.Answer[Supporter], error) {
	return answer(h.Service.Get(ctx, web.ActorFrom(ctx), in.ID, in.Supporter))
}

// ChangeInput changes a supporter.
type ChangeInput struct {
	One
	Body SupporterDetails
}

// Change corrects what was written down.
func (h Handlers) Change(ctx context.Context, in *ChangeInput) (*api.Answer[Supporter], error) {
	return answer(h.Service.Change(ctx, web.ActorFrom(ctx), in.ID, in.Supporter, in.Body.value()))
}

// PartsInput is what a coach asks the client about a supporter.
type PartsInput struct {
	One
	Body struct {
		Fields []string `json:"fields" maxItems:"20" doc:"first_name, goal, adaptations_wanted, next_step, meetings or workdays; each is a question of its own"`
		Until  string   `json:"until,omitempty" doc:"2026-11-23; six months from today when left out, at most twelve"`
	}
}

// Ask asks the client; what is shown or asked for already is not asked again.
func (h Handlers) Ask(ctx context.Context, in *PartsInput) (*api.Answer[Supporter], error) {
	until, err := marketplace.ParseDate(in.Body.Until)
	if err != nil {
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("until", "field.date", "value", in.Body.Until)})
	}
	fields := api.Each(in.Body.Fields, func(f string) consent.Field { return consent.Field(f) })
	return answer(h.Service.Ask(ctx, web.ActorFrom(ctx), in.ID, in.Supporter, network.Questions{Fields: fields, Until: until}))
}

// SupporterLink is a supporter's link, shown once.
type SupporterLink struct {
	Token string `json:"token" doc:"The page is /shown/in/{token}; hand it over to the supporter and to nobody else"`
}

// Invite makes a supporter's link, once the client has said yes to something.
func (h Handlers) Invite(ctx context.Context, in *One) (*api.Answer[SupporterLink], error) {
	token, err := h.Service.Invite(ctx, web.ActorFrom(ctx), in.ID, in.Supporter)
	return api.Reply(SupporterLink{Token: token}, err)
}

// CloseDoor ends a supporter's link and visits.
func (h Handlers) CloseDoor(ctx context.Context, in *One) (*api.Nothing, error) {
	return api.Done(h.Service.CloseDoor(ctx, web.ActorFrom(ctx), in.ID, in.Supporter))
}

// End takes a supporter out of the client's network.
func (h Handlers) End(ctx context.Context, in *One) (*api.Answer[Supporter], error) {
	return answer(h.Service.End(ctx, web.ActorFrom(ctx), in.ID, in.Supporter))
}

// Mine lists the client's own network.
func (h Handlers) Mine(ctx context.Context, _ *api.Nothing) (*api.Answer[NetworkList], error) {
	return listed(h.Service.Mine(ctx, web.ActorFrom(ctx)))
}

// OwnSupporter is one supporter of the client's own network with what they see.
type OwnSupporter struct {
	Supporter Supporter     `json:"supporter"`
	View      SupporterView `json:"view" doc:"Exactly as the supporter sees it at this moment"`
}

// My reads one supporter of the client's own network.
func (h Handlers) My(ctx context.Context, in *api.ByID) (*api.Answer[OwnSupporter], error) {
	m, err := h.Service.My(ctx, web.ActorFrom(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	v, err := h.Service.MyView(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(OwnSupporter{Supporter: shown(m), View: viewed(v)}, err)
}

// Preview shows the client what a supporter would see, or sees, under one consent.
func (h Handlers) Preview(ctx context.Context, in *api.ByID) (*api.Answer[SupporterView], error) {
	v, err := h.Service.Preview(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(viewed(v), err)
}

// MyEnd takes a supporter out of the client's own network.
func (h Handlers) MyEnd(ctx context.Context, in *api.ByID) (*api.Answer[Supporter], error) {
	actor := web.ActorFrom(ctx)
	return answer(h.Service.End(ctx, actor, actor.Person, in.ID))
}

// Enter lets a supporter in.
func (h Handlers) Enter(ctx context.Context, in *consents.EnterInput) (*api.Answer[consents.Visit], error) {
	return consents.EnterBy(ctx, h.Gate, h.Doors, in)
}

// Leave ends every visit of the supporter.
func (h Handlers) Leave(ctx context.Context, _ *api.Nothing) (*api.Nothing, error) {
	return api.Done(h.Doors.Leave(ctx, web.ActorFrom(ctx)))
}

// SupporterSeen is a supporter's own view.
type SupporterSeen struct {
	Name  string        `json:"name" doc:"Of the supporter"`
	Until string        `json:"until" doc:"The last day on which anything of it is shown"`
	View  SupporterView `json:"view"`
}

// View is how a supporter reads, which is recorded.
func (h Handlers) View(ctx context.Context, _ *api.Nothing) (*api.Answer[SupporterSeen], error) {
	s, err := h.Service.View(ctx, web.ActorFrom(ctx))
	return api.Reply(SupporterSeen{Name: s.Supporter.Name, Until: string(s.Until), View: viewed(s.View)}, err)
}
