package stripe

import (
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	api "github.com/stripe/stripe-go/v76"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// Each answer of Stripe's is an error that says whether asking again helps.
func TestErrors(t *testing.T) {
	for name, try := range map[string]struct {
		status int
		code   api.ErrorCode
		want   marketplace.Kind
	}{
		"no such object":             {404, api.ErrorCodeResourceMissing, marketplace.NotFound},
		"no such object in a form":   {400, api.ErrorCodeResourceMissing, marketplace.NotFound},
		"a wrong key":                {401, "", marketplace.Forbidden},
		"cut off":                    {403, api.ErrorCodeAccountInvalid, marketplace.Forbidden},
		"what it will not do":        {400, "", marketplace.Invalid},
		"too small an amount":        {400, api.ErrorCodeAmountTooSmall, marketplace.Invalid},
		"not enough on the account":  {400, api.ErrorCodeBalanceInsufficient, marketplace.Invalid},
		"the same key at once":       {409, api.ErrorCodeIdempotencyKeyInUse, marketplace.Unavailable},
		"too many requests":          {429, api.ErrorCodeRateLimit, marketplace.Unavailable},
		"a fault of its own":         {500, "", marketplace.Unavailable},
		"away for a while":           {503, "", marketplace.Unavailable},
		"a payment needs the funds":  {402, "", marketplace.Invalid},
		"no account for the request": {400, api.ErrorCodeAccountInvalid, marketplace.Forbidden},
	} {
		if got := translated(&api.Error{HTTPStatusCode: try.status, Code: try.code}); !marketplace.IsKind(got, try.want) {
			t.Errorf("%s: %v, want %s", name, got, try.want)
		}
	}
	if got := translated(errors.New("connection refused")); !marketplace.IsKind(got, marketplace.Unavailable) {
		t.Error(got)
	}
}

// A refund of more than is left waits for nobody; any other refusal of Stripe's is told as it is.
func TestRefundsThatAreTooMuch(t *testing.T) {
	for code, want := range map[api.ErrorCode]bool{
		api.ErrorCodeChargeAlreadyRefunded: true, api.ErrorCodeChargeDisputed: true, api.ErrorCodeRefundDisputedPayment: true,
		api.ErrorCodeBalanceInsufficient: false, api.ErrorCodeResourceMissing: false, "": false,
	} {
		if got := tooMuch(&api.Error{HTTPStatusCode: http.StatusBadRequest, Code: code}); got != want {
			t.Errorf("%q: %t", code, got)
		}
	}
	if tooMuch(errors.New("greater than")) || tooMuch(nil) {
		t.Error("what Stripe did not say counts")
	}
}

func TestSessionStates(t *testing.T) {
	d, s := opened(t)
	for status, want := range map[string]provider.SessionState{"open": provider.Open, "complete": provider.Complete, "expired": provider.Expired} {
		d.objects["cs_1"] = object{
			"id": "cs_1", "object": "checkout.session", "status": status, "amount_total": 25100, "currency": "eur", "payment_intent": "pi_1",
			"metadata": object{"checkout": "checkout-1"},
		}
		got, err := s.Session(t.Context(), "acct_1", "cs_1")
		whole := provider.Session{ID: "cs_1", Account: "acct_1", Checkout: "checkout-1", State: want, Cents: 251_00, Currency: "eur", Payment: "pi_1"}
		if diff := cmp.Diff(whole, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", status, err, diff)
		}
	}
}

func intent(status string, charge any) object {
	return object{
		"id": "pi_1", "object": "payment_intent", "status": status, "currency": "eur", "amount": 25100, "amount_received": 25100, "application_fee_amount": 251,
		"metadata": object{"checkout": "checkout-1"}, "latest_charge": charge,
	}
}

func charged(moved any) object {
	return object{"id": "ch_1", "object": "charge", "created": born, "balance_transaction": moved}
}

// Only money that has come, and of which it is known what Stripe kept, is a payment.
func TestPaymentStates(t *testing.T) {
	d, s := opened(t)
	known := charged(movement("txn_1", object{"type": "stripe_fee", "amount": 402}, object{"type": "tax", "amount": 3}, object{"type": "application_fee", "amount": 251}))
	for name, try := range map[string]struct {
		given object
		state provider.PaymentState
		fee   money.Cents
		kind  marketplace.Kind
	}{
		"paid":              {given: intent("succeeded", known), state: provider.Paid, fee: 4_05},
		"no charge yet":     {given: intent("succeeded", nil), kind: marketplace.Unavailable},
		"no fee yet":        {given: intent("succeeded", charged(nil)), kind: marketplace.Unavailable},
		"on its way":        {given: intent("processing", nil), state: provider.Pending},
		"the bank asks":     {given: intent("requires_action", nil), state: provider.Pending},
		"the bank said no":  {given: intent("requires_payment_method", nil), state: provider.Failed},
		"the session ended": {given: intent("canceled", nil), state: provider.Failed},
	} {
		d.objects["pi_1"] = try.given
		got, err := s.Payment(t.Context(), "acct_1", "pi_1")
		if try.state == "" {
			if !marketplace.IsKind(err, try.kind) {
				t.Errorf("%s: %+v %v", name, got, err)
			}
			continue
		}
		if err != nil || got.State != try.state || got.Fee != try.fee || got.Checkout != "checkout-1" {
			t.Errorf("%s: %+v %v", name, got, err)
		}
		if got.State == provider.Paid && (got.Cents != 251_00 || got.PlatformFee != 2_51 || got.Currency != "eur" || got.Day != "2026-11-29") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// read gives a paid payment as it is read with these refunds and disputes.
func read(t *testing.T, refunds, disputes []object) provider.Payment {
	t.Helper()
	d, s := opened(t)
	d.objects["pi_1"] = intent("succeeded", charged(movement("txn_1")))
	d.refunds["pi_1"], d.disputes["pi_1"] = refunds, disputes
	got, err := s.Payment(t.Context(), "acct_1", "pi_1")
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestRefundStates(t *testing.T) {
	for status, want := range map[string]provider.RefundState{
		"succeeded": provider.Returned, "pending": provider.Returning, "requires_action": provider.Returning,
		"failed": provider.NotReturned, "canceled": provider.NotReturned,
	} {
		given := refundOf(100_00, 1_00, status, "refund-1")
		given["id"] = "re_1"
		want := []provider.Refund{{ID: "re_1", Key: "refund-1", State: want, Cents: 100_00, PlatformFeeBack: 1_00, Day: "2026-11-29"}}
		if diff := cmp.Diff(want, read(t, []object{given}, nil).Refunds); diff != "" {
			t.Errorf("%s (-want +got):\n%s", status, diff)
		}
	}
	own := refundOf(5, 0, "pending", "")
	own["id"], own["metadata"], own["balance_transaction"] = "re_2", nil, movement("txn_4", object{"type": "stripe_fee", "amount": -2})
	want := []provider.Refund{{ID: "re_2", State: provider.Returning, Cents: 5, FeeBack: 2, Day: "2026-11-29"}}
	if diff := cmp.Diff(want, read(t, []object{own}, nil).Refunds); diff != "" {
		t.Errorf("made at Stripe's own pages (-want +got):\n%s", diff)
	}
}

func TestDisputeStates(t *testing.T) {
	taken := movement("txn_2", object{"type": "stripe_fee", "amount": 2000})
	back := movement("txn_3", object{"type": "stripe_fee", "amount": -2000})
	one := provider.Dispute{ID: "dp_1", State: provider.Disputed, Cents: 251_00, Fee: 20_00, Day: "2026-11-29"}
	won, lost := one, one
	won.State, won.FeeBack, lost.State = provider.Won, 20_00, provider.Lost
	for name, try := range map[string]struct {
		given object
		want  []provider.Dispute
	}{
		"to be answered":     {disputeOf("needs_response", 251_00, taken), []provider.Dispute{one}},
		"answered":           {disputeOf("under_review", 251_00, taken), []provider.Dispute{one}},
		"won":                {disputeOf("won", 251_00, taken, back), []provider.Dispute{won}},
		"lost":               {disputeOf("lost", 251_00, taken), []provider.Dispute{lost}},
		"the bank only asks": {disputeOf("warning_needs_response", 251_00), nil},
		"it asked and left":  {disputeOf("warning_closed", 251_00), nil},
	} {
		if diff := cmp.Diff(try.want, read(t, nil, []object{try.given}).Disputes); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPayoutStates(t *testing.T) {
	d, s := opened(t)
	for status, paid := range map[string]bool{"paid": true, "pending": false, "in_transit": false, "canceled": false, "failed": false} {
		d.objects["po_1"] = object{"id": "po_1", "object": "payout", "status": status, "amount": 24447, "currency": "eur", "arrival_date": born}
		got, err := s.Payout(t.Context(), "acct_1", "po_1")
		want := provider.Payout{ID: "po_1", Paid: paid, Cents: 244_47, Currency: "eur", Day: "2026-11-29"}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", status, err, diff)
		}
	}
}

func TestAccountStates(t *testing.T) {
	d, s := opened(t)
	for name, want := range map[string]provider.Account{
		"new":       {ID: "acct_1", Currency: "eur"},
		"looked at": {ID: "acct_1", Told: true, Currency: "eur"},
		"no payout": {ID: "acct_1", Told: true, Charges: true, Currency: "eur"},
		"ready":     {ID: "acct_1", Told: true, Charges: true, Payouts: true, Currency: "eur"},
	} {
		d.objects["acct_1"] = object{
			"id": "acct_1", "object": "account", "default_currency": "eur", "charges_enabled": want.Charges, "payouts_enabled": want.Payouts, "details_submitted": want.Told,
		}
		if got, err := s.Account(t.Context(), "acct_1"); err != nil || got != want {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}
