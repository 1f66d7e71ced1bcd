package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	identity "sovite.fi/sovite/marketplace/account/oidc/fake"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/notify/folder"
	"sovite.fi/sovite/marketplace/notify/smtp"
	"sovite.fi/sovite/marketplace/payment/fake"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/archive"
	"sovite.fi/sovite/marketplace/store/mongo"
	"sovite.fi/sovite/marketplace/store/sqlite"
	"sovite.fi/sovite/marketplace/webhook/outgoing"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/matching/search/bleve"
	"sovite.fi/sovite/matching/search/meili"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/guard"
	"sovite.fi/sovite/server/rate"
	"sovite.fi/sovite/server/trace"
)

// installation is every part put together, with what has to be closed in the end.
type installation struct {
	*server.Parts
	Letters *folder.Folder
	StandIn *fake.Fake     // for a payment provider; nil outside the demo
	Onward  []string       // origins of the payment provider's pages; none when people stay here
	Tracer  *trace.Tracer  // nil when nothing is traced
	County  *identity.Fake // for a county's sign-in service; nil outside the demo
	closers []func() error
}

// localOrigin stands in links where a command other than serve makes some.
const localOrigin = "http://127.0.0.1:8080"

// need says whether a command can do without the search index, which a running server may hold for itself.
type need bool

const (
	indexNeeded   need = true
	indexOptional need = false
)

// wire chooses a technology for every port and puts the parts together, from top to bottom. The caller closes it.
func wire(ctx context.Context, cfg *Config, origin string, need need, io streams) (*installation, error) {
	in := &installation{}
	clock := systemClock()
	ids := marketplace.NewIDs(clock, rand.Reader)

	documents, err := openStore(ctx, cfg)
	if err != nil {
		return nil, err
	}
	in.closers = append(in.closers, documents.Close)
	if err := documents.Prepare(ctx, append(server.Schemas(), archive.Schema())); err != nil {
		return nil, errors.Join(fmt.Errorf("prepare the store: %w", err), in.Close())
	}
	if err := archive.CheckFinished(ctx, documents); err != nil {
		return nil, errors.Join(err, in.Close())
	}
	index, err := openIndex(cfg)
	if err != nil && need == indexNeeded {
		return nil, errors.Join(err, in.Close())
	}
	if err != nil {
		index = search.Away(err)
	}
	index = guard.Index(index, guard.NewBreaker(clock))
	in.closers = append(in.closers, index.Close)
	key, err := installationSecret(cfg)
	if err != nil {
		return nil, errors.Join(err, in.Close())
	}
	if in.Letters, err = folder.Open(filepath.Join(cfg.Data, "messages"), clock); err != nil {
		return nil, errors.Join(err, in.Close())
	}
	log := newLog(cfg, io)
	sender, err := in.sender(cfg, clock, log)
	if err != nil {
		return nil, errors.Join(err, in.Close())
	}
	if in.Tracer, err = openTracer(cfg, clock); err != nil {
		return nil, errors.Join(err, in.Close())
	}
	table, err := activeTable(ctx, newReleases(documents))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the imported release of ESCO cannot be read; import it again with sovite import esco: %w", err), in.Close())
	}
	payments, err := in.openProvider(ctx, cfg, documents, clock, origin, key)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("online payments: %w", err), in.Close())
	}
	known, err := in.openBreached(cfg)
	if err != nil {
		return nil, errors.Join(err, in.Close())
	}
	signIn, err := in.openSignIn(cfg, clock, origin)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sign-in by organisations' own services: %w", err), in.Close())
	}
	in.Parts, err = server.Assemble(server.Ports{
		Store: in.Tracer.Store(guard.Store(documents, guard.NewBreaker(clock))), Release: table, Index: index, Clock: clock, IDs: ids, Random: rand.Reader, Secret: key, Before: []byte(cfg.SecretOld), Breached: known, Origin: origin,
		Sender: sender, Print: printInvoice, Payments: payments, SignIn: signIn, Passkey: openPasskeys(origin), Share: cfg.PaymentShare, Wait: time.After, Process: ids(), Poster: outgoing.New(cfg.Loopback), Loopback: cfg.Loopback, Log: log, Version: version(),
		PerIP: rate.Limit{PerMinute: 60, Burst: 30}, PerAcc: rate.Limit{PerMinute: 10, Burst: 10},
	})
	if err != nil {
		return nil, errors.Join(err, in.Close())
	}
	return in, nil
}

// systemClock is the machine's clock; everything else is told the time.
func systemClock() marketplace.Clock { return time.Now }

// carry carries the facts of a command, unless the index is away: then they wait for the server that holds it.
func (in *installation) carry(ctx context.Context) error {
	if _, err := in.Index.Status(ctx); err != nil {
		return nil //nolint:nilerr // pending facts are safe and the server carries them
	}
	return in.Courier.Drain(ctx)
}

// Close releases everything, what was opened last first.
func (in *installation) Close() error {
	var errs []error
	for i := len(in.closers) - 1; i >= 0; i-- {
		errs = append(errs, in.closers[i]())
	}
	in.closers = nil
	return errors.Join(errs...)
}

