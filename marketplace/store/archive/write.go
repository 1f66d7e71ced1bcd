package archive

import (
	"compress/flate"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// About is what a backup says of itself.
type About struct {
	Made        marketplace.Instant `json:"made"`
	Version     string              `json:"version"`     // of the program that made it
	Collections []string            `json:"collections"` // that the program knew, by name
	Secret      string              `json:"secret"`      // a mark of the installation's secret, equal for equal secrets only
}

// Contents is what a backup holds.
type Contents struct {
	About

	Documents int
	Digest    string // of all documents; see store.Fingerprint
}

// entry is one document in the file, or the end of it.
type entry struct {
	Collection string             `json:"c,omitempty"`
	ID         marketplace.ID     `json:"id,omitempty"`
	Rev        int64              `json:"rev,omitempty"`
	Body       json.RawMessage    `json:"body,omitempty"`
	Facts      []marketplace.Fact `json:"facts,omitempty"`
	End        *end               `json:"end,omitempty"`
}

type end struct {
	Documents int    `json:"documents"`
	Digest    string `json:"digest"`
}

// Write puts every document of a store, prepared with the collections that about names, into out, sealed by the key.
// What it has written is worth nothing if it returns an error, such as one of Dump.
func Write(ctx context.Context, out io.Writer, key Key, about About, from store.Portable, w store.Writers, progress store.Progress) (Contents, error) {
	sealed, err := newSealer(out, key)
	if err != nil {
		return Contents{}, err
	}
	compressed, err := flate.NewWriter(sealed, flate.DefaultCompression)
	if err != nil {
		return Contents{}, err
	}
	contents, err := writeAll(ctx, json.NewEncoder(compressed), about, from, w, progress)
	if err != nil {
		return Contents{}, err
	}
	if err := compressed.Close(); err != nil {
		return Contents{}, err
	}
	return contents, sealed.Close()
}

func writeAll(ctx context.Context, out *json.Encoder, about About, from store.Portable, w store.Writers, progress store.Progress) (Contents, error) {
	out.SetEscapeHTML(false)
	if err := out.Encode(about); err != nil {
		return Contents{}, err
	}
	sum := store.NewFingerprint()
	err := dump(ctx, from, w, func(whole store.Whole) error {
		if err := sum.Add(whole); err != nil {
			return err
		}
		if sum.Documents()%progressEvery == 0 {
			progress(sum.Documents())
		}
		return out.Encode(entry{Collection: whole.Collection, ID: whole.ID, Rev: whole.Rev, Body: whole.Body, Facts: whole.Facts})
	})
	if err != nil {
		return Contents{}, fmt.Errorf("write the documents: %w", err)
	}
	progress(sum.Documents())
	contents := Contents{About: about, Documents: sum.Documents(), Digest: sum.String()}
	return contents, out.Encode(entry{End: &end{Documents: contents.Documents, Digest: contents.Digest}})
}

// progressEvery is after how many documents progress is told.
const progressEvery = 500
