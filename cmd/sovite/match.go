package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/matching"
)

// matchCommand shows a client's matches in words. The read is recorded like any other.
type matchCommand struct {
	Client string `help:"The client's id, pseudonym or name; empty: list the clients."`
	Lang   string `help:"Language of the reasons: fi, sv, en, or selko for plain Finnish." enum:"fi,sv,en,selko" default:"fi"`
	Shown  int    `help:"How many tasks of each group to show, 1 to 200." default:"5"`
	JSON   bool   `help:"Print everything as JSON."`
}

// Run implements the command.
func (c *matchCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	clients, err := allClients(ctx, in)
	if err != nil {
		return err
	}
	if c.Client == "" {
		for _, client := range clients {
			fmt.Fprintf(io.Out, "%-28s %-8s %s\n", client.ID, client.Code, client.Name)
		}
		return nil
	}
	at := slices.IndexFunc(clients, func(p profile.Client) bool {
		return string(p.ID) == c.Client || p.Code == c.Client || strings.EqualFold(p.Name, c.Client)
	})
	if at < 0 {
		return fmt.Errorf("there is no client %q; sovite match without --client lists them", c.Client)
	}
	client := clients[at]
	matches, err := in.Discovery.Matches(ctx, marketplace.System(client.Org), client.ID, discovery.MatchOptions{Shown: c.Shown, LeftOut: true})
	if err != nil {
		return err
	}
	if c.JSON {
		encoder := json.NewEncoder(io.Out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(matches)
	}
	today := marketplace.DateOf(in.Clock(), time.UTC)
	printer{io, in.Bundle.In(i18n.Voice(c.Lang)), in.Rules, today}.matches(client, matches)
	return in.carry(ctx)
}

// allClients lists the clients of every coaching provider.
func allClients(ctx context.Context, in *installation) (all []profile.Client, err error) {
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		orgs, err := in.Accounts.Organisations(ctx, marketplace.System(""), page)
		if err != nil {
			return nil, err
		}
		for _, org := range orgs.Items {
			if !slices.Contains(org.Kinds, account.KindCoaching) {
				continue
			}
			some, err := clientsOf(ctx, in, org.ID)
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
		if page.After = orgs.Next; page.After == "" {
			return all, nil
		}
	}
}

func clientsOf(ctx context.Context, in *installation, org marketplace.ID) (all []profile.Client, err error) {
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		list, err := in.Profiles.Caseload(ctx, marketplace.System(org), page)
		if err != nil {
			return nil, err
		}
		all = append(all, list.Items...)
		if page.After = list.Next; page.After == "" {
			return all, nil
		}
	}
}

// printer writes matches for a person at a terminal.
type printer struct {
	streams
	lang  i18n.Lang
	rules *rule.Book
	today marketplace.Date
}

func (p printer) matches(client profile.Client, m discovery.Matches) {
	fmt.Fprintf(p.Out, "%s (%s) · %s\n", client.Name, client.Code, m.Rules)
	for _, group := range m.Groups {
		fmt.Fprintf(p.Out, "\n%s (%d)\n", strings.ToUpper(p.lang.T("match.group."+group.Key)), group.Count)
		for _, match := range group.Items {
			p.match(match)
		}
	}
}

func (p printer) match(m discovery.Match) {
	fmt.Fprintf(p.Out, "  %s · %s  [%s]\n", m.Task.Title, m.Task.Employer, m.Task.ID)
	v := m.Verdict
	for _, b := range v.Breaches {
		p.line("✗", b)
	}
	for _, c := range v.Changes {
		p.line("→", c)
		p.terms(c)
	}
	for _, q := range v.Ask {
		p.line("?", q)
	}
	for _, r := range v.For[:min(3, len(v.For))] {
		p.line("+", r)
	}
	for _, r := range v.Against[:min(2, len(v.Against))] {
		p.line("−", r)
	}
}

// terms says who can grant a change, what kind it is, what it costs and which public aid may pay for it.
func (p printer) terms(c matching.Change) {
	terms, ok := p.rules.TermsOf(p.lang.Scale(), c, p.today)
	if !ok {
		return
	}
	grants, kind, cost := terms.Messages()
	fmt.Fprintf(p.Out, "      %s %s %s\n", p.lang.T(grants), p.lang.T(kind), p.lang.T(cost))
	for _, r := range terms.Aids {
		fmt.Fprintf(p.Out, "      %s [%s]\n", r.Offer(p.lang), r.Ref)
	}
}

// message is anything of a verdict that the catalogues can word.
type message interface {
	Message() (key string, args map[string]string)
}

var (
	_ message = matching.Reason{}
	_ message = matching.Change{}
)

func (p printer) line(sign string, m message) {
	key, args := m.Message()
	fmt.Fprintf(p.Out, "    %s %s\n", sign, p.lang.Render(key, args))
}
