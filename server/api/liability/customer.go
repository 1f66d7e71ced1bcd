package liability

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// LiabilityContract is one contract with a supplier.
type LiabilityContract struct {
	ID           string           `json:"id,omitempty"`
	Type         string           `json:"type" doc:"subcontract or leased"`
	Agreed       marketplace.Date `json:"agreed"`
	From         marketplace.Date `json:"from,omitempty"`
	Until        marketplace.Date `json:"until,omitempty"`
	Ended        marketplace.Date `json:"ended,omitempty" doc:"Last day on which work was done; left out: it goes on"`
	Cents        money.Cents      `json:"cents,omitempty" doc:"Price without VAT"`
	Days         int              `json:"days,omitempty" doc:"Working days of leased work"`
	ChainedTo    marketplace.ID   `json:"chained_to,omitempty" maxLength:"64" doc:"An earlier contract that it follows with only a short break"`
	OffSite      bool             `json:"off_site,omitempty" doc:"Nobody works at the customer's premises or site"`
	Unusual      bool             `json:"unusual,omitempty" doc:"The work is not customary in the customer's operations"`
	Construction bool             `json:"construction,omitempty"`
	Note         string           `json:"note,omitempty"`
}

func contract(c liability.Contract) LiabilityContract {
	return LiabilityContract{
		ID: string(c.ID), Type: string(c.Type), Agreed: c.Agreed, From: c.From, Until: c.Until, Ended: c.Ended, Cents: c.Cents, Days: c.Days,
		ChainedTo: c.ChainedTo, OffSite: c.OffSite, Unusual: c.Unusual, Construction: c.Construction, Note: c.Note,
	}
}

// LiabilityFinding is one thing that was found, with its source.
type LiabilityFinding struct {
	Key        string            `json:"key"`
	Verdict    string            `json:"verdict" doc:"open, warning, review (a named person decides) or blocked"`
	Args       map[string]string `json:"args,omitempty"`
	Rule       string            `json:"rule"`
	Section    string            `json:"section,omitempty" doc:"Left out for a reading of our own"`
	ValidFrom  string            `json:"valid_from,omitempty"`
	ValidTo    string            `json:"valid_to,omitempty"`
	Confidence string            `json:"confidence,omitempty" doc:"high, medium or low; left out when no such rule is in force on the day"`
}

func finding(f verdict.Finding) LiabilityFinding {
	return LiabilityFinding{
		Key: f.Key, Verdict: string(f.Verdict), Args: f.Args, Rule: f.Rule, Section: f.Section, ValidFrom: string(f.ValidFrom), ValidTo: string(f.ValidTo),
		Confidence: string(f.Confidence),
	}
}

// LiabilityConclusion is whether documents are needed for a contract, why, and what is missing.
type LiabilityConclusion struct {
	On        string             `json:"on" doc:"The day whose rules and ages were taken"`
	Verdict   string             `json:"verdict"`
	Needed    bool               `json:"needed"`
	Findings  []LiabilityFinding `json:"findings"`
	Counted   []string           `json:"counted" doc:"Ids of the contracts that were added together; empty for the one thought about"`
	Apart     []string           `json:"apart" doc:"Close in time, but not chained: a person says whether they count"`
	Cents     money.Cents        `json:"cents" doc:"Of all counted, without VAT"`
	Days      int                `json:"days"`
	Limit     int64              `json:"limit" doc:"Cents, or working days of leased work"`
	Reached   bool               `json:"reached"`
	ReachedBy string             `json:"reached_by,omitempty" doc:"The contract with which the threshold was first reached"`
	Papers    []LiabilityPaper   `json:"papers"`
}

func conclusion(c liability.Conclusion) LiabilityConclusion {
	ids := func(list []liability.Contract) []string {
		return api.Each(list, func(o liability.Contract) string { return string(o.ID) })
	}
	t := c.Threshold
	return LiabilityConclusion{
		On: string(c.On), Verdict: string(c.Verdict), Needed: c.Needed, Findings: api.Each(c.Findings, finding), Counted: ids(t.Counted), Apart: ids(t.Apart),
		Cents: t.Cents, Days: t.Days, Limit: t.Limit, Reached: t.Reached, ReachedBy: string(t.ReachedBy), Papers: api.Each(c.Documents, paper),
	}
}

