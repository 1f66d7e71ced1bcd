package privacy

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/privacy/extract"
)

//go:embed file.html
var layout string

// document is the copy to read, as the template shows it.
type document struct {
	Lang, Title, Name, Made, Lead string
	Parts                         []chapter
}

type chapter struct {
	Heading string
	Items   []article
}

type article struct {
	Heading string
	Fields  []field
}

// field is one thing that is held: a text, or more fields, or a list of them.
type field struct {
	Label, Text string
	Fields      []field
	Items       [][]field
}

// page hands out the copy to read: one file that needs nothing else.
func (r *request) page(e extract.Extract, err error) error {
	if err != nil {
		return err
	}
	t, err := template.New("file").Parse(layout)
	if err != nil {
		return marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, r.document(e)); err != nil {
		return marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	return r.hand(e, "html", fiber.MIMETextHTMLCharsetUTF8, out.Bytes())
}

// file hands out the copy for a program.
func (r *request) file(e extract.Extract, err error) error {
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	return r.hand(e, "json", fiber.MIMEApplicationJSONCharsetUTF8, raw)
}

// hand sends a file to be kept. Its name names nobody: it lies on somebody's machine.
func (r *request) hand(e extract.Extract, ending, kind string, body []byte) error {
	r.C.Set(fiber.HeaderContentType, kind)
	r.C.Set(fiber.HeaderCacheControl, "no-store")
	r.C.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="sovite-%s.%s"`, e.Made.Day(), ending))
	return r.C.Send(body)
}

func (r *request) document(e extract.Extract) document {
	w := writer{r, e.Organisations}
	out := document{
		Lang: r.Lang.Code(), Title: r.T("privacy.file.title"), Name: e.Name, Made: r.T("privacy.file.made", "when", r.Say.When(e.Made)), Lead: r.T("privacy.file.lead"),
	}
	for _, p := range e.Parts {
		c := chapter{Heading: r.Lang.T("privacy.part." + p.Key)}
		for i, item := range p.Items {
			c.Items = append(c.Items, article{r.T("privacy.file.item", "part", c.Heading, "n", i+1), w.fields(item)})
		}
		out.Parts = append(out.Parts, c)
	}
	return out
}

// writer puts what is stored into words.
type writer struct {
	r    *request
	orgs map[marketplace.ID]string
}

// technical are keys under which nothing stands that a reader could use: ids of documents, and the marks of places in a list.
func technical(key string) bool {
	return slices.Contains([]string{
		"id", "client", "consent", "introduction", "stamp", "rest_at", "round", "run", "pieces", "open_for", "base", "holder", "member", "starter", "order",
		"asked_version", "via", "version_of", "subject", "letter",
	}, key)
}

func (w writer) fields(doc map[string]any) (out []field) {
	for _, key := range slices.Sorted(maps.Keys(doc)) {
		if technical(key) {
			continue
		}
		f := w.field(key, doc[key])
		if f.Text != "" || len(f.Fields)+len(f.Items) > 0 {
			f.Label = w.label(key)
			out = append(out, f)
		}
	}
	return out
}

func (w writer) field(key string, v any) (f field) {
	switch v := v.(type) {
	case map[string]any:
		f.Fields = w.fields(v)
	case []any:
		var words []string
		for _, one := range v {
			if doc, ok := one.(map[string]any); ok {
				if fields := w.fields(doc); len(fields) > 0 {
					f.Items = append(f.Items, fields)
				}
			} else if text := w.field(key, one).Text; text != "" {
				words = append(words, text)
			}
		}
		f.Text = strings.Join(words, "; ")
	case bool:
		f.Text = w.r.Lang.T("privacy.v.no")
		if v {
			f.Text = w.r.Lang.T("privacy.v.yes")
		}
	case string:
		f.Text = w.text(key, v)
	case nil:
	default:
		f.Text = fmt.Sprint(v)
	}
	return f
}

// label is the name of a key: a word of the catalogue, an ability of the scale, or the key itself.
func (w writer) label(key string) string {
	if name := "privacy.f." + key; w.r.Lang.Has(name) {
		return w.r.Lang.T(name)
	}
	for _, vocabulary := range []string{"scale", "adaptation", "hazard"} {
		if text := w.r.Lang.Word(vocabulary, key); text != key {
			return text
		}
	}
	return key
}

// text puts one value into words, if it is a code, a day, a moment or an organisation; everything else was written by somebody.
func (w writer) text(key, v string) string {
	if name, known := w.orgs[marketplace.ID(v)]; known && extract.Organisation(key) {
		return name
	}
	if _, err := marketplace.ParseDate(v); err == nil && v != "" {
		return w.r.Lang.Date(marketplace.Date(v))
	}
	var at marketplace.Instant
	if err := json.Unmarshal([]byte(`"`+v+`"`), &at); err == nil && len(v) > len("2006-01-02") && strings.HasSuffix(v, "Z") {
		return w.r.Say.When(at)
	}
	if strings.Trim(v, "abcdefghijklmnopqrstuvwxyz_.") != "" || v == "" {
		return v
	}
	return w.word(key, v)
}

// word is a code in words.
func (w writer) word(key, v string) string {
	if fact := "privacy.fact." + v; key == "type" && w.r.Lang.Has(fact) {
		return w.r.Lang.T(fact)
	}
	if name := "privacy.v." + v; w.r.Lang.Has(name) && key != "name" && key != "text" {
		return w.r.Lang.T(name)
	}
	for _, vocabulary := range []string{"form", "weekday", "shift", "transport", "adaptation", "hazard", "allergen", "certificate", "group", "access", "scale"} {
		if text := w.r.Lang.Word(vocabulary, v); text != v {
			return text
		}
	}
	return v
}
