package order

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/matching"
)

// OrganiserPart is what the organiser tells; moments and days in it are the service's.
type OrganiserPart struct {
	Staffing  Staffing
	Readiness Readiness
	Declares  bool // that no paid work is displaced
}

// BuyerPart is what the buyer tells; moments and days in it are the service's.
type BuyerPart struct {
	Conditions Conditions
	Hazards    matching.Choice // at the site
	Allergens  matching.Choice // that are handled
	Induction  string          // at most 2,000 characters
	Declares   bool            // that no paid work is displaced
}

// OrganiserPart is what the organiser's form begins with.
func (o Order) OrganiserPart() OrganiserPart {
	return OrganiserPart{Staffing: o.Staffing, Readiness: o.Readiness, Declares: o.declares(gate.Organiser)}
}

// BuyerPart is what the buyer's form begins with.
func (o Order) BuyerPart() BuyerPart {
	a := o.Newest()
	return BuyerPart{Conditions: o.Conditions, Hazards: a.Hazards, Allergens: a.Allergens, Induction: a.Induction, Declares: o.declares(gate.Client)}
}

// TellAsOrganiser keeps what the organiser tells. Once the order is confirmed, who directs, what is sold and where stay as
// they are; participants, insurance, hazards and inductions are told on. Stale unless rev is the order's revision.
func (s *Service) TellAsOrganiser(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, in OrganiserPart) (Entry, error) {
	e, err := s.load(ctx, id, sells(actor, Sellers()...))
	if err != nil {
		return e, err
	}
	name, err := s.person(ctx, actor)
	if err != nil {
		return e, err
	}
	in, now := in.stored(), s.Clock.Now()
	if err := in.check(s.Scale, now.Day()); err != nil {
		return e, err
	}
	return s.change(ctx, actor, e, rev, func(o Order) (step, error) {
		if _, can := o.State.Next(Tell); !can {
			return step{}, o.cannot()
		}
		if o.State == Confirmed && !in.Staffing.sameDeal(o.Staffing) {
			return step{}, marketplace.Errorf(marketplace.Conflict, "order.settled")
		}
		in.Staffing.Told = now
		in.Readiness.HazardsOn = toldOn(o.Readiness.HazardsOn, in.Readiness.Hazards == o.Readiness.Hazards, in.Readiness.Hazards != "", now)
		o.Staffing, o.Readiness = in.Staffing, in.Readiness
		o = o.declared(gate.Organiser, in.Declares, actor.Person, name, now.Day())
		return step{o, "order.told", []any{"side", gate.Organiser}}, nil
	})
}

// TellAsBuyer keeps what the buyer tells. Other hazards, allergens or another induction are another version of what is agreed. Once the
// order is confirmed, only what is told of hazards, allergens, safety and induction may change. Stale unless rev is the order's revision.
func (s *Service) TellAsBuyer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, in BuyerPart) (Bought, error) {
	e, err := s.load(ctx, id, buys(actor, request.Buyers()...))
	if err != nil {
		return Bought{}, err
	}
	name, err := s.person(ctx, actor)
	if err != nil {
		return Bought{}, err
	}
	in, now := in.stored(), s.Clock.Now()
	if err := in.check(s.Scale); err != nil {
		return Bought{}, err
	}
	e, err = s.change(ctx, actor, e, rev, func(o Order) (step, error) {
		if _, can := o.State.Next(Tell); !can {
			return step{}, o.cannot()
		}
		if o.State == Confirmed && (!in.Conditions.sameDeal(o.Conditions) || in.Declares != o.declares(gate.Client)) {
			return step{}, marketplace.Errorf(marketplace.Conflict, "order.settled")
		}
		a := o.Newest()
		same := a.Induction == in.Induction && sameChoice(a.Hazards, in.Hazards) && sameChoice(a.Allergens, in.Allergens)
		told := in.Hazards.Asked && in.Conditions.Safety != ""
		in.Conditions.Told = now
		in.Conditions.SafetyOn = toldOn(o.Conditions.SafetyOn, same && in.Conditions.Safety == o.Conditions.Safety, told, now)
		o.Conditions = in.Conditions
		if !same {
			a.Induction, a.Hazards, a.Allergens, a.Proposal = in.Induction, in.Hazards, in.Allergens, 0
			if o, err = o.amended(a, gate.Client, actor.Person, now); err != nil {
				return step{}, err
			}
		}
		o = o.declared(gate.Client, in.Declares, actor.Person, name, now.Day())
		return step{o, "order.told", []any{"side", gate.Client}}, nil
	})
	if err != nil {
		return Bought{}, err
	}
	return s.bought(ctx, e)
}

