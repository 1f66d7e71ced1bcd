package view_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"sovite.fi/sovite/employer-portal/static"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

func newSet(t *testing.T, s stage) (*view.Set, *static.Files) {
	t.Helper()
	assets, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	set, err := view.New(s.bundle, assets)
	if err != nil {
		t.Fatal(err)
	}
	return set, assets
}

// TestEveryPage renders every page in every language and looks for what would stop somebody from using it.
func TestEveryPage(t *testing.T) {
	s := newStage(t)
	set, assets := newSet(t, s)
	seen := map[string]bool{}
	for _, voice := range i18n.Languages() {
		for name, page := range s.pages(voice) {
			seen[page.Template()] = true
			t.Run(string(voice)+"/"+name, func(t *testing.T) {
				var out bytes.Buffer
				if err := set.Render(&out, page); err != nil {
					t.Fatal(err)
				}
				keep(t, string(voice), name, out.Bytes(), assets)
				checkPage(t, string(voice), out.Bytes())
			})
		}
	}
	for _, name := range view.Templates() {
		if !seen[name] {
			t.Errorf("no canned page shows the template %s", name)
		}
	}
}

// keep writes the page and the assets below the folder SOVITE_PAGES, to look at them in a browser.
func keep(t *testing.T, voice, name string, page []byte, assets *static.Files) {
	t.Helper()
	dir := os.Getenv("SOVITE_PAGES")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(filepath.Join(dir, voice), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "static"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, voice, name+".html"), page, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, url := range regexp.MustCompile(`/static/[A-Za-z0-9._-]+`).FindAllString(string(page), -1) {
		write(t, dir, url, assets)
	}
	if fonts, ok := assets.Get(assets.URL("fonts.css")); ok {
		for _, url := range regexp.MustCompile(`/static/[A-Za-z0-9._-]+`).FindAllString(string(fonts.Body), -1) {
			write(t, dir, url, assets)
		}
	}
}

func write(t *testing.T, dir, url string, assets *static.Files) {
	t.Helper()
	a, ok := assets.Get(url)
	if !ok {
		t.Errorf("%s is linked and not there", url)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, url), a.Body, 0o644); err != nil {
		t.Fatal(err)
	}
}

var key = regexp.MustCompile(`\b(portal|error|field|match|task|profile|rule)\.[a-z_]+(\.[a-z_0-9]+)*\b`)

func checkPage(t *testing.T, voice string, html []byte) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	if got := doc.Find("html").AttrOr("lang", ""); got != voice {
		t.Errorf("lang is %q", got)
	}
	if n := doc.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
	for _, landmark := range []string{"header", "main", "footer"} {
		if n := doc.Find(landmark).Length(); n != 1 {
			t.Errorf("%d %s", n, landmark)
		}
	}
	if n := doc.Find("[style], style, script:not([src]), [onclick], [onload], [onsubmit]").Length(); n > 0 {
		t.Errorf("%d inline scripts or styles", n)
	}
	if doc.Find("a.skip[href='#main']").Length() != 1 || doc.Find("#main").Length() != 1 {
		t.Error("the skip link leads nowhere")
	}
	if strings.Contains(string(html), "ZgotmplZ") {
		t.Error("a value was refused by the template engine")
	}
	checkTexts(t, doc)
	checkNames(t, doc)
	checkReferences(t, doc)
	checkHeadings(t, doc)
}

// checkTexts finds message keys without a message, and holes that nothing filled.
func checkTexts(t *testing.T, doc *goquery.Document) {
	t.Helper()
	shown := doc.Find("body").Clone()
	texts := shown.Text() + " " + doc.Find("title").Text()
	doc.Find("[aria-label], [data-sending], [alt], [data-label]").Each(func(_ int, e *goquery.Selection) {
		for _, attr := range []string{"aria-label", "data-sending", "alt", "data-label"} {
			texts += " " + e.AttrOr(attr, "")
		}
	})
	for _, found := range key.FindAllString(texts, -1) {
		if !strings.HasSuffix(found, ".fi") {
			t.Errorf("the message %s is missing", found)
		}
	}
	for _, hole := range regexp.MustCompile(`\{[a-z_:]*\}|%!|<nil>`).FindAllString(texts, -1) {
		t.Errorf("a hole was left: %s", hole)
	}
}

