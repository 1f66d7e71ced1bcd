package bank

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
)

// The sizes of a file, in bytes.
const (
	MostUnpacked = 256 << 20 // that is read at most, also of a packed one
	pieceSize    = 512 << 10 // of what is kept packed, in one document
	mostName     = 100       // characters of its name
)

// piece is a part of the packed bytes of a file.
type piece struct {
	Data []byte `json:"data"`
}

// Upload takes a file in, for owners and billing: a camt.053 or camt.054 as the bank gave it, or one packed with gzip. The file is
// read to its end and held against the organisation's accounts; nothing of it counts until Work. The same bytes again begin
// nothing: again is set, and the import is the one that they began. Invalid with the place in the file and what to do when it
// is refused, TooLarge beyond MostUnpacked.
func (s *Service) Upload(ctx context.Context, actor marketplace.Actor, name string, file io.Reader) (e Entry, again bool, err error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return Entry{}, false, err
	}
	own, err := s.Accounts(ctx, actor)
	if err != nil {
		return Entry{}, false, err
	}
	i, packed, err := look(file)
	if err != nil {
		return Entry{}, false, err
	}
	i.ID = marketplace.Derived("import-", 12, string(actor.Org), i.SHA256)
	if e, err := s.imports.Get(ctx, i.ID); !marketplace.IsKind(err, marketplace.NotFound) {
		return e, err == nil, err
	}
	if err := i.ours(own); err != nil {
		return Entry{}, false, err
	}
	if i.Pieces, err = s.keep(ctx, i.ID, packed); err != nil {
		return Entry{}, false, err
	}
	i.Org, i.By, i.Begun, i.Name = actor.Org, actor.Person, s.Clock.Now(), short(check.Line(name))
	i.Open, i.Kept = true, true
	fact := s.facts.New(actor, "bank_import.begun", s.imports.Subject(i.ID), "payments", i.Payments)
	e, err = s.imports.Insert(ctx, i.ID, i, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		e, err = s.imports.Get(ctx, i.ID)
		return e, err == nil, err
	}
	return e, false, err
}

func short(name string) string {
	if r := []rune(name); len(r) > mostName {
		return string(r[:mostName])
	}
	return name
}

// look reads a file to its end and says what it holds; packed are its bytes to be kept.
func look(file io.Reader) (Import, []byte, error) {
	src, err := unpacked(file)
	if err != nil {
		return Import{}, nil, err
	}
	var packed bytes.Buffer
	pack, sum := gzip.NewWriter(&packed), sha256.New()
	i := Import{Accounts: []string{}}
	for _, c := range Classes() {
		i.Results = append(i.Results, Result{Class: c})
	}
	pass, err := camt.Read(io.TeeReader(src, io.MultiWriter(pack, sum)), func(_ camt.Statement, e camt.Entry) error {
		if i.From == "" || e.Booked < i.From {
			i.From = e.Booked
		}
		i.To = max(i.To, e.Booked)
		return nil
	})
	if err != nil {
		return Import{}, nil, err
	}
	if err := pack.Close(); err != nil {
		return Import{}, nil, err
	}
	i.SHA256, i.Message, i.Payments = hex.EncodeToString(sum.Sum(nil)), pass.Message, pass.Payments
	for _, s := range pass.Statements {
		i.Entries, i.Unbooked = i.Entries+s.Entries, i.Unbooked+s.Unbooked
		i.Accounts = append(i.Accounts, s.Account)
		if i.Sum, err = money.Sum(i.Sum, s.Sum); err != nil {
			return Import{}, nil, err
		}
	}
	return i, packed.Bytes(), nil
}

// unpacked reads a file that may be packed.
func unpacked(file io.Reader) (io.Reader, error) {
	b := bufio.NewReader(file)
	if head, _ := b.Peek(2); !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return &limited{b, MostUnpacked}, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, marketplace.Errorf(marketplace.Invalid, "bank.packed", err)
	}
	return &limited{z, MostUnpacked}, nil
}

// limited ends a file that is too large.
type limited struct {
	r    io.Reader
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= n; l.left < 0 {
		return 0, marketplace.Errorf(marketplace.TooLarge, "error.too_large", "limit", strconv.Itoa(MostUnpacked>>20)+" MB")
	}
	return n, err
}

// ours refuses statements of accounts that are not the organisation's.
func (i *Import) ours(own []string) error {
	var bad []marketplace.FieldError
	for n, account := range i.Accounts {
		if !slices.Contains(own, account) {
			place := "Stmt[" + strconv.Itoa(n+1) + "]/Acct"
			bad = append(bad, marketplace.Field(place, "bank.foreign_account", "place", place, "account", reference.GroupIBAN(account)))
		}
	}
	slices.Sort(i.Accounts)
	i.Accounts = slices.Compact(i.Accounts)
	return marketplace.InvalidFields(bad)
}

// keep saves the packed bytes in pieces, each under an id that says what is in it, so that keeping them twice is no harm.
func (s *Service) keep(ctx context.Context, id marketplace.ID, packed []byte) (ids []marketplace.ID, err error) {
	for data := range slices.Chunk(packed, pieceSize) {
		sum := sha256.Sum256(data)
		at := marketplace.Derived("piece-", 12, string(id), strconv.Itoa(len(ids)), string(sum[:]))
		if _, err := s.pieces.Insert(ctx, at, piece{data}); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
			return nil, err
		}
		ids = append(ids, at)
	}
	return ids, nil
}
