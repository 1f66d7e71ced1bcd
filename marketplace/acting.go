package marketplace

import "context"

// Acting says that an administrator looks at pages through the eyes of somebody else. It travels with the context, so that
// whoever writes down who saw what names the one who really looked, however deep below the page.
type Acting struct {
	Visit  ID      // of marketplace/acting; empty when nobody acts as anybody
	By     ID      // the administrator
	For    ID      // the organisation for which they administer
	As     ID      // through whose eyes
	Until  Instant // when it ends by itself
	Reason string  // why, as the person reads it
}

type actingKey struct{}

// WithActing is a context in which an administrator looks as somebody else.
func WithActing(ctx context.Context, a Acting) context.Context {
	return context.WithValue(ctx, actingKey{}, a)
}

// ActingFrom is who looks as whom; the zero Acting when everybody is themself.
func ActingFrom(ctx context.Context) Acting {
	a, _ := ctx.Value(actingKey{}).(Acting)
	return a
}