// openStore opens MongoDB when its address is given, SQLite in the data folder otherwise.
func openStore(ctx context.Context, cfg *Config) (store.Portable, error) {
	if cfg.Store == "" {
		if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
			return nil, fmt.Errorf("the data folder: %w", err)
		}
		return namedStore(ctx, "sqlite:"+embeddedFile(cfg))
	}
	return namedStore(ctx, cfg.Store)
}

func embeddedFile(cfg *Config) string { return filepath.Join(cfg.Data, "sovite.db") }

// namedStore opens the store of an address: mongodb://…/database, mongodb+srv://…/database, or sqlite:file.
func namedStore(ctx context.Context, address string) (store.Portable, error) {
	if file, ok := strings.CutPrefix(address, "sqlite:"); ok {
		s, err := sqlite.Open(ctx, file)
		if err != nil {
			return nil, fmt.Errorf("open SQLite at %s: %w", file, err)
		}
		return s, nil
	}
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "mongodb") {
		return nil, fmt.Errorf("the store's address must be mongodb://host/database or sqlite:file")
	}
	database := strings.Trim(u.Path, "/")
	if database == "" {
		return nil, fmt.Errorf("the MongoDB address names no database; write mongodb://host/database")
	}
	s, err := mongo.Open(ctx, address, database)
	if err != nil {
		return nil, fmt.Errorf("open MongoDB at %s: %w", u.Redacted(), err)
	}
	return s, nil
}

// sender sends letters by the mail server when its address is given, into the folder otherwise.
func (in *installation) sender(cfg *Config, clock marketplace.Clock, log *slog.Logger) (notify.Sender, error) {
	if cfg.Mail == "" {
		return in.Letters, nil
	}
	server, err := smtp.ParseAddress(cfg.Mail)
	if err != nil {
		return nil, fmt.Errorf("SOVITE_MAIL: %w", err)
	}
	from, err := smtp.ParseFrom(cfg.MailFrom)
	if err != nil {
		return nil, fmt.Errorf("SOVITE_MAIL_FROM: %w", err)
	}
	return smtp.New(smtp.Deps{Server: server, From: from, Clock: clock, Log: log}), nil
}

// openTracer sends traces to the collector whose address is given.
func openTracer(cfg *Config, clock marketplace.Clock) (*trace.Tracer, error) {
	if cfg.Traces == "" {
		return nil, nil
	}
	u, err := url.Parse(cfg.Traces)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("SOVITE_TRACES must be the address of a collector, such as http://collector:4318")
	}
	if cfg.TracesShare < 0 || cfg.TracesShare > 1 {
		return nil, fmt.Errorf("SOVITE_TRACES_SHARE is %v; it must be from 0 to 1", cfg.TracesShare)
	}
	return trace.New(trace.Deps{
		Clock: clock, Random: rand.Reader, Share: cfg.TracesShare, Send: trace.HTTP(&http.Client{}, cfg.Traces),
		About: []trace.Attr{{Name: "service.name", Value: "sovite"}, {Name: "service.version", Value: version()}},
	}), nil
}

// openIndex opens Bleve in the data folder, or Meilisearch when its address is given: that by its first call, so that the program starts
// while it is away.
func openIndex(cfg *Config) (search.Index, error) {
	if cfg.Search == "" {
		x, err := bleve.Open(filepath.Join(cfg.Data, "index"))
		if err != nil {
			return nil, fmt.Errorf("open the search index in %s: %w", cfg.Data, err)
		}
		return x, nil
	}
	return search.Later(func(ctx context.Context) (search.Index, error) {
		x, err := meili.Open(ctx, cfg.Search, cfg.SearchKey, "sovite-tasks")
		if err != nil {
			return nil, fmt.Errorf("open Meilisearch at %s: %w", cfg.Search, err)
		}
		return x, nil
	}), nil
}

// installationSecret is the secret from which everything secret of the installation follows. With the embedded store it
// is made once and kept beside the data; several processes on MongoDB have to be given the same one.
func installationSecret(cfg *Config) ([]byte, error) {
	raw, err := keptSecret(cfg)
	if err != nil || raw != nil {
		return raw, err
	}
	if cfg.Store != "" {
		return nil, fmt.Errorf("name the installation's secret with SOVITE_SECRET or SOVITE_SECRET_FILE (%d characters or more), the same for every process", secret.MinSecret)
	}
	fresh := make([]byte, 32)
	if _, err := rand.Read(fresh); err != nil {
		return nil, fmt.Errorf("make a secret: %w", err)
	}
	raw = []byte(base64.StdEncoding.EncodeToString(fresh))
	if err := os.WriteFile(secretFile(cfg), raw, 0o600); err != nil {
		return nil, fmt.Errorf("keep the installation's secret: %w", err)
	}
	return raw, nil
}

// keptSecret is the installation's secret as it is given, or kept beside the embedded store; nil if there is none.
func keptSecret(cfg *Config) ([]byte, error) {
	if cfg.Secret != "" {
		return []byte(cfg.Secret), nil
	}
	if cfg.Store != "" {
		return nil, nil
	}
	raw, err := os.ReadFile(secretFile(cfg))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the installation's secret: %w", err)
	}
	return raw, nil
}

func secretFile(cfg *Config) string { return filepath.Join(cfg.Data, "secret") }

func newLog(cfg *Config, io streams) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(cfg.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(io.Err, options))
	}
	return slog.New(slog.NewTextHandler(io.Err, options))
}