// LiabilityCheck is one look of the customer at the papers, as it was.
type LiabilityCheck struct {
	ID       string              `json:"id"`
	On       string              `json:"on"`
	Name     string              `json:"name" doc:"Who checked"`
	Complete bool                `json:"complete"`
	Hash     string              `json:"hash" doc:"SHA-256 over what was seen, when and by whom"`
	Seen     []LiabilityDocument `json:"seen"`
}

func check(c liability.Check) LiabilityCheck {
	return LiabilityCheck{
		ID: string(c.ID), On: string(c.On), Name: c.Name, Complete: c.Complete, Hash: c.Hash, Seen: api.Each(c.Seen, func(s liability.Seen) LiabilityDocument {
			return document(liability.Document{ID: s.Document, Kind: s.Kind, Issued: s.Issued, ValidTo: s.ValidTo, Source: s.Source, Reference: s.Reference, CheckedOn: c.On})
		}),
	}
}

// LiabilityRemark is what a named person decided or saw.
type LiabilityRemark struct {
	Name   string `json:"name"`
	On     string `json:"on"`
	Ground string `json:"ground,omitempty"`
	Reason string `json:"reason"`
}

func remark(r *liability.Remark) *LiabilityRemark {
	if r == nil {
		return nil
	}
	return &LiabilityRemark{Name: r.Name, On: string(r.On), Ground: string(r.Ground), Reason: r.Reason}
}

// LiabilitySupplier is one supplier as the customer reads it.
type LiabilitySupplier struct {
	Supplier   string               `json:"supplier" doc:"Id of the organisation"`
	Asked      string               `json:"asked,omitempty"`
	Shared     string               `json:"shared,omitempty" doc:"Since then the papers are shown"`
	Contracts  []LiabilityContract  `json:"contracts"`
	Checks     []LiabilityCheck     `json:"checks"`
	Doubt      *LiabilityRemark     `json:"doubt,omitempty"`
	Exemption  *LiabilityRemark     `json:"exemption,omitempty"`
	KeepUntil  string               `json:"keep_until,omitempty" doc:"Last day on which everything has to be kept; left out while work goes on"`
	Conclusion *LiabilityConclusion `json:"conclusion,omitempty" doc:"Only when one supplier is read"`
}

func supplier(r liability.Relation) LiabilitySupplier {
	return LiabilitySupplier{
		Supplier: string(r.Supplier), Asked: r.Asked.String(), Shared: r.Shared.String(), Contracts: api.Each(r.Contracts, contract), Checks: api.Each(r.Checks, check),
		Doubt: remark(r.Doubt), Exemption: remark(r.Exemption),
	}
}

func supplierAnswer(r liability.Relation, err error) (*api.Answer[LiabilitySupplier], error) {
	return api.Reply(supplier(r), err)
}

// Suppliers lists the caller's suppliers.
func (h Handlers) Suppliers(ctx context.Context, in *api.Paging) (*api.Page[LiabilitySupplier], error) {
	list, err := h.Service.Suppliers(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, supplier), nil
}

// Ask asks a supplier to show its pack.
func (h Handlers) Ask(ctx context.Context, in *api.ByID) (*api.Answer[LiabilitySupplier], error) {
	return supplierAnswer(h.Service.Ask(ctx, web.ActorFrom(ctx), in.ID))
}

// LiabilityReadInput asks about one supplier, and a contract that is thought about.
type LiabilityReadInput struct {
	ID           marketplace.ID `path:"id" maxLength:"64"`
	Contract     marketplace.ID `query:"contract" maxLength:"64" doc:"Id of a contract that was made; then the rest is not read"`
	Type         string         `query:"type" enum:"subcontract,leased" default:"subcontract"`
	Cents        int64          `query:"cents" minimum:"0" maximum:"100000000000000" doc:"Price without VAT"`
	Days         int            `query:"days" minimum:"0" maximum:"10000"`
	ChainedTo    marketplace.ID `query:"chained_to" maxLength:"64"`
	OffSite      bool           `query:"off_site"`
	Unusual      bool           `query:"unusual"`
	Construction bool           `query:"construction"`
}

