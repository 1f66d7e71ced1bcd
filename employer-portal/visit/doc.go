// Package visit is what every page and every posted form share: who acts, in which language, how a page is written and
// how a form is answered.
//
// A Site is the services with the assets and the templates, made once. A Request is one visit to one page; a Way is a
// method and a path with the handler that answers. After a form that went well the answer is a redirect; after one that
// did not, the same page with what was typed.
//
// It must not know any single page, and must not decide what an actor may do: the services do.
//
// Read next: site.go for what is shared, request.go for what handlers use, errorpage.go for what went wrong.
package visit
