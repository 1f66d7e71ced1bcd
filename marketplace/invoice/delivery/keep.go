package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/store"
)

// idLength is the length of an id that follows from a document and a format, in bytes.
const idLength = 16

func fileID(document marketplace.ID, f invoice.Format) marketplace.ID {
	return marketplace.Derived("file-", idLength, string(document), string(f))
}

func sum(body []byte) string {
	s := sha256.Sum256(body)
	return hex.EncodeToString(s[:])
}

// keep writes an issued document in every format, once: first the bytes, then the delivery that knows their hashes. What was written
// before a crash is found again. NotFound for a document that was not issued.
func (s *Service) keep(ctx context.Context, id marketplace.ID) (Entry, error) {
	e, err := s.all.Get(ctx, id)
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return e, err
	}
	i, err := s.Invoices.Issued(ctx, id)
	if err != nil {
		return e, err
	}
	d := Delivery{ID: id, Org: i.Org, Buyer: i.Buyer, Number: i.Document.Number, State: Ready, Log: []Step{}, Kept: s.Clock.Now()}
	hashes := []any{"number", d.Number}
	for _, f := range invoice.Formats() {
		file, err := s.written(ctx, i, f)
		if err != nil {
			return e, err
		}
		d.Files = append(d.Files, file)
		hashes = append(hashes, string(f), file.SHA256)
	}
	e, err = s.all.Insert(ctx, id, d, s.facts.New(marketplace.System(i.Org), "invoice_delivery.kept", s.all.Subject(id), hashes...))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.all.Get(ctx, id)
	}
	return e, err
}

// written keeps the bytes of one format, unless they are there already.
func (s *Service) written(ctx context.Context, i invoice.Invoice, f invoice.Format) (File, error) {
	id := fileID(i.ID, f)
	e, err := s.files.Get(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		var body []byte
		body, err = s.Invoices.Write(i, f)
		if lacks := marketplace.AsError(err); err != nil && lacks.Kind == marketplace.Invalid {
			return File{Format: f, Lacks: lacks.Fields}, nil
		}
		if err != nil {
			return File{}, err
		}
		e, err = s.files.Insert(ctx, id, content{Document: i.ID, Format: f, Body: body})
		if marketplace.IsKind(err, marketplace.Conflict) {
			e, err = s.files.Get(ctx, id)
		}
	}
	return File{Format: f, SHA256: sum(e.Value.Body), Size: len(e.Value.Body)}, err
}

// File is a document in a format, for its seller or its buyer: the bytes that were kept when it was issued. Conflict while it has no
// number; Invalid, with the fields, when the format needs more than the document says; Internal when the bytes are not those that were
// kept: they are not given to anybody.
func (s *Service) File(ctx context.Context, actor marketplace.Actor, id marketplace.ID, f invoice.Format) ([]byte, error) {
	e, err := s.Invoices.Get(ctx, actor, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		e, err = s.Invoices.Received(ctx, actor, id)
	}
	if err != nil {
		return nil, err
	}
	if e.Value.State != invoice.Issued {
		return nil, marketplace.Errorf(marketplace.Conflict, "invoice.not_issued")
	}
	kept, err := s.keep(ctx, id)
	if err != nil {
		return nil, err
	}
	file, there := kept.Value.File(f)
	if !there && len(file.Lacks) > 0 {
		return nil, marketplace.InvalidFields(file.Lacks)
	}
	if !there {
		return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return s.bytes(ctx, id, file)
}

// bytes are those of a file, when they are still the same.
func (s *Service) bytes(ctx context.Context, id marketplace.ID, f File) ([]byte, error) {
	e, err := s.files.Get(ctx, fileID(id, f.Format))
	if err != nil {
		return nil, err
	}
	if sum(e.Value.Body) != f.SHA256 {
		return nil, marketplace.Errorf(marketplace.Internal, "invoice.file_changed")
	}
	return e.Value.Body, nil
}

// Changed is a file whose bytes are not those that were kept.
type Changed struct {
	Document marketplace.ID
	Number   string
	Format   invoice.Format
}

// Check reads every file and lists those whose bytes are gone or changed since they were kept, with how many files there are.
func (s *Service) Check(ctx context.Context) (changed []Changed, files int, err error) {
	err = s.all.Each(ctx, store.Query{}, func(e Entry) error {
		for _, f := range e.Value.Files {
			if f.SHA256 == "" {
				continue
			}
			files++
			_, err := s.bytes(ctx, e.ID, f)
			switch {
			case marketplace.IsKind(err, marketplace.NotFound), marketplace.IsKind(err, marketplace.Internal) && marketplace.AsError(err).Key == "invoice.file_changed":
				changed = append(changed, Changed{e.ID, e.Value.Number, f.Format})
			case err != nil:
				return err
			}
		}
		return ctx.Err()
	})
	return changed, files, err
}
