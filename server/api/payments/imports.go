package payments

import (
	"bytes"
	"context"
	"mime"
	"slices"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/bank"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// BankImport is how far a file of the bank is worked through.
type BankImport struct {
	ID       marketplace.ID     `json:"id"`
	Again    bool               `json:"again,omitempty" doc:"The same file was sent before; nothing new began"`
	Name     string             `json:"name"`
	SHA256   string             `json:"sha256"`
	Message  string             `json:"message" doc:"Such as camt.053.001.08"`
	Accounts []string           `json:"accounts"`
	From     marketplace.Date   `json:"from,omitempty"`
	To       marketplace.Date   `json:"to,omitempty"`
	Open     bool               `json:"open" doc:"Some of it is still to be worked through"`
	Entries  int                `json:"entries"`
	Unbooked int                `json:"unbooked" doc:"Announced by the bank and left out"`
	Payments int                `json:"payments"`
	Read     int                `json:"read" doc:"Payments worked through"`
	Sum      int64              `json:"sum" doc:"Of the payments, with their signs"`
	Waits    int64              `json:"waits" doc:"Of what was read: what waited for a person then"`
	Results  []BankImportResult `json:"results" doc:"Of what was read; once it is done they add up to payments and sum"`
	Why      *BankImportProblem `json:"why,omitempty" doc:"Why it ended early"`
}

// BankImportResult is how many payments of a file came to what.
type BankImportResult struct {
	Class bank.Class `json:"class" doc:"full, part, waits, back, outside or known"`
	Count int        `json:"count"`
	Cents int64      `json:"cents"`
}

// BankImportProblem is why an import ended early.
type BankImportProblem struct {
	Field string            `json:"field"`
	Key   string            `json:"key"`
	Args  map[string]string `json:"args,omitempty"`
}

func imported(e bank.Entry) BankImport {
	i := e.Value
	out := BankImport{
		ID: i.ID, Name: i.Name, SHA256: i.SHA256, Message: i.Message, Accounts: i.Accounts, From: i.From, To: i.To, Open: i.Open, Entries: i.Entries,
		Unbooked: i.Unbooked, Payments: i.Payments, Read: i.Read, Sum: int64(i.Sum), Waits: int64(i.Waits),
		Results: api.Each(i.Results, func(r bank.Result) BankImportResult { return BankImportResult{r.Class, r.Count, int64(r.Cents)} }),
	}
	if i.Why != nil {
		out.Why = &BankImportProblem{i.Why.Field, i.Why.Key, i.Why.Args}
	}
	return out
}

// BankImportInput is a file of a bank.
type BankImportInput struct {
	Name        string `query:"name" maxLength:"200" doc:"Of the file"`
	ContentType string `header:"Content-Type"`
	RawBody     []byte `contentType:"application/xml"`
}

// Upload takes a file in. It is worked through afterwards.
func (h Handlers) Upload(ctx context.Context, in *BankImportInput) (*api.Answer[BankImport], error) {
	kind, _, err := mime.ParseMediaType(in.ContentType)
	if err != nil || !slices.Contains([]string{"application/xml", "text/xml", "application/gzip", "application/octet-stream"}, kind) {
		return nil, fiber.ErrUnsupportedMediaType
	}
	e, again, err := h.Bank.Upload(ctx, web.ActorFrom(ctx), in.Name, bytes.NewReader(in.RawBody))
	out := imported(e)
	out.Again = again
	return api.Reply(out, err)
}

// Import reads how far a file is worked through.
func (h Handlers) Import(ctx context.Context, in *api.ByID) (*api.Answer[BankImport], error) {
	e, err := h.Bank.Import(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(imported(e), err)
}

// BankImportListInput asks for imports.
type BankImportListInput struct{ api.Paging }

// Imports lists the files that were taken in, newest first.
func (h Handlers) Imports(ctx context.Context, in *BankImportListInput) (*api.Page[BankImport], error) {
	list, err := h.Bank.Imports(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, imported), nil
}

// Accounts lists the bank accounts of the organisation, the billing profile's first.
func (h Handlers) Accounts(ctx context.Context, _ *api.Nothing) (*api.Answer[[]string], error) {
	own, err := h.Bank.Accounts(ctx, web.ActorFrom(ctx))
	return api.Reply(own, err)
}

// BankAccountInput is another account.
type BankAccountInput struct {
	Body struct {
		IBAN string `json:"iban" maxLength:"50"`
	}
}

// AddAccount says that another account is the organisation's.
func (h Handlers) AddAccount(ctx context.Context, in *BankAccountInput) (*api.Nothing, error) {
	return api.Done(h.Bank.AddAccount(ctx, web.ActorFrom(ctx), in.Body.IBAN))
}
