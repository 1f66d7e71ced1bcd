package journal

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// PaidByCard is a payment through the card provider, which keeps its own fee and the platform's and owes the rest until it
// pays out. What was paid beyond the invoice is unsettled.
type PaidByCard struct {
	Invoice     marketplace.ID
	Number      string
	Applied     money.Cents // to the invoice
	Unsettled   money.Cents // paid beyond it
	Fee         money.Cents // of the provider
	PlatformFee money.Cents // taken for the platform; its invoice is booked by PlatformFee
}

func (e PaidByCard) write(w *writer) {
	w.about(KindPaid, "card", "number", e.Number)
	w.needInvoice(e.Invoice)
	w.need("applied", e.Applied, 0)
	w.need("unsettled", e.Unsettled, 0)
	w.need("fee", e.Fee, 0)
	w.need("platform_fee", e.PlatformFee, 0)
	if e.Applied+e.Unsettled < 1 {
		w.need("applied", 0, 1)
	}
	w.pair(Provider, Receivables, e.Applied, Tag{Invoice: e.Invoice})
	w.pair(Provider, Unsettled, e.Unsettled)
	w.pair(ProviderFees, Provider, e.Fee)
	w.pair(Platform, Provider, e.PlatformFee)
}

// PaidOut is what the provider paid onto the bank account. In the bank's statement it comes without a reference and is
// outside the invoicing there.
type PaidOut struct{ Cents money.Cents }

func (e PaidOut) write(w *writer) {
	w.about(KindMoved, "payout")
	w.need("cents", e.Cents, 1)
	w.pair(Bank, Provider, e.Cents)
}

// Refunded is money given back to a buyer, through the provider or by a bank transfer that is not in a statement yet. Of an invoice
// it opens what was paid again, for the credit note to close; without an invoice it is of an overpayment by card.
type Refunded struct {
	Invoice         marketplace.ID // empty: of what is unsettled
	Number          string
	Cents           money.Cents
	ByBank          bool
	FeeBack         money.Cents // of the provider's fee that came back
	PlatformFeeBack money.Cents // of the platform's fee that came back
}

func (e Refunded) write(w *writer) {
	w.about(KindPaid, "refunded", "number", e.Number)
	w.need("cents", e.Cents, 1)
	w.need("fee_back", e.FeeBack, 0)
	w.need("platform_fee_back", e.PlatformFeeBack, 0)
	from, of := Provider, Receivables
	if e.ByBank {
		from = Bank
	}
	if e.Invoice == "" {
		of = Unsettled
	}
	w.pair(of, from, e.Cents, Tag{Invoice: e.Invoice})
	w.pair(Provider, ProviderFees, e.FeeBack)
	w.pair(Provider, Platform, e.PlatformFeeBack)
}

// Dispute is what became of a payment that a buyer disputes with the card's bank.
type Dispute struct {
	Invoice marketplace.ID
	Number  string
	Cents   money.Cents
	Fee     money.Cents // taken when it opens, given back when it is won
}

// DisputeOpened is a dispute: the provider holds the money back and takes a fee. The invoice stays paid.
type DisputeOpened struct{ Dispute }

func (e DisputeOpened) write(w *writer) {
	e.about(w, "dispute_opened")
	w.pair(Disputed, Provider, e.Cents, Tag{Invoice: e.Invoice})
	w.pair(ProviderFees, Provider, e.Fee)
}

// DisputeWon is a dispute that the organiser won: the money comes back.
type DisputeWon struct{ Dispute }

func (e DisputeWon) write(w *writer) {
	e.about(w, "dispute_won")
	w.pair(Provider, Disputed, e.Cents, Tag{Invoice: e.Invoice})
	w.pair(Provider, ProviderFees, e.Fee)
}

// DisputeLost is a dispute that the buyer won: the invoice is open again. A further fee may be taken.
type DisputeLost struct{ Dispute }

func (e DisputeLost) write(w *writer) {
	e.about(w, "dispute_lost")
	w.pair(Receivables, Disputed, e.Cents, Tag{Invoice: e.Invoice})
	w.pair(ProviderFees, Provider, e.Fee)
}

func (e Dispute) about(w *writer, key string) {
	w.about(KindPaid, key, "number", e.Number)
	w.needInvoice(e.Invoice)
	w.need("cents", e.Cents, 1)
	w.need("fee", e.Fee, 0)
}

// PlatformFee is the invoice of the platform to the organiser, with its value added tax.
type PlatformFee struct {
	Number string
	Net    money.Cents
	Tax    Tax
}

func (e PlatformFee) write(w *writer) {
	w.about(KindPlatform, "platform_fee", "number", e.Number)
	w.need("net", e.Net, 1)
	want, err := e.Net.Ratio(e.Tax.Rate, 10_000)
	if err != nil || e.Tax.Base != e.Net || e.Tax.Cents != want {
		w.fail(marketplace.Field("tax", "journal.tax", "rate", e.Tax.Rate, "base", int64(e.Net), "cents", int64(e.Tax.Cents), "want", int64(want)))
	}
	w.pair(PlatformFees, Platform, e.Net)
	w.pair(InputVAT, Platform, e.Tax.Cents, Tag{Treatment: Standard, Rate: e.Tax.Rate})
}

// PlatformPaid is what was paid to the platform from the bank account, beyond what the provider took for it.
type PlatformPaid struct{ Cents money.Cents }

func (e PlatformPaid) write(w *writer) {
	w.about(KindPlatform, "platform_paid")
	w.need("cents", e.Cents, 1)
	w.pair(Platform, Bank, e.Cents)
}
