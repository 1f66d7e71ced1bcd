// Package view holds what the portal's pages are made of: one typed struct per page, the templates that turn it into
// HTML, and the thin set of components (field, notice, facts, match card) that they share.
//
// A Page is one of the structs; each embeds one Base, which knows the language, the person and the way back. A Set is
// all templates in all languages, parsed once at start from a declared list. A Form is what was typed together with
// what was wrong with it, so that nothing typed is ever lost.
//
// It must not call a service, decide anything about the business, or hold text for people: text stands in the
// catalogues, and a missing message fails the tests.
//
// Read next: base.go for what every page has, set.go for the templates, form.go for fields, match.go for verdicts in
// words; pages for the templates themselves.
package view
