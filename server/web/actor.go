package web

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

type contextKey int

const (
	actorKey contextKey = iota
	langKey
	requestIDKey
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