// toldOn is the day on which something was told: today when it is new, none when there is nothing.
func toldOn(before marketplace.Date, same, told bool, now marketplace.Instant) marketplace.Date {
	switch {
	case !told:
		return ""
	case same && before != "":
		return before
	}
	return now.Day()
}

func sameChoice(a, b matching.Choice) bool {
	return a.Asked == b.Asked && slices.Equal(a.Values, b.Values)
}

// declares says whether a side has declared that no paid work is displaced.
func (o Order) declares(side gate.Side) bool {
	return slices.ContainsFunc(o.Declared, func(d gate.Declaration) bool { return d.By == side })
}

// declared is the order with the word of a side, or without it. Who said it first stays.
func (o Order) declared(side gate.Side, yes bool, person marketplace.ID, name string, on marketplace.Date) Order {
	switch {
	case yes && !o.declares(side):
		o.Declared = append(slices.Clone(o.Declared), gate.Declaration{By: side, Person: person, Name: name, On: on})
	case !yes:
		o.Declared = slices.DeleteFunc(slices.Clone(o.Declared), func(d gate.Declaration) bool { return d.By == side })
	}
	return o
}

// sameDeal says whether nothing differs that was settled with the confirmation.
func (s Staffing) sameDeal(o Staffing) bool {
	return s.OrganiserIs == o.OrganiserIs && s.Site == o.Site && s.Directs == o.Directs && s.Result == o.Result && s.Hourly == o.Hourly
}

func (c Conditions) sameDeal(o Conditions) bool {
	c.Told, c.Safety, c.SafetyOn, c.Special = o.Told, o.Safety, o.SafetyOn, o.Special
	return c == o
}

// stored is the part in the form in which it is kept.
func (p OrganiserPart) stored() OrganiserPart {
	p.Staffing.Result, p.Readiness.Hazards = check.Text(p.Staffing.Result), check.Text(p.Readiness.Hazards)
	p.Staffing.Participants = slices.DeleteFunc(slices.Clone(p.Staffing.Participants), func(g gate.Participants) bool { return g.Number == 0 })
	p.Readiness.Insurance = slices.DeleteFunc(slices.Clone(p.Readiness.Insurance), func(i gate.Insurance) bool { return i.Seen == "" })
	return p
}

// check refuses what is wrong with the part. What is missing, the gates say.
func (p OrganiserPart) check(scale *matching.Scale, today marketplace.Date) error {
	f := check.Fields{Scale: scale}
	st, r := p.Staffing, p.Readiness
	maybe(&f, "organiser_is", st.OrganiserIs, gate.OrganiserKinds())
	f.OneOf("site", string(st.Site), check.Words(gate.Sites())...)
	maybe(&f, "directs", string(st.Directs), []string{string(gate.Organiser), string(gate.Client)})
	f.Text("result", st.Result, maxResult)
	f.Text("hazards", r.Hazards, maxSafety)
	f.Range("supervisors", r.SupervisorsInducted, 0, maxParticipants)
	f.Range("participants_inducted", r.ParticipantsInducted, 0, maxParticipants)
	forms := []string{}
	for i, g := range st.Participants {
		at := check.At("participants", i)
		f.Key(at+".form", "form", g.Form)
		f.Range(at+".number", g.Number, 1, maxParticipants)
		if slices.Contains(forms, g.Form) {
			f.Add(at+".form", "order.form_twice")
		}
		forms = append(forms, g.Form)
	}
	f.Count("insurance", len(r.Insurance), len(scale.Keys("form")))
	for i, in := range r.Insurance {
		at := check.At("insurance", i)
		f.Key(at+".form", "form", in.Form)
		f.OneOf(at+".by", in.By, gate.Insurers()...)
		if f.Date(at+".seen", in.Seen) && in.Seen > today {
			f.Add(at+".seen", "order.not_yet")
		}
		f.Date(at+".until", in.Until)
	}
	return marketplace.InvalidFields(f.Errors())
}

// stored is the part in the form in which it is kept.
func (p BuyerPart) stored() BuyerPart {
	p.Conditions.Safety, p.Induction = check.Text(p.Conditions.Safety), check.Text(p.Induction)
	p.Hazards, p.Allergens = check.Choice(p.Hazards), check.Choice(p.Allergens)
	return p
}

func (p BuyerPart) check(scale *matching.Scale) error {
	f := check.Fields{Scale: scale}
	f.OneOf("redirect", p.Conditions.Redirect, "yes", "no")
	f.Text("safety", p.Conditions.Safety, maxSafety)
	f.Text("induction", p.Induction, maxInduction)
	f.Choice("hazards", "hazard", p.Hazards)
	f.Choice("allergens", "allergen", p.Allergens)
	return marketplace.InvalidFields(f.Errors())
}

func maybe(f *check.Fields, path, value string, list []string) {
	if value != "" {
		f.OneOf(path, value, list...)
	}
}
