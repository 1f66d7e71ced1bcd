package fake

import (
	"net/http"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/payment/provider/providertest"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func clock() time.Time { return time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC) }

func made(t *testing.T) *Fake {
	return New(Deps{Store: storetest.Memory(t, Schemas()...), Clock: clock, Secret: []byte("secret"), Origin: "http://sovite.test"})
}

func TestSuite(t *testing.T) {
	providertest.Run(t, func(t *testing.T) providertest.World {
		f := made(t)
		return providertest.World{
			Provider: f, Clock: clock, Signed: f.Message,
			Enrol: func(t *testing.T, account string) {
				if _, err := f.Enrol(t.Context(), account); err != nil {
					t.Fatal(err)
				}
			},
			Act: func(t *testing.T, session string, act provider.Act) {
				if _, err := f.Act(t.Context(), session, act); err != nil {
					t.Fatal(err)
				}
			},
		}
	})
}

// Messages are sent until they are taken, each readable by who checks it; then never again.
func TestDelivers(t *testing.T) {
	ctx, f := t.Context(), made(t)
	var got []provider.Event
	status := http.StatusServiceUnavailable
	f.Post = func(body []byte, header http.Header) (int, error) {
		e, err := f.Event(body, header)
		if err != nil {
			t.Error(err)
		}
		got = append(got, e)
		return status, nil
	}
	a, _, err := f.Onboard(ctx, provider.Owner{Org: "crew", Name: "Crew"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Enrol(ctx, a.ID); err != nil || len(got) != 1 {
		t.Fatalf("%+v %v", got, err)
	}
	status = http.StatusOK
	for range 2 {
		if err := f.Deliver(ctx); err != nil || len(got) != 2 || got[0] != got[1] || got[1].Type != "account.updated" {
			t.Errorf("%+v %v", got, err)
		}
	}
}

// Every cent that reached the account is paid out once, less what was kept and given back.
func TestPaysOut(t *testing.T) {
	ctx, f := t.Context(), made(t)
	a, _, err := f.Onboard(ctx, provider.Owner{Org: "crew", Name: "Crew"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Enrol(ctx, a.ID); err != nil {
		t.Fatal(err)
	}
	s, err := f.Begin(ctx, provider.Order{
		Key: "k", Account: a.ID, Checkout: "c", Cents: 100_00, PlatformFee: 1_00, Expires: marketplace.At(clock().Add(time.Hour)),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Act(ctx, s.ID, provider.Pay); err != nil {
		t.Fatal(err)
	}
	if _, err = f.Refund(ctx, provider.RefundOrder{Key: "r", Account: a.ID, Payment: string(marketplace.Derived("pi_demo_", idBytes, s.ID)), Cents: 10_00}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := f.PayOut(ctx); err != nil {
			t.Fatal(err)
		}
	}
	id := string(marketplace.Derived("po_demo_", idBytes, a.ID))
	p, err := f.Payout(ctx, a.ID, id)
	if err != nil || !p.Paid || p.Cents != 100_00-1_75-1_00-10_00+10 {
		t.Errorf("%+v %v", p, err)
	}
}
