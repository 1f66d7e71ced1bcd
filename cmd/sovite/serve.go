package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/cmd/sovite/demo/plant"
	"sovite.fi/sovite/marketplace/payment/fake"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/rate"
	"sovite.fi/sovite/server/state"
	"sovite.fi/sovite/server/worker"
)

// serveCommand runs the portal and the API.
type serveCommand struct {
	Listen       string   `help:"Address and port to listen on." env:"SOVITE_LISTEN" default:"127.0.0.1:8080"`
	Origin       string   `help:"Where people reach the portal, such as https://sovite.example; empty: http:// and the listening address." env:"SOVITE_ORIGIN"`
	Demo         bool     `help:"Put the demo data into the store if it is not there, show the demo accounts on the sign-in page, and make sent messages readable." env:"SOVITE_DEMO"`
	DemoPassword string   `help:"Password of the demo accounts." env:"SOVITE_DEMO_PASSWORD" default:"sovite-demo-2026"`
	MetricsToken string   `help:"Token that /metrics asks for; empty: open to whoever reaches it." env:"SOVITE_METRICS_TOKEN"`
	ProxyHeader  string   `help:"Header in which a proxy tells the caller's address, such as X-Real-IP." env:"SOVITE_PROXY_HEADER"`
	Proxies      []string `help:"Addresses or networks of the proxies that are believed." env:"SOVITE_PROXIES"`
	Rate         int      `help:"Requests that one person, or one address that is not signed in, may make in a minute; a third of them at once." env:"SOVITE_RATE" default:"600"`
	link         string   // of the demo client, relative to the origin

	supporterLink string // of a member of the demo client's network; empty when there is none
	Contact       string `help:"E-mail address that the pages give for help." env:"SOVITE_CONTACT"`
}

// settle is how long requests under way may take to finish when the program is asked to stop.
const settle = 20 * time.Second

// burst is which part of a minute's requests may come at once.
const burst = 3

// Run implements the command: it serves until the context ends, then lets requests and facts under way finish.
func (c *serveCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	if c.Rate < 1 {
		return fmt.Errorf("--rate is %d; it must be 1 or more requests a minute", c.Rate)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w (choose another with --listen)", c.Listen, err)
	}
	defer func() {
		if closing := listener.Close(); closing != nil && !errors.Is(closing, net.ErrClosed) {
			err = errors.Join(err, closing)
		}
	}()
	origin := c.origin(listener)
	cfg.standIn = c.Demo
	in, err := wire(ctx, cfg, origin, indexNeeded, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := c.prepare(ctx, in, io); err != nil {
		return err
	}
	if c.Demo {
		if c.link, err = plant.Link(ctx, in.Parts); err != nil {
			return err
		}
		if err := in.county(ctx); err != nil {
			return fmt.Errorf("the demo's county: %w", err)
		}
		if c.supporterLink, err = plant.SupporterLink(ctx, in.Parts); err != nil {
			return err
		}
	}
	app, err := c.app(in, origin)
	if err != nil {
		return err
	}
	if in.StandIn != nil {
		in.StandIn.Post = deliverTo(app)
	}
	c.greet(io, origin)
	return c.serve(ctx, in, app, listener)
}

func (c *serveCommand) origin(l net.Listener) string {
	if c.Origin != "" {
		return strings.TrimRight(c.Origin, "/")
	}
	return "http://" + l.Addr().String()
}

// prepare makes the first key, builds a missing index and brings the demo data in, before anybody is let in.
func (c *serveCommand) prepare(ctx context.Context, in *installation, io streams) error {
	if err := in.Keys.Rotate(ctx); err != nil {
		return fmt.Errorf("signing keys: %w", err)
	}
	if err := freshIndex(ctx, in, io); err != nil || !c.Demo {
		return err
	}
	return fill(ctx, in, c.DemoPassword, io)
}

func (c *serveCommand) app(in *installation, origin string) (*fiber.App, error) {
	pages, err := newPortal(in, c)
	if err != nil {
		return nil, err
	}
	return server.New(server.Deps{
		Parts: in.Parts, Portal: pages.Mount, PageError: pages.PageError, Files: []string{"/tasks/import", "/payments/import"},
		Options: server.Options{
			HTTPS: strings.HasPrefix(origin, "https://"), Rate: rate.Limit{PerMinute: c.Rate, Burst: max(1, c.Rate/burst)}, MetricsToken: c.MetricsToken,
			Version: version(), Stylesheet: pages.Stylesheet(), Tracer: in.Tracer, ProxyHeader: c.ProxyHeader, Proxies: c.Proxies, Onward: in.Onward,
		},
	})
}

func (c *serveCommand) serve(ctx context.Context, in *installation, app *fiber.App, listener net.Listener) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	if in.Tracer != nil {
		traces, done := context.WithCancel(context.WithoutCancel(ctx))
		sent := make(chan struct{})
		go func() { in.Tracer.Run(traces, time.After, in.Log); close(sent) }()
		defer func() { done(); <-sent }()
	}
	rest := make(chan error, 2)
	go func() { rest <- in.Courier.Run(background) }()
	go func() {
		rest <- worker.NewSchedule(in.Leases, time.After, in.Log, traced(in)...).Telling(in.Clock, in.Runs.Done).Run(background)
	}()
	leases, release := context.WithCancel(context.WithoutCancel(ctx))
	released := make(chan struct{})
	go func() { in.Leases.Keep(leases, time.After); close(released) }()
	served := make(chan error, 1)
	go func() { served <- app.Listener(listener) }()

	var err error
	select {
	case <-ctx.Done():
		in.Log.Info("stopping", "within", settle.String())
		err = app.ShutdownWithTimeout(settle)
	case err = <-served:
	}
	stop()
	err = errors.Join(err, <-rest, <-rest)
	release() // now that nothing is done under them any more
	<-released
	return err
}

