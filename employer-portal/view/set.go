package view

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"sovite.fi/sovite/employer-portal/static"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

//go:embed parts/*.html pages/*.html
var files embed.FS

// Templates are the names of the pages: each has a file of its own.
func Templates() []string {
	found, _ := fs.Glob(files, "pages/*.html") // the only error is a bad pattern
	for i, file := range found {
		found[i] = strings.TrimSuffix(path.Base(file), ".html")
	}
	return found
}

// Set is every page in every language. It is safe for concurrent use.
type Set struct {
	assets *static.Files
	parts  map[i18n.Voice]*template.Template
	pages  map[i18n.Voice]map[string]parsed
}

// parsed gives the template of a page, which is parsed when it is first shown: the program starts sooner, and nobody sees
// every page in every language.
type parsed func() (*template.Template, error)

// New parses the parts in every language. A page that is broken answers when it is first shown; a test shows them all.
func New(bundle *i18n.Bundle, assets *static.Files) (*Set, error) {
	s := &Set{assets: assets, parts: map[i18n.Voice]*template.Template{}, pages: map[i18n.Voice]map[string]parsed{}}
	for _, voice := range append(i18n.Languages(), i18n.Selko) {
		parts, err := template.New("").Funcs(s.funcs(bundle, voice)).ParseFS(files, "parts/*.html")
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		if s.parts[voice], err = parts.Clone(); err != nil { // what was executed once cannot be cloned for a page any more
			return nil, fmt.Errorf("templates: %w", err)
		}
		s.pages[voice] = map[string]parsed{}
		for _, name := range Templates() {
			s.pages[voice][name] = sync.OnceValues(func() (*template.Template, error) { return withPage(parts, name) })
		}
	}
	return s, nil
}

func withPage(parts *template.Template, name string) (*template.Template, error) {
	t, err := parts.Clone()
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	if _, err := t.ParseFS(files, "pages/"+name+".html"); err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	return t, nil
}

// Render writes a page in the page's language.
func (s *Set) Render(w io.Writer, page Page) error {
	parse, ok := s.pages[page.Common().Lang.Voice][page.Template()]
	if !ok {
		return fmt.Errorf("no template %s in %s", page.Template(), page.Common().Lang.Voice)
	}
	t, err := parse()
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(w, "layout", page)
}

// Part writes one part of a page in a language.
func (s *Set) Part(w io.Writer, voice i18n.Voice, name string, data any) error {
	t, ok := s.parts[voice]
	if !ok {
		return fmt.Errorf("no parts in %s", voice)
	}
	return t.ExecuteTemplate(w, name, data)
}

// funcs are what templates can call. They are bound to one language, so that parts need no language of their own.
func (s *Set) funcs(bundle *i18n.Bundle, voice i18n.Voice) template.FuncMap {
	lang := bundle.In(voice)
	return template.FuncMap{
		"t":     lang.T,
		"n":     lang.N,
		"date":  lang.Date,
		"asset": s.assets.URL,
		"icon":  s.icon,
		"joint": s.joint,
		"day":   func(d string) string { return lang.Date(marketplace.Date(d)) },
		"args":  func(list ...any) []any { return list },
		"name":  func(code string) string { return lang.T("portal.language." + code) },
	}
}

// icon draws one sign of the sprite; the text beside it says what it means.
func (s *Set) icon(name string) template.HTML {
	return template.HTML(`<svg class="icon" aria-hidden="true" focusable="false"><use href="` + s.assets.URL("icons.svg") + "#" + template.HTMLEscapeString(name) + `"></use></svg>`)
}

// joint draws the sign of a group of verdicts.
func (s *Set) joint(group string) template.HTML {
	return template.HTML(`<svg class="joint ` + template.HTMLEscapeString(group) + `" aria-hidden="true" focusable="false"><use href="` + s.assets.URL("icons.svg") + "#joint-" + template.HTMLEscapeString(group) + `"></use></svg>`)
}
