package markup

import (
	"bytes"
	"strings"
)

// Writer collects a document. The zero Writer is ready, without a declaration.
type Writer struct {
	out   bytes.Buffer
	depth int
}

// New begins a document in an encoding, which only the declaration names: Bytes are UTF-8.
func New(encoding string) *Writer {
	w := &Writer{}
	w.out.WriteString(`<?xml version="1.0" encoding="` + encoding + `"?>` + "\n")
	return w
}

// Bytes is what was written.
func (w *Writer) Bytes() []byte { return w.out.Bytes() }

// Text writes an element that holds a text; nothing when the text is empty. attrs are pairs of name and value; those without a
// value are left out.
func (w *Writer) Text(name, value string, attrs ...string) {
	if value == "" {
		return
	}
	w.open(name, attrs)
	w.out.WriteByte('>')
	w.escape(value, textEscapes())
	w.end(name)
}

// Empty writes an element without content.
func (w *Writer) Empty(name string, attrs ...string) {
	w.open(name, attrs)
	w.out.WriteString("/>\n")
}

// In writes an element that holds what body writes; nothing when that is nothing.
func (w *Writer) In(name string, body func(), attrs ...string) {
	start := w.out.Len()
	w.open(name, attrs)
	w.out.WriteString(">\n")
	content := w.out.Len()
	w.depth++
	body()
	w.depth--
	if w.out.Len() == content {
		w.out.Truncate(start)
		return
	}
	w.indent()
	w.end(name)
}

func (w *Writer) open(name string, attrs []string) {
	w.indent()
	w.out.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		w.out.WriteString(" " + attrs[i] + `="`)
		w.escape(attrs[i+1], attributeEscapes())
		w.out.WriteByte('"')
	}
}

func (w *Writer) end(name string) { w.out.WriteString("</" + name + ">\n") }

func (w *Writer) indent() {
	for range w.depth {
		w.out.WriteString("  ")
	}
}

func textEscapes() string      { return "&<>\r" }
func attributeEscapes() string { return "&<>\r\"\n\t" }

func (w *Writer) escape(value, special string) {
	for {
		i := strings.IndexAny(value, special)
		if i < 0 {
			w.out.WriteString(value)
			return
		}
		w.out.WriteString(value[:i] + escaped(value[i]))
		value = value[i+1:]
	}
}

func escaped(c byte) string {
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&#34;"
	case '\n':
		return "&#10;"
	case '\t':
		return "&#9;"
	}
	return "&#13;"
}