// jobs are what has to be done every so often.
func jobs(in *installation) []worker.Job {
	return []worker.Job{
		{Name: "follow the board", Every: time.Minute, Each: true, Do: in.Discovery.Warm},
		{Name: "rebuild an index that is empty or old", Every: time.Minute, Do: in.Finder.Renew},
		{Name: "look through the books", Every: time.Hour, Each: true, Do: in.BookCheck.Look},
		{Name: "rotate keys", Every: 24 * time.Hour, Each: true, Do: in.Keys.Rotate},
		{Name: "count who could do each task", Every: time.Hour, Do: in.Reach.Daily},
		{Name: "end consents", Every: time.Hour, Do: in.Consents.RunOut},
		{Name: "release holds that have run out", Every: time.Minute, Do: in.Capacity.Work},
		{Name: "remind and close introductions", Every: time.Hour, Do: in.Introductions.Work},
		{Name: "remind of contractor's liability", Every: time.Hour, Do: in.Liability.Work},
		{Name: "end quotes and requests", Every: time.Minute, Do: in.Quotes.Work},
		{Name: "look through saved searches", Every: 15 * time.Minute, Do: in.Watches.Work},
		{Name: "finish orders", Every: time.Hour, Do: in.Orders.Work},
		{Name: "end framework agreements", Every: time.Hour, Do: in.Frames.Work},
		{Name: "make invoices", Every: 10 * time.Second, Do: in.Invoices.Work},
		{Name: "work through bank files", Every: 2 * time.Second, Do: in.Bank.Work},
		{Name: "carry out payments", Every: time.Minute, Do: in.Ledger.Work},
		{Name: "carry out reminders", Every: time.Minute, Do: in.Reminders.Work},
		{Name: "make platform invoices", Every: time.Hour, Do: in.Fees.Work},
		{Name: state.PaymentsJob, Every: 5 * time.Second, Do: in.Online.Work},
		{Name: "deliver messages of the stand-in", Every: 10 * time.Second, Do: in.standInWork((*fake.Fake).Deliver)},
		{Name: "pay out what the stand-in holds", Every: time.Hour, Do: in.standInWork((*fake.Fake).PayOut)},
		{Name: "remind of timesheets", Every: time.Hour, Do: in.Timesheets.Work},
		{Name: state.LettersJob, Every: time.Minute, Do: in.Notices.Send},
		{Name: "list organisations by their names", Every: 24 * time.Hour, Do: in.Office.Work},
		{Name: "warn of keys and end them", Every: time.Hour, Do: in.APIKeys.Work},
		{Name: "send messages of webhooks", Every: 5 * time.Second, Do: in.Webhooks.Work},
		{Name: "sweep messages of webhooks", Every: 24 * time.Hour, Do: in.Webhooks.Sweep},
		{Name: "sweep challenges", Every: 10 * time.Minute, Do: in.Passkeys.Sweep},
		{Name: "sweep sign-ins", Every: 24 * time.Hour, Do: in.SignIns.Sweep},
		{Name: "sweep accounts", Every: 24 * time.Hour, Do: in.Accounts.Sweep},
		{Name: "sweep answers", Every: time.Hour, Do: in.Once.Sweep},
		{Name: "sweep limits", Every: time.Hour, Do: in.Rates.Sweep},
	}
}

// traced are the jobs, each a trace of its own.
func traced(in *installation) []worker.Job {
	all := jobs(in)
	for i, j := range all {
		all[i].Do = in.Tracer.Job(j.Name, j.Do)
	}
	return all
}

func (c *serveCommand) greet(io streams, origin string) {
	fmt.Fprintf(io.Out, "\nSovite is at %s\n", origin)
	fmt.Fprintf(io.Out, "  API   %s/api/v1/docs\n", origin)
	if c.Demo {
		fmt.Fprintf(io.Out, "\nDemo accounts, password %s:\n", c.DemoPassword)
		for _, a := range demoAccounts() {
			fmt.Fprintf(io.Out, "  %-36s %s\n", a.Email, a.What)
		}
		fmt.Fprintf(io.Out, "  A client's own pages, PIN %s:\n  %s%s\n", demo.DoorPIN, origin, c.link)
		fmt.Fprintf(io.Out, "  Sent messages are at %s/mailbox\n", origin)
	}
	fmt.Fprintln(io.Out, "\nCtrl-C stops it.")
}
