package static

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed css img app.js shifts.js shifts-worker.js passkey.js all:vendor
var files embed.FS

// Prefix is where every asset's address starts.
const Prefix = "/static/"

// sheets are the parts of the one style sheet, in cascade order.
func sheets() []string {
	return []string{"tokens", "base", "layout", "components", "forms", "match", "pages", "process", "capacity", "attendance", "modes"}
}

// Asset is one file as it is served.
type Asset struct {
	URL  string // "/static/app.1f2e3d4c5b.css"
	Type string // the content type
	Body []byte
}

// WorkerPath is where the worker is that keeps pages on a phone. It is no asset: a browser asks for it again and again under
// the same address, to see whether it has changed.
const WorkerPath = "/shifts-worker.js"

// Files are all assets. They are read-only and safe for concurrent use.
type Files struct {
	byName map[string]Asset
	byURL  map[string]Asset
}

// New reads the embedded files, joins the style sheet and gives every file its address.
func New() (*Files, error) {
	f := &Files{byName: map[string]Asset{}, byURL: map[string]Asset{}}
	css, err := bundle()
	if err != nil {
		return nil, err
	}
	f.add("app.css", css)
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, "css/") || path.Ext(name) == ".md" {
			return err
		}
		body, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		f.add(path.Base(name), body)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("embedded assets: %w", err)
	}
	if css := f.fonts(); len(css) > 0 {
		f.add("fonts.css", css)
	}
	return f, nil
}

// URL is the address of the asset with this file name; empty if it was not built in.
func (f *Files) URL(name string) string { return f.byName[name].URL }

// Get finds the asset at an address.
func (f *Files) Get(url string) (Asset, bool) {
	a, ok := f.byURL[url]
	return a, ok
}

// Worker is the script of the worker, with the files that the pages of a shift need and a version that follows from them.
func (f *Files) Worker() ([]byte, error) {
	script, err := files.ReadFile("shifts-worker.js")
	if err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	urls := []string{}
	for _, name := range workerFiles() {
		if url := f.URL(name); url != "" {
			urls = append(urls, url)
		}
	}
	list, err := json.Marshal(urls)
	if err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	sum := sha256.Sum256(append(bytes.Clone(script), list...))
	script = bytes.Replace(script, []byte("VERSION"), []byte(hex.EncodeToString(sum[:5])), 1)
	return bytes.Replace(script, []byte(`["FILES"]`), list, 1), nil
}

// workerFiles are the files that the pages of a shift link to; fonts and htmx are there when they were built in.
func workerFiles() []string {
	return []string{
		"app.css", "app.js", "shifts.js", "icons.svg", "mark.svg", "mark-dark.svg", "favicon.svg", "fonts.css", "htmx.min.js",
		"source-sans-3-latin-400-normal.woff2", "source-sans-3-latin-600-normal.woff2", "source-sans-3-latin-700-normal.woff2",
	}
}

func (f *Files) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	a := Asset{URL: Prefix + stem + "." + hex.EncodeToString(sum[:5]) + ext, Type: contentType(ext), Body: body}
	f.byName[name], f.byURL[a.URL] = a, a
}

func contentType(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	}
	return "application/octet-stream"
}

func bundle() ([]byte, error) {
	var out bytes.Buffer
	for _, name := range sheets() {
		css, err := files.ReadFile("css/" + name + ".css")
		if err != nil {
			return nil, fmt.Errorf("style sheet: %w", err)
		}
		out.Write(css)
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}

// fonts writes the font-face rules for the font files that were built in.
func (f *Files) fonts() []byte {
	ranges := []struct{ part, unicode string }{
		{"latin-ext", "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0"},
		{"latin", "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215"},
	}
	var out bytes.Buffer
	for _, weight := range []string{"400", "600", "700"} {
		for _, r := range ranges {
			url := f.URL("source-sans-3-" + r.part + "-" + weight + "-normal.woff2")
			if url == "" {
				continue
			}
			fmt.Fprintf(&out, "@font-face{font-family:\"Source Sans 3\";font-weight:%s;font-display:swap;src:url(%q) format(\"woff2\");unicode-range:%s}\n",
				weight, url, r.unicode)
		}
	}
	return out.Bytes()
}
