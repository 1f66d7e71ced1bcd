// Package portal is the pages: what employers, coaches and organisers see in their browsers, in Finnish, Swedish and
// English. Every action is a plain form post that answers with a redirect, so that everything works without scripts.
//
// A request is one page or one posted form, with the person who acts and their language. A handler decodes the form,
// calls one verb of a service and shows a view; what was typed comes back in the form when something is wrong. The
// Portal is all of it, mounted after the JSON interface.
//
// It must not decide anything about the business, show an employer anything about a client, or write text for people:
// text stands in the catalogues.
//
// Read next: routes.go for every page, request.go for what handlers share, then one file per group of pages; the
// folders form, present and view for the way from typed text to HTML.
package portal
