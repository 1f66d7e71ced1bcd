package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"sovite.fi/sovite/cmd/sovite/judging"
)

// Config is the one option table: every subcommand shares it.
type Config struct {
	Data          string  `help:"Folder for the embedded store, index and messages." env:"SOVITE_DATA" default:"data" type:"path" group:"Where things are"`
	Store         string  `help:"MongoDB address (mongodb://host/database); empty: SQLite in the data folder." env:"SOVITE_STORE" group:"Where things are"`
	Search        string  `help:"Meilisearch address (http://host:7700); empty: Bleve in the data folder." env:"SOVITE_SEARCH" group:"Where things are"`
	SearchKey     string  `help:"Meilisearch key." env:"SOVITE_SEARCH_KEY" group:"Where things are"`
	Secret        string  `help:"The installation's secret, 32 characters or more; empty: made once and kept in the data folder." env:"SOVITE_SECRET" group:"Where things are"`
	SecretOld     string  `help:"The installation's secret of before, while it is being changed; see sovite rotate." env:"SOVITE_SECRET_OLD" group:"Where things are"`
	Breached      string  `help:"File of passwords that became known, as SHA-1 hashes in order (HASH:COUNT a line); none of them can be chosen." env:"SOVITE_BREACHED" type:"path" group:"Where things are"`
	Mail          string  `help:"Mail server (smtp://user:password@host:587 or smtps://…:465); empty: letters become files in the data folder." env:"SOVITE_MAIL" group:"Letters"`
	MailFrom      string  `help:"Who letters come from, such as \"Sovite <posti@sovite.example>\"." env:"SOVITE_MAIL_FROM" group:"Letters"`
	PaymentShare  int64   `help:"Of each online payment that is the platform's, in ten-thousandths." env:"SOVITE_PAYMENT_SHARE" default:"100" group:"Online payments"`
	StripeKey     string  `help:"Stripe's secret key of the platform; empty: no online payments." env:"SOVITE_STRIPE_KEY" group:"Online payments"`
	StripeOwn     string  `help:"Stripe's signing secret of the webhook for events of the platform's own account." env:"SOVITE_STRIPE_OWN_SECRET" group:"Online payments"`
	StripeConnect string  `help:"Stripe's signing secret of the webhook for events of connected accounts." env:"SOVITE_STRIPE_CONNECT_SECRET" group:"Online payments"`
	standIn       bool    // take online payments by the stand-in: for the demo
	Loopback      bool    `name:"webhook-loopback" help:"Let webhooks go to this machine, by http too: for development only." env:"SOVITE_WEBHOOK_LOOPBACK" group:"Webhooks"`
	Traces        string  `help:"Collector of traces (OTLP over HTTP, such as http://collector:4318); empty: nothing is traced." env:"SOVITE_TRACES" group:"Logging"`
	TracesShare   float64 `help:"Of the traces that begin here, the share to keep, from 0 to 1." env:"SOVITE_TRACES_SHARE" default:"0.1" group:"Logging"`
	LogLevel      string  `help:"What to log: debug, info, warn or error." env:"SOVITE_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" group:"Logging"`
	LogFormat     string  `help:"How to log: text or json." env:"SOVITE_LOG_FORMAT" enum:"text,json" default:"text" group:"Logging"`
	SignInPrivate bool    `help:"Let organisations' own sign-in services stand at private addresses and without https: for trials only." env:"SOVITE_SIGNIN_PRIVATE" group:"Signing in"`
}

// commands are the subcommands; kong reads the tags.
type commands struct {
	Config `embed:""`

	Serve       serveCommand        `cmd:"" help:"Run the portal and the API."`
	Admin       adminCommand        `cmd:"" help:"Make an administrator, and the organisation that runs the installation."`
	Seed        seedCommand         `cmd:"" help:"Put the demo data into an empty store."`
	Import      importCommand       `cmd:"" help:"Bring in what other systems have."`
	Reindex     reindexCommand      `cmd:"" help:"Build the search index again from the store."`
	Match       matchCommand        `cmd:"" help:"Show a client's matches with their reasons."`
	Reach       reachCommand        `cmd:"" help:"Count who could do each task, or the tasks of a coach's clients; goes on where it was stopped."`
	Crew        judging.Crew        `cmd:"" help:"Plan crews from a file, for judging."`
	Rank        judging.Rank        `cmd:"" help:"Rank jobs for profiles from files, for judging."`
	SearchBatch judging.SearchBatch `cmd:"" name:"search-batch" help:"Rank texts for questions from files, for judging."`
	Audit       judging.Audit       `cmd:"" help:"Say whether groups of people get jobs alike, from files."`
	Replay      replayCommand       `cmd:"" help:"Run logged rankings again and compare, or hand out what was logged."`
	Rotate      rotateCommand       `cmd:"" help:"Seal everything again after the installation's secret was changed, and say what is left of the old one."`
	Health      healthCommand       `cmd:"" help:"Ask a running server whether it is ready."`
	Doctor      doctorCommand       `cmd:"" help:"Say in words whether store, index and audit record are sound."`
	Backup      backupCommand       `cmd:"" help:"Put everything that the store holds into one encrypted file."`
	Restore     restoreCommand      `cmd:"" help:"Put a backup into an empty store, or only check it."`
	Retention   retentionCommand    `cmd:"" help:"Say what was kept long enough by the rules, and delete it with --carry-out."`
	Migrate     migrateCommand      `cmd:"" help:"Prepare the store's collections, or copy everything to another store."`
}

// secretFiles resolves an option from the file that its variable with _FILE names, as container platforms hand out
// secrets. Naming both the value and the file is an error, because one of them would be ignored.
func secretFiles() kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range flag.Envs {
			path, named := os.LookupEnv(name + "_FILE")
			if !named {
				continue
			}
			if _, both := os.LookupEnv(name); both {
				return nil, fmt.Errorf("%s and %s_FILE are both set; keep one", name, name)
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				return nil, fmt.Errorf("%s_FILE: %w", name, err)
			}
			return strings.TrimSpace(string(raw)), nil
		}
		return nil, nil
	})
}
