package api

import (
	"context"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/server/web"
)

// Paging are the query values of every list.
type Paging struct {
	Limit int    `query:"limit" minimum:"1" maximum:"500" doc:"Rows on a page; 50 when left out"`
	After string `query:"after" maxLength:"2000" doc:"The next of the page before"`
	url   url.URL
}

// Resolve keeps the address, for the link to the next page.
func (p *Paging) Resolve(ctx huma.Context) []error {
	p.url = ctx.URL()
	return nil
}

// Page is the page asked for.
func (p *Paging) Page() marketplace.Page { return marketplace.Page{Limit: p.Limit, After: p.After} }

// Page is one page of a list.
type Page[T any] struct {
	Link string `header:"Link" doc:"Address of the next page"`
	Body struct {
		Items []T    `json:"items"`
		Next  string `json:"next,omitempty" doc:"Give it as after for the next page; left out on the last"`
	}
}

// Paged encodes one page of a list.
func Paged[T, V any](p *Paging, list marketplace.List[T], show func(T) V) *Page[V] {
	out := &Page[V]{Link: web.NextLink(p.url.EscapedPath(), p.url.Query(), list.Next)}
	out.Body.Items, out.Body.Next = Each(list.Items, show), list.Next
	return out
}

// Answer is one record, or anything else that is not a page.
type Answer[T any] struct{ Body T }

// Nothing is the answer that says only that it was done.
type Nothing struct{}

// Reply answers with one record.
func Reply[T any](body T, err error) (*Answer[T], error) {
	if err != nil {
		return nil, err
	}
	return &Answer[T]{Body: body}, nil
}

// Done answers that it was done.
func Done(err error) (*Nothing, error) { return &Nothing{}, err }

// ByID is a request for one record.
type ByID struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
}

// voice is the language of the request.
func voice(ctx context.Context) i18n.Voice { return i18n.Voice(web.LangFrom(ctx)) }

// Each turns every element of a list into its shown form; the list is never null.
func Each[T, V any](list []T, show func(T) V) []V {
	out := make([]V, 0, len(list))
	for _, v := range list {
		out = append(out, show(v))
	}
	return out
}

func typed[T ~string](list []string) []T { return Each(list, func(v string) T { return T(v) }) }
