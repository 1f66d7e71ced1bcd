package hooks

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sovite.fi/sovite/marketplace/payment/online"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// mostBody is the most that a message may be, in bytes: several times the largest that providers send.
const mostBody = 512 << 10

// Payments takes the messages of the payment provider.
type Payments struct{ Service *online.Service }

// PaymentEvent is a message as it came.
type PaymentEvent struct {
	RawBody []byte `contentType:"application/json"`
	header  http.Header
}

// Resolve keeps the headers, one of which is the signature.
func (e *PaymentEvent) Resolve(ctx huma.Context) []error {
	e.header = http.Header{}
	ctx.EachHeader(func(name, value string) { e.header.Add(name, value) })
	return nil
}

// Receive keeps a message of the provider; one that came before is answered alike.
func (p Payments) Receive(ctx context.Context, in *PaymentEvent) (*api.Nothing, error) {
	if len(in.RawBody) > mostBody {
		return nil, web.TooLarge(mostBody)
	}
	return api.Done(p.Service.Receive(ctx, bytes.Clone(in.RawBody), in.header))
}
