package liability

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve contractor's liability.
type Handlers struct{ Service *liability.Service }

// LiabilityDocument is one paper.
type LiabilityDocument struct {
	ID        string `json:"id"`
	Kind      string `json:"kind" doc:"registers, trade_register, taxes, pension, terms, health_care or accident_insurance"`
	Issued    string `json:"issued" doc:"The day that stands on it"`
	ValidTo   string `json:"valid_to,omitempty" doc:"Last day, when it names one itself"`
	Source    string `json:"source" doc:"Who issued it"`
	Reference string `json:"reference,omitempty"`
	CheckedOn string `json:"checked_on" doc:"When the supplier looked at it"`
	Withdrawn string `json:"withdrawn,omitempty"`
}

func document(d liability.Document) LiabilityDocument {
	return LiabilityDocument{
		ID: string(d.ID), Kind: string(d.Kind), Issued: string(d.Issued), ValidTo: string(d.ValidTo), Source: d.Source, Reference: d.Reference,
		CheckedOn: string(d.CheckedOn), Withdrawn: d.Withdrawn.String(),
	}
}

// LiabilityPaper is how one kind of document stands on a day.
type LiabilityPaper struct {
	Kind     string             `json:"kind"`
	Status   string             `json:"status" doc:"good, soon (good, and runs out within two weeks), too_old, run_out or missing"`
	Months   int                `json:"months" doc:"Full months of age"`
	Until    string             `json:"until,omitempty" doc:"Last day on which a contract can be made with it"`
	Document *LiabilityDocument `json:"document,omitempty"`
}

func paper(s liability.Standing) LiabilityPaper {
	out := LiabilityPaper{Kind: string(s.Kind), Status: string(s.Status), Months: s.Months, Until: string(s.Until)}
	if s.Document != nil {
		d := document(*s.Document)
		out.Document = &d
	}
	return out
}

// LiabilityPack is the papers of one supplier.
type LiabilityPack struct {
	Org       string              `json:"org"`
	Form      string              `json:"form,omitempty" doc:"company, association, foundation, county, other; or one of which no documents are asked: state, municipality, joint_authority, parish, kela, bank_of_finland, public_company, municipal_entity"`
	Papers    []LiabilityPaper    `json:"papers" doc:"Every kind, as it stands today"`
	Documents []LiabilityDocument `json:"documents" doc:"As they were added"`
}

// Pack reads the caller's own pack.
func (h Handlers) Pack(ctx context.Context, _ *api.Nothing) (*api.Answer[LiabilityPack], error) {
	k, err := h.Service.Own(ctx, web.ActorFrom(ctx))
	return api.Reply(LiabilityPack{Org: string(k.Org), Form: string(k.Form), Papers: api.Each(k.Papers, paper), Documents: api.Each(k.Documents, document)}, err)
}

// LiabilityDocumentInput is a paper to add.
type LiabilityDocumentInput struct {
	Body struct {
		Kind      string           `json:"kind"`
		Issued    marketplace.Date `json:"issued"`
		ValidTo   marketplace.Date `json:"valid_to,omitempty"`
		Source    string           `json:"source"`
		Reference string           `json:"reference,omitempty"`
	}
}

// Add adds a paper.
func (h Handlers) Add(ctx context.Context, in *LiabilityDocumentInput) (*api.Answer[LiabilityDocument], error) {
	d, err := h.Service.AddDocument(ctx, web.ActorFrom(ctx), liability.NewDocument{
		Kind: liability.Kind(in.Body.Kind), Issued: in.Body.Issued, ValidTo: in.Body.ValidTo, Source: in.Body.Source, Reference: in.Body.Reference,
	})
	return api.Reply(document(d), err)
}

// Withdraw takes a paper back.
func (h Handlers) Withdraw(ctx context.Context, in *api.ByID) (*api.Nothing, error) {
	return api.Done(h.Service.Withdraw(ctx, web.ActorFrom(ctx), in.ID))
}

// LiabilityFormInput is what the supplier is in law.
type LiabilityFormInput struct {
	Body struct {
		Form string `json:"form"`
	}
}

// SetForm says what the supplier is in law.
func (h Handlers) SetForm(ctx context.Context, in *LiabilityFormInput) (*api.Nothing, error) {
	return api.Done(h.Service.SetForm(ctx, web.ActorFrom(ctx), liability.Form(in.Body.Form)))
}

// LiabilityCustomer is somebody who asked for the pack or reads it.
type LiabilityCustomer struct {
	Customer string `json:"customer" doc:"Id of the organisation"`
	Asked    string `json:"asked,omitempty"`
	Shared   string `json:"shared,omitempty" doc:"Since then the customer reads the pack"`
}

// Customers lists who asked for the caller's own pack or reads it.
func (h Handlers) Customers(ctx context.Context, in *api.Paging) (*api.Page[LiabilityCustomer], error) {
	list, err := h.Service.Customers(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, func(r liability.Relation) LiabilityCustomer {
		return LiabilityCustomer{Customer: string(r.Customer), Asked: r.Asked.String(), Shared: r.Shared.String()}
	}), nil
}

// Share shows the pack to a customer.
func (h Handlers) Share(ctx context.Context, in *api.ByID) (*api.Nothing, error) {
	return api.Done(h.Service.Share(ctx, web.ActorFrom(ctx), in.ID))
}
