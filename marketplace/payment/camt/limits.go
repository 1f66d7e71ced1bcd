package camt

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"sovite.fi/sovite/marketplace"
)

// What a file may have at most. The standard allows texts of 500 characters and some twenty levels; nobody's statement comes
// near the rest.
const (
	MaxDepth      = 64      // elements within one another
	MaxText       = 4_000   // bytes of one text
	MaxDetails    = 10_000  // payments in one batch entry
	MaxPayments   = 250_000 // in one file; their keys are remembered while it is read
	MaxStatements = 1_000
	maxMarkup     = 64 << 10 // bytes of one tag, comment or text, before it is looked at
	maxReferences = 100      // of one payment
)

// errLong is what guard says when one piece of markup does not end.
var errLong = errors.New("a piece of markup is longer than allowed")

// guard hands bytes on and ends a piece of markup that grows without end. It counts from one token to the next, so that the
// decoder never gathers more than maxMarkup.
type guard struct {
	r     *bufio.Reader
	since int   // bytes handed on since the last token
	err   error // what the reader behind said, other than the end
}

func (g *guard) ReadByte() (byte, error) {
	if g.since++; g.since > maxMarkup {
		return 0, errLong
	}
	b, err := g.r.ReadByte()
	return b, g.note(err)
}

func (g *guard) Read(p []byte) (int, error) {
	if g.since > maxMarkup {
		return 0, errLong
	}
	n, err := g.r.Read(p)
	g.since += n
	return n, g.note(err)
}

func (g *guard) note(err error) error {
	if err != nil && !errors.Is(err, io.EOF) {
		g.err = err
	}
	return err
}

// open begins to read a file: it sees to its encoding and gives a decoder that reads no entity and no other file.
func open(r io.Reader) (*xml.Decoder, *guard, error) {
	buffered := bufio.NewReaderSize(r, 16<<10)
	head, _ := buffered.Peek(4)
	marked := false
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		marked = true
		_, _ = buffered.Discard(3)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\x00<")), bytes.HasPrefix(head, []byte("<\x00")):
		return nil, nil, refuse(marketplace.Invalid, "camt.encoding", "UTF-16", "place", "<?xml")
	}
	g := &guard{r: buffered}
	d := xml.NewDecoder(g)
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) { return charset(label, marked, input) }
	return d, g, nil
}

// charset reads the encodings that banks used before UTF-8. A byte order mark of UTF-8 that contradicts the declaration is
// refused: nobody can know which of the two is true.
func charset(label string, marked bool, input io.Reader) (io.Reader, error) {
	if marked {
		return nil, refuse(marketplace.Invalid, "camt.encoding_conflict", label, "place", "<?xml")
	}
	switch strings.ToLower(label) {
	case "us-ascii", "ascii":
		return input, nil // every byte above 127 would have to be UTF-8, and the decoder refuses what is not
	case "iso-8859-1", "latin1", "iso_8859-1":
		return charmap.ISO8859_1.NewDecoder().Reader(input), nil
	case "iso-8859-15", "latin9", "iso_8859-15":
		return charmap.ISO8859_15.NewDecoder().Reader(input), nil
	case "windows-1252", "cp1252":
		return charmap.Windows1252.NewDecoder().Reader(input), nil
	}
	return nil, refuse(marketplace.Invalid, "camt.encoding", label, "place", "<?xml")
}

// refuse is an error about one place of the file. The field is the place, such as Stmt[1]/Ntry[14]/Amt.
func refuse(kind marketplace.Kind, key, value string, args ...any) error {
	if len(value) > maxShown {
		value = strings.ToValidUTF8(value[:maxShown], "") + "…"
	}
	f := marketplace.Field("", key, append([]any{"value", value}, args...)...)
	f.Field = f.Args["place"]
	return &marketplace.Error{Kind: kind, Key: "error.invalid", Fields: []marketplace.FieldError{f}}
}

// maxShown is how much of a wrong value an error repeats.
const maxShown = 80

// broken is what the decoder's error means for whoever sent the file.
func broken(err error, g *guard, place string, entry int) error {
	var known *marketplace.Error
	if errors.As(err, &known) {
		return known
	}
	if g.err != nil {
		return marketplace.Errorf(marketplace.Unavailable, "camt.unreadable", fmt.Errorf("reading the file: %w", g.err))
	}
	if errors.Is(err, errLong) {
		return refuse(marketplace.TooLarge, "camt.markup_long", "", "place", place, "entry", entry, "max", maxMarkup)
	}
	text := err.Error()
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), strings.Contains(text, "unexpected EOF"):
		return refuse(marketplace.Invalid, "camt.truncated", "", "place", place, "entry", entry)
	case strings.Contains(text, "invalid UTF-8"):
		return refuse(marketplace.Invalid, "camt.utf8", "", "place", place, "entry", entry)
	case strings.Contains(text, "invalid character entity"):
		return refuse(marketplace.Invalid, "camt.entity", "", "place", place, "entry", entry)
	}
	return refuse(marketplace.Invalid, "camt.not_xml", text, "place", place, "entry", entry)
}
