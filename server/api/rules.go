package api

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/rule"
)

// Rules serves the book of legal rules.
type Rules struct {
	Book   *rule.Book
	Bundle *i18n.Bundle
	Clock  marketplace.Clock
}

// RuleBook are the rules in force on a day.
type RuleBook struct {
	On    string `json:"on"`
	Rules []Rule `json:"rules" doc:"By subject"`
}

// Rule is one legal rule as it was from one day to another.
type Rule struct {
	ID             string      `json:"id"`
	Ref            string      `json:"ref" doc:"Short reference to quote"`
	Subject        string      `json:"subject"`
	SubjectName    string      `json:"subject_name"`
	Statement      string      `json:"statement" doc:"In the caller's language"`
	Action         string      `json:"action" doc:"block, warn, count, check or show"`
	Values         []RuleValue `json:"values"`
	Section        string      `json:"section,omitempty" doc:"Left out for a reading of our own"`
	BasedOn        []string    `json:"based_on" doc:"Rules that it was inferred from"`
	Source         RuleSource  `json:"source"`
	ValidFrom      string      `json:"valid_from,omitempty" doc:"First day; left out when it is not known"`
	FromPrecision  string      `json:"from_precision,omitempty" doc:"year when only the year of valid_from is known"`
	ValidTo        string      `json:"valid_to,omitempty" doc:"Last day; left out when open"`
	CheckedOn      string      `json:"checked_on"`
	Confidence     string      `json:"confidence" doc:"high, medium or low"`
	ConfidenceText string      `json:"confidence_text"`
	Decides        bool        `json:"decides" doc:"Sure enough to permit or forbid; otherwise it only warns"`
}

// RuleValue is one number of a rule.
type RuleValue struct {
	Name   string `json:"name"`
	Bound  string `json:"bound" doc:"most, least or exactly"`
	Amount int64  `json:"amount"`
	Unit   string `json:"unit" doc:"cents, basis_points (hundredths of a per cent), minutes, hours, days, working_days, months, years, hour_of_day or count"`
	Per    string `json:"per,omitempty" doc:"hour, day, week, month, year, period or person"`
	Text   string `json:"text" doc:"In the caller's language"`
}

// RuleSource is where a rule was read.
type RuleSource struct {
	Key       string `json:"key"`
	Publisher string `json:"publisher"`
	Title     string `json:"title"`
}

// RulesInput names a day.
type RulesInput struct {
	On string `query:"on" format:"date" doc:"Day such as 2026-11-23; today when left out"`
}

// RuleInput names a rule and a day.
type RuleInput struct {
	ID string `path:"id" maxLength:"100"`
	RulesInput
}

// List lists the rules in force on a day.
func (h Rules) List(ctx context.Context, in *RulesInput) (*Answer[RuleBook], error) {
	on, err := h.day(in.On)
	if err != nil {
		return nil, err
	}
	return Reply(RuleBook{On: string(on), Rules: Each(h.Book.All(on), h.show(ctx))}, nil)
}

// Read reads one rule as it is on a day.
func (h Rules) Read(ctx context.Context, in *RuleInput) (*Answer[Rule], error) {
	on, err := h.day(in.On)
	if err != nil {
		return nil, err
	}
	r, ok := h.Book.At(in.ID, on)
	if !ok {
		return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return Reply(h.show(ctx)(r), nil)
}

// day reads the day asked for; today when there is none.
func (h Rules) day(on string) (marketplace.Date, error) {
	if on == "" {
		return today(h.Clock), nil
	}
	return marketplace.ParseDate(on)
}

// today is the calendar day in UTC, as everywhere in this interface.
func today(clock marketplace.Clock) marketplace.Date { return marketplace.DateOf(clock(), time.UTC) }

func (h Rules) show(ctx context.Context) func(rule.Rule) Rule {
	lang := h.Bundle.In(voice(ctx))
	in := string(lang.Voice)
	return func(r rule.Rule) Rule {
		subject, _ := h.Book.Subject(r.Subject)
		return Rule{
			ID: r.ID, Ref: r.Ref, Subject: r.Subject, SubjectName: subject.Name.In(in), Statement: r.Say(lang), Action: string(r.Action),
			Values: Each(r.Values, ruleValue(lang)), Section: r.Section, BasedOn: check.Words(r.BasedOn),
			Source:    RuleSource{Key: r.Source.Key, Publisher: r.Source.Publisher.In(in), Title: r.Source.Title.In(in)},
			ValidFrom: string(r.ValidFrom), FromPrecision: r.FromPrecision, ValidTo: string(r.ValidTo), CheckedOn: string(r.CheckedOn),
			Confidence: string(r.Confidence), ConfidenceText: lang.T("rule.confidence." + string(r.Confidence)), Decides: r.Decides(),
		}
	}
}

func ruleValue(lang i18n.Lang) func(rule.Value) RuleValue {
	return func(v rule.Value) RuleValue {
		return RuleValue{Name: v.Name, Bound: string(v.Bound), Amount: v.Amount, Unit: string(v.Unit), Per: v.Per, Text: v.Say(lang)}
	}
}
