package view

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/static"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

//go:embed parts/*.html pages/*.html
var files embed.FS

// Templates is the declared list of pages; a file that is not in it, and a name without a file, stop the start.
func Templates() []string {
	return []string{
		"account", "client", "compare", "caseload", "error", "front", "help", "home", "home_employer", "import", "mailbox",
		"match", "matches", "message", "organisation", "preview", "profile", "search", "single", "sources", "statement",
		"switch", "task", "task_edit", "tasks", "versions",
	}
}

// Set is every page in every language. It is read-only and safe for concurrent use.
type Set struct {
	assets *static.Files
	pages  map[i18n.Voice]map[string]*template.Template
}

// New parses every template in every language.
func New(bundle *i18n.Bundle, assets *static.Files) (*Set, error) {
	if err := declared(); err != nil {
		return nil, err
	}
	s := &Set{assets: assets, pages: map[i18n.Voice]map[string]*template.Template{}}
	for _, voice := range i18n.Languages() {
		parts, err := template.New("").Funcs(s.funcs(bundle, voice)).ParseFS(files, "parts/*.html")
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		s.pages[voice] = map[string]*template.Template{}
		for _, name := range Templates() {
			if s.pages[voice][name], err = withPage(parts, name); err != nil {
				return nil, err
			}
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

func declared() error {
	found, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return err
	}
	for _, file := range found {
		if !slices.Contains(Templates(), strings.TrimSuffix(path.Base(file), ".html")) {
			return fmt.Errorf("template %s is not in the declared list", file)
		}
	}
	return nil
}

// Render writes a page in the page's language.
func (s *Set) Render(w io.Writer, page Page) error {
	t, ok := s.pages[page.Common().Lang.Voice][page.Template()]
	if !ok {
		return fmt.Errorf("no template %s in %s", page.Template(), page.Common().Lang.Voice)
	}
	return t.ExecuteTemplate(w, "layout", page)
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