// checkNames finds fields, links, buttons and groups without a name.
func checkNames(t *testing.T, doc *goquery.Document) {
	t.Helper()
	doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, e *goquery.Selection) {
		id := e.AttrOr("id", "")
		if label := doc.Find(`label[for="` + id + `"]`); id == "" || strings.TrimSpace(label.Text()) == "" {
			t.Errorf("a field without a label: %s", e.AttrOr("name", "?"))
		}
	})
	doc.Find("a, button, legend, th, summary, h1, h2, h3, h4").Each(func(_ int, e *goquery.Selection) {
		if strings.TrimSpace(e.Text()) == "" {
			t.Errorf("an empty %s", goquery.NodeName(e))
		}
		if href, ok := e.Attr("href"); ok && (href == "" || href == "#") {
			t.Errorf("the link %q leads nowhere", e.Text())
		}
	})
	doc.Find("fieldset").Each(func(_ int, e *goquery.Selection) {
		if e.ChildrenFiltered("legend").Length() != 1 {
			t.Error("a group of fields without a legend")
		}
	})
	doc.Find("form[method=post]").Each(func(_ int, e *goquery.Selection) {
		if e.Find("input[name=csrf]").Length() != 1 {
			t.Errorf("the form to %s has no token", e.AttrOr("action", "?"))
		}
		if e.Find("button").Length() == 0 {
			t.Errorf("the form to %s has no button", e.AttrOr("action", "?"))
		}
	})
}

// checkReferences finds ids that are used twice, and references to ids that are not there.
func checkReferences(t *testing.T, doc *goquery.Document) {
	t.Helper()
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id := e.AttrOr("id", "")
		if ids[id] {
			t.Errorf("the id %s is used twice", id)
		}
		ids[id] = true
	})
	for _, attr := range []string{"aria-labelledby", "aria-describedby", "for", "form"} {
		doc.Find("[" + attr + "]").Each(func(_ int, e *goquery.Selection) {
			for id := range strings.FieldsSeq(e.AttrOr(attr, "")) {
				if !ids[id] {
					t.Errorf("%s refers to %s, which is not there", attr, id)
				}
			}
		})
	}
	doc.Find("a[href^='#']").Each(func(_ int, e *goquery.Selection) {
		if id := strings.TrimPrefix(e.AttrOr("href", ""), "#"); !ids[id] {
			t.Errorf("a link leads to %s, which is not there", id)
		}
	})
}

// checkHeadings finds headings that skip a level.
func checkHeadings(t *testing.T, doc *goquery.Document) {
	t.Helper()
	last := 0
	doc.Find("main h1, main h2, main h3, main h4").Each(func(_ int, e *goquery.Selection) {
		level := int(goquery.NodeName(e)[1] - '0')
		if last > 0 && level > last+1 {
			t.Errorf("after an h%d comes the h%d %q", last, level, strings.TrimSpace(e.Text()))
		}
		last = level
	})
}

// TestTitlesDiffer keeps the pages apart in a list of tabs.
func TestTitlesDiffer(t *testing.T) {
	s := newStage(t)
	titles := map[string]string{}
	for name, page := range s.pages(i18n.Fi) {
		title := page.Common().Title
		if title == "" {
			t.Errorf("%s has no title", name)
		}
		titles[title] = name
	}
	if len(titles) < len(view.Templates())-4 {
		t.Errorf("only %d different titles", len(titles))
	}
}

// TestEmployerPagesKnowNoClient looks at every page that an employer can see for anything about the canned client.
func TestEmployerPagesKnowNoClient(t *testing.T) {
	s := newStage(t)
	set, _ := newSet(t, s)
	for name, page := range s.pages(i18n.Fi) {
		switch page.(type) {
		case *view.HomeEmployer, *view.Tasks, *view.TaskEdit, *view.Task, *view.Preview, *view.Import, *view.Search:
		default:
			continue
		}
		var out bytes.Buffer
		if err := set.Render(&out, page); err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"Aino", "K-7F3Q", "Tarkka käsistään"} {
			if strings.Contains(out.String(), secret) {
				t.Errorf("%s shows %q", name, secret)
			}
		}
	}
}