// Read reads one supplier and concludes about a contract.
func (h Handlers) Read(ctx context.Context, in *LiabilityReadInput) (*api.Answer[LiabilitySupplier], error) {
	v, err := h.Service.Read(ctx, web.ActorFrom(ctx), in.ID, liability.Contract{
		ID: in.Contract, Type: liability.Type(in.Type), Cents: money.Cents(in.Cents), Days: in.Days, ChainedTo: in.ChainedTo, OffSite: in.OffSite,
		Unusual: in.Unusual, Construction: in.Construction,
	})
	if err != nil {
		return nil, err
	}
	out, c := supplier(v.Relation), conclusion(v.Conclusion)
	out.KeepUntil, out.Conclusion = string(v.KeepUntil), &c
	return api.Reply(out, nil)
}

// LiabilityContractInput is a contract that was made. Its id is the caller's, so that sending it again changes nothing.
type LiabilityContractInput struct {
	ID       marketplace.ID `path:"id" maxLength:"64"`
	Contract marketplace.ID `path:"contract" maxLength:"64"`
	Body     LiabilityContract
}

// Record keeps a contract.
func (h Handlers) Record(ctx context.Context, in *LiabilityContractInput) (*api.Answer[LiabilityContract], error) {
	b := in.Body
	c, err := h.Service.Record(ctx, web.ActorFrom(ctx), in.ID, liability.Contract{
		ID: in.Contract, Type: liability.Type(b.Type), Agreed: b.Agreed, From: b.From, Until: b.Until, Ended: b.Ended, Cents: b.Cents, Days: b.Days,
		ChainedTo: b.ChainedTo, OffSite: b.OffSite, Unusual: b.Unusual, Construction: b.Construction, Note: b.Note,
	})
	return api.Reply(contract(c), err)
}

// LiabilityCheckInput is a look at the papers.
type LiabilityCheckInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Construction bool `json:"construction,omitempty" doc:"Proof of accident insurance is needed, too"`
	}
}

// Check keeps that the caller looked at the papers today.
func (h Handlers) Check(ctx context.Context, in *LiabilityCheckInput) (*api.Answer[LiabilityCheck], error) {
	c, err := h.Service.Check(ctx, web.ActorFrom(ctx), in.ID, in.Body.Construction)
	return api.Reply(check(c), err)
}

// LiabilityDoubtInput is a reason to suspect a change.
type LiabilityDoubtInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Reason string `json:"reason"`
	}
}

// Doubt keeps that there is reason to suspect a change.
func (h Handlers) Doubt(ctx context.Context, in *LiabilityDoubtInput) (*api.Answer[LiabilitySupplier], error) {
	return supplierAnswer(h.Service.Doubt(ctx, web.ActorFrom(ctx), in.ID, in.Body.Reason))
}

// LiabilityExemptInput is why no documents are asked.
type LiabilityExemptInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Ground string `json:"ground" doc:"established_operations, established_relation or comparable_reason"`
		Reason string `json:"reason"`
	}
}

// Exempt keeps that no documents are asked.
func (h Handlers) Exempt(ctx context.Context, in *LiabilityExemptInput) (*api.Answer[LiabilitySupplier], error) {
	return supplierAnswer(h.Service.Exempt(ctx, web.ActorFrom(ctx), in.ID, liability.Ground(in.Body.Ground), in.Body.Reason))
}

// EndExemption lets documents be asked again.
func (h Handlers) EndExemption(ctx context.Context, in *api.ByID) (*api.Answer[LiabilitySupplier], error) {
	return supplierAnswer(h.Service.EndExemption(ctx, web.ActorFrom(ctx), in.ID))
}
