package web

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/apikey"
)

type contextKey int

const (
	actorKey contextKey = iota
	langKey
	requestIDKey
	holderKey
)

// WithActor returns a context that carries the acting person.
func WithActor(ctx context.Context, actor marketplace.Actor) context.Context {
	return context.WithValue(ctx, actorKey, actor)
}

// ActorFrom is the acting person of a request. It is the zero Actor, whom every verb refuses, when nobody is signed in.
func ActorFrom(ctx context.Context) marketplace.Actor {
	actor, _ := ctx.Value(actorKey).(marketplace.Actor)
	return actor
}

// WithLang returns a context that carries the language to answer in: "fi", "sv" or "en".
func WithLang(ctx context.Context, lang string) context.Context {
	return context.WithValue(ctx, langKey, lang)
}

// LangFrom is the language to answer in; Finnish when none was set.
func LangFrom(ctx context.Context) string {
	if lang, ok := ctx.Value(langKey).(string); ok && lang != "" {
		return lang
	}
	return "fi"
}

// WithHolder returns a context that carries who came with a key, as an actor without any role.
func WithHolder(ctx context.Context, h apikey.Holder) context.Context {
	return context.WithValue(WithActor(ctx, h.Actor), holderKey, h)
}

// HolderFrom is who came with a key; false when nobody did.
func HolderFrom(ctx context.Context) (apikey.Holder, bool) {
	h, ok := ctx.Value(holderKey).(apikey.Holder)
	return h, ok
}
