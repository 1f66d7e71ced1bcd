package stripe

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	api "github.com/stripe/stripe-go/v76"
)

// object is one of Stripe's, as it goes over the line.
type object = map[string]any

// desk stands in for Stripe with what its official stand-in lacks: state, keys, and amounts that matter. Its answers are made up after
// Stripe's reference.
type desk struct {
	t        *testing.T
	mu       sync.Mutex
	asked    []*http.Request
	forms    []url.Values
	objects  map[string]object // by id
	answered map[string]answer // by key
	disputes map[string][]object
	refunds  map[string][]object // newest first
}

type answer struct {
	form   string
	status int
	body   object
}

const born = 1795946400 // 2026-11-29 in the middle of the day

func opened(t *testing.T) (*desk, *Stripe) {
	t.Helper()
	d := &desk{t: t, objects: map[string]object{}, answered: map[string]answer{}, disputes: map[string][]object{}, refunds: map[string][]object{}}
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	return d, New(Options{Key: "sk_test_123", Secrets: []string{ownSecret, connectSecret}, URL: server.URL})
}

// ServeHTTP answers a request, and the same once more when it comes again with its key.
func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := r.ParseForm(); err != nil {
		d.t.Error(err)
	}
	d.asked, d.forms = append(d.asked, r), append(d.forms, r.Form)
	key := r.Header.Get("Idempotency-Key")
	a, again := d.answered[key]
	switch {
	case key == "" || !again:
		a.form = r.Form.Encode()
		a.status, a.body = d.answer(r.Method+" "+strings.TrimPrefix(r.URL.Path, "/v1/"), r)
	case a.form != r.Form.Encode():
		a.status, a.body = refuse(http.StatusBadRequest, "idempotency_error", "", "Keys for idempotent requests can only be used with the same parameters.")
	}
	if key != "" && !again {
		d.answered[key] = a
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Stripe-Should-Retry", "false")
	w.WriteHeader(a.status)
	if err := json.NewEncoder(w).Encode(a.body); err != nil {
		d.t.Error(err)
	}
}

func refuse(status int, kind, code, text string) (int, object) {
	return status, object{"error": object{"type": kind, "code": code, "message": text}}
}

func missing() (int, object) {
	return refuse(http.StatusNotFound, "invalid_request_error", "resource_missing", "No such object")
}

func invalid(code, text string) (int, object) {
	return refuse(http.StatusBadRequest, "invalid_request_error", code, text)
}

func (d *desk) answer(what string, r *http.Request) (int, object) {
	method, path, _ := strings.Cut(what, " ")
	parts := strings.Split(path, "/")
	switch {
	case what == "POST accounts":
		return http.StatusOK, d.put("acct", object{"object": "account", "default_currency": "eur", "charges_enabled": false, "payouts_enabled": false})
	case what == "POST account_links":
		return http.StatusOK, object{"object": "account_link", "url": "https://connect.stripe.com/setup/s/" + r.Form.Get("account")}
	case what == "POST checkout/sessions":
		return d.begin(r)
	case what == "POST refunds":
		return d.giveBack(r)
	case what == "GET refunds":
		return http.StatusOK, list(d.refunds[r.Form.Get("payment_intent")])
	case what == "GET disputes":
		return http.StatusOK, list(d.disputes[r.Form.Get("payment_intent")])
	case method == "POST" && parts[len(parts)-1] == "expire":
		return d.expire(parts[len(parts)-2])
	}
	if found, ok := d.objects[parts[len(parts)-1]]; ok && method == http.MethodGet {
		return http.StatusOK, found
	}
	return missing()
}

func list(items []object) object { return object{"object": "list", "has_more": false, "data": items} }

func (d *desk) put(kind string, o object) object {
	id := fmt.Sprintf("%s_%d", kind, len(d.objects)+1)
	o["id"], o["created"] = id, born
	d.objects[id] = o
	return o
}

// cents reads a parameter that has to be a whole amount.
func (d *desk) cents(r *http.Request, name string) int64 {
	n, err := strconv.ParseInt(r.Form.Get(name), 10, 64)
	if err != nil {
		d.t.Errorf("%s: %v", name, err)
	}
	return n
}

func (d *desk) begin(r *http.Request) (int, object) {
	if seller, ok := d.objects[r.Header.Get("Stripe-Account")]; !ok || seller["charges_enabled"] != true {
		return invalid("", "In order to use Checkout, you must set an account or business name, and be able to take charges.")
	}
	amount, fee := d.cents(r, "line_items[0][price_data][unit_amount]"), d.cents(r, "payment_intent_data[application_fee_amount]")
	about := object{"checkout": r.Form.Get("metadata[checkout]")}
	s := d.put("cs", object{
		"object": "checkout.session", "status": "open", "amount_total": amount, "currency": r.Form.Get("line_items[0][price_data][currency]"),
		"metadata": about, "payment_intent": nil, "fee": fee,
	})
	s["url"] = "https://checkout.stripe.com/c/pay/" + s["id"].(string)
	return http.StatusOK, s
}

func (d *desk) expire(id string) (int, object) {
	s, ok := d.objects[id]
	switch {
	case !ok:
		return missing()
	case s["status"] != "open":
		return invalid("", "Only Checkout Sessions with a status in [\"open\"] can be expired.")
	}
	s["status"], s["url"] = "expired", nil
	return http.StatusOK, s
}

func (d *desk) giveBack(r *http.Request) (int, object) {
	id, amount := r.Form.Get("payment_intent"), d.cents(r, "amount")
	p, ok := d.objects[id]
	if !ok {
		return missing()
	}
	left := p["amount_received"].(int64)
	for _, one := range d.refunds[id] {
		left -= one["amount"].(int64)
	}
	switch {
	case left == 0:
		return invalid(string(api.ErrorCodeChargeAlreadyRefunded), "Charge has already been refunded.")
	case amount > left:
		return invalid("", "Refund amount is greater than unrefunded amount on charge")
	}
	made := d.put("re", refundOf(amount, amount/100, "succeeded", r.Form.Get("metadata[refund]")))
	d.refunds[id] = append([]object{made}, d.refunds[id]...)
	return http.StatusOK, made
}

func refundOf(amount, fee int64, status, key string) object {
	return object{
		"object": "refund", "amount": amount, "status": status, "metadata": object{"refund": key}, "created": born,
		"balance_transaction": movement("txn_refund", object{"type": "application_fee", "amount": -fee}),
	}
}

// movement is one of the account's balance, with what was taken by it.
func movement(id string, fees ...object) object {
	return object{"id": id, "object": "balance_transaction", "fee_details": fees}
}

// try has the buyer try to pay a session, well or not.
func (d *desk) try(session string, well bool) {
	s := d.objects[session]
	id, again := s["payment_intent"].(string)
	if !again {
		p := d.put("pi", object{
			"object": "payment_intent", "currency": s["currency"], "application_fee_amount": s["fee"], "metadata": s["metadata"],
			"status": "requires_payment_method", "amount_received": int64(0),
		})
		id = p["id"].(string)
		s["payment_intent"] = id
	}
	if !well {
		return
	}
	s["status"], s["url"] = "complete", nil
	p := d.objects[id]
	p["status"], p["amount_received"] = "succeeded", s["amount_total"]
	p["latest_charge"] = object{
		"id": "ch_1", "object": "charge", "created": born,
		"balance_transaction": movement("txn_1", object{"type": "stripe_fee", "amount": 402}, object{"type": "application_fee", "amount": s["fee"]}),
	}
}
