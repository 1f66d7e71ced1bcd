package classification

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/esco"
)

// Release is what the document "active" says.
type Release struct {
	Release     string              `json:"release"` // such as "1.2.0"
	Occupations int                 `json:"occupations"`
	Skills      int                 `json:"skills"`
	Pieces      []marketplace.ID    `json:"pieces"` // in order
	Imported    marketplace.Instant `json:"imported"`
}

// piece is a part of the table as text, packed.
type piece struct {
	Packed []byte `json:"packed"`
}

// active is the id of the document that says which release counts.
const active marketplace.ID = "active"

// pieceSize is how many bytes of text go into a piece: packed they stay far below what a document may hold.
const pieceSize = 1 << 20

// Service keeps the release.
type Service struct {
	facts    marketplace.Facts
	releases store.Collection[Release]
	pieces   store.Collection[piece]
}

// Schemas declares the collections of this package; both are read by id.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "escoreleases"}, {Collection: "escopieces"}}
}

// New makes the service.
func New(s store.Store, facts marketplace.Facts) *Service {
	schemas := Schemas()
	return &Service{
		facts: facts, releases: store.NewCollection[Release](s, schemas[0]), pieces: store.NewCollection[piece](s, schemas[1]),
	}
}

// Active says which release counts; NotFound when none was imported.
func (s *Service) Active(ctx context.Context) (Release, error) {
	e, err := s.releases.Get(ctx, active)
	return e.Value, err
}

// Load reads the release that counts; NotFound when none was imported, Internal when a piece is missing or damaged: then
// importing the same release again mends it.
func (s *Service) Load(ctx context.Context) (*esco.Table, Release, error) {
	r, err := s.Active(ctx)
	if err != nil {
		return nil, r, err
	}
	var text bytes.Buffer
	for i, id := range r.Pieces {
		part, err := s.piece(ctx, id)
		if err != nil {
			return nil, r, marketplace.Errorf(marketplace.Internal, "error.internal", fmt.Errorf("release %s of ESCO: piece %d of %d: %w", r.Release, i+1, len(r.Pieces), err))
		}
		text.Write(part)
	}
	table, err := esco.Read(&text)
	if err != nil {
		return nil, r, marketplace.Errorf(marketplace.Internal, "error.internal", fmt.Errorf("release %s of ESCO: %w", r.Release, err))
	}
	return table, r, nil
}

// Activate keeps a table and then makes it the release that counts. It may be stopped at any point and made again: until
// the last write the release before counts, and nothing is written twice. Making the active release active again changes
// nothing. Progress is told after every piece.
func (s *Service) Activate(ctx context.Context, actor marketplace.Actor, table *esco.Table, progress func(done, total int)) (Release, error) {
	var text bytes.Buffer
	if err := table.Write(&text); err != nil {
		return Release{}, marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	next := Release{Release: table.Release(), Occupations: table.Len(), Skills: table.Skills()}
	all := slices.Collect(slices.Chunk(text.Bytes(), pieceSize))
	for i, part := range all {
		id, err := s.keep(ctx, part)
		if err != nil {
			return Release{}, err
		}
		next.Pieces = append(next.Pieces, id)
		if progress != nil {
			progress(i+1, len(all))
		}
	}
	return s.point(ctx, actor, next)
}

// point makes a release the one that counts.
func (s *Service) point(ctx context.Context, actor marketplace.Actor, next Release) (Release, error) {
	fact := s.facts.New(actor, "esco.imported", s.releases.Subject(active), "release", next.Release)
	next.Imported = fact.At
	e, err := s.releases.Get(ctx, active)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		e, err = s.releases.Insert(ctx, active, next, fact)
		return e.Value, err
	case err != nil:
		return Release{}, err
	case e.Value.Release == next.Release && slices.Equal(e.Value.Pieces, next.Pieces):
		return e.Value, nil
	}
	e.Value = next
	e, err = s.releases.Save(ctx, e, fact)
	return e.Value, err
}

// keep keeps a piece under its digest, and mends one that is damaged.
func (s *Service) keep(ctx context.Context, text []byte) (marketplace.ID, error) {
	id := digest(text)
	if _, err := s.piece(ctx, id); err == nil {
		return id, nil
	}
	packed, err := pack(text)
	if err != nil {
		return "", err
	}
	_, err = s.pieces.Insert(ctx, id, piece{packed})
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return id, err
	}
	e, err := s.pieces.Get(ctx, id)
	if err != nil {
		return "", err
	}
	e.Value.Packed = packed
	_, err = s.pieces.Save(ctx, e)
	return id, err
}

// piece reads a piece and makes sure that it is the one that was kept.
func (s *Service) piece(ctx context.Context, id marketplace.ID) ([]byte, error) {
	e, err := s.pieces.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(e.Value.Packed))
	if err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(z, pieceSize+1))
	if err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	if digest(text) != id {
		return nil, fmt.Errorf("it is not the one that was kept")
	}
	return text, nil
}

func digest(text []byte) marketplace.ID {
	sum := sha256.Sum256(text)
	return marketplace.ID("esco" + hex.EncodeToString(sum[:16]))
}

func pack(text []byte) ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(text); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
