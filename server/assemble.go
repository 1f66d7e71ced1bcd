package server

import (
	"fmt"
	"io"
	"log/slog"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/language"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
	"sovite.fi/sovite/server/worker"
)

// Ports are what an installation chooses: the technologies behind the ports, the clock, the ids and the secret. Only cmd
// and servertest fill them in.
type Ports struct {
	Store   store.Store
	Index   search.Index
	Sender  notify.Sender
	Wait    worker.Wait // time.After in production
	Log     *slog.Logger
	Clock   marketplace.Clock
	IDs     marketplace.IDs
	Random  io.Reader       // crypto/rand.Reader in production
	Secret  []byte          // the installation's secret, at least secret.MinSecret bytes
	Hash    secret.HashCost // what a password costs; the zero cost means the default
	Version string          // of the program, for the record; may be empty
	Origin  string          // where the pages are reached, such as "https://sovite.fi"
	PerIP   web.Rate        // how often one address may try to sign in
	PerAcc  web.Rate        // how often one account may be tried
}

// Parts are the services and tables that every way in shares.
type Parts struct {
	Ports
	Scale     *matching.Scale
	Bundle    *i18n.Bundle
	Places    *place.Places
	ESCO      *esco.Table
	Words     *language.Vocabulary
	Vault     *secret.Vault
	Record    *audit.Record
	Reads     *audit.Reads
	Accounts  *account.Service
	Keys      *auth.Keys
	Gate      *auth.Gate
	Profiles  *profile.Service
	Tasks     *task.Service
	Discovery *discovery.Service
	Courier   *worker.Courier // carries the facts; the caller runs it
}

// Schemas declares every collection of the product, for store.Prepare.
func Schemas() []store.Schema {
	return slices.Concat([]store.Schema{auth.Schema()}, audit.Schemas(), account.Schemas(), profile.Schemas(), task.Schemas(), discovery.Schemas())
}

// Assemble makes the services from the ports. It writes nothing; the caller has prepared the store.
func Assemble(p Ports) (*Parts, error) {
	out := &Parts{Ports: p}
	if err := out.load(); err != nil {
		return nil, err
	}
	if err := out.accounts(); err != nil {
		return nil, err
	}
	out.business()
	return out, nil
}

// accounts makes everything about who may come in.
func (p *Parts) accounts() (err error) {
	facts := marketplace.Facts{IDs: p.IDs, Clock: p.Clock}
	if p.Vault, err = secret.NewVault(p.Secret, p.Random); err != nil {
		return fmt.Errorf("secret: %w", err)
	}
	p.Accounts, err = account.New(account.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Random: p.Random, Vault: p.Vault, Hash: p.Hash})
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	p.Record, p.Reads = audit.New(p.Store), audit.NewReads(p.Store, facts)
	p.Keys = auth.NewKeys(p.Store, facts, p.Vault, p.Random)
	p.Gate = auth.New(auth.Options{
		Accounts: p.Accounts, Keys: p.Keys, Vault: p.Vault, Clock: p.Clock, Origin: p.Origin, PerIP: p.PerIP, PerName: p.PerAcc,
	})
	return nil
}

// business makes the slices, in the order of the story, and what follows from their facts.
func (p *Parts) business() {
	p.Profiles = profile.New(profile.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Places: p.Places, ESCO: p.ESCO, Scale: p.Scale, Reads: p.Reads, IsCoach: p.Accounts.IsCoach,
	})
	p.Tasks = task.New(task.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Places: p.Places, ESCO: p.ESCO, Scale: p.Scale, Orgs: p.Accounts,
	})
	p.Discovery = discovery.New(discovery.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Profiles: p.Profiles, Tasks: p.Tasks, Index: p.Index,
		Rules: matching.DefaultRules(p.Scale), Scale: p.Scale, Places: p.Places, ESCO: p.ESCO, Version: p.Version,
		Synonyms: func(words string) []string { return p.Words.Synonyms("", words) },
	})
	letters := notify.NewLetters(p.Accounts, p.Sender, p.Bundle, p.Origin)
	p.Courier = worker.New(worker.Deps{
		Store: p.Store, Record: p.Record, Reactions: worker.Reactions(p.Accounts, letters, p.Discovery), Clock: p.Clock, Wait: p.Wait, Log: p.Log,
	})
}

// load reads the tables that the program carries.
func (p *Parts) load() error {
	var err error
	if p.Scale, err = matching.LoadScale(); err != nil {
		return fmt.Errorf("scale: %w", err)
	}
	if p.Bundle, err = i18n.Load(p.Scale); err != nil {
		return fmt.Errorf("messages: %w", err)
	}
	if p.Places, err = place.Load(); err != nil {
		return fmt.Errorf("places: %w", err)
	}
	if p.Words, err = language.LoadVocabulary(); err != nil {
		return fmt.Errorf("vocabulary: %w", err)
	}
	if p.ESCO, err = esco.Load(); err != nil {
		return fmt.Errorf("occupations: %w", err)
	}
	return nil
}
