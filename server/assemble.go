package server

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/account/passkey"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/acting"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/caseload"
	"sovite.fi/sovite/marketplace/choice"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/fee"
	"sovite.fi/sovite/marketplace/feed"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/delivery"
	"sovite.fi/sovite/marketplace/journal/daybook"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/measure"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/notify/house"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/talk"
	"sovite.fi/sovite/marketplace/outcome"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/bank"
	"sovite.fi/sovite/marketplace/payment/online"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/payment/reminder"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/marketplace/privacy/extract"
	"sovite.fi/sovite/marketplace/privacy/retention"
	"sovite.fi/sovite/marketplace/privacy/trail"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/starter"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/reach"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/roster/ownweek"
	"sovite.fi/sovite/marketplace/roster/propose"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/shortlist"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/watch"
	"sovite.fi/sovite/marketplace/webhook"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/crew/planner"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/language"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/matching/suggest"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/once"
	"sovite.fi/sovite/server/operate"
	"sovite.fi/sovite/server/rate"
	"sovite.fi/sovite/server/schemas"
	"sovite.fi/sovite/server/state"
	"sovite.fi/sovite/server/worker"
	"sovite.fi/sovite/server/worker/lease"
	"sovite.fi/sovite/server/worker/standing"
)

// Ports are what an installation chooses: the technologies behind the ports, the clock, the ids and the secret. Only cmd
// and servertest fill them in.
type Ports struct {
	Store    store.Store
	Index    search.Index
	Sender   notify.Sender
	Print    invoice.Printer
	Wait     worker.Wait // time.After in production
	Log      *slog.Logger
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Process  marketplace.ID    // this process among several on one store: another one at each start
	Random   io.Reader         // crypto/rand.Reader in production
	Secret   []byte            // the installation's secret, at least secret.MinSecret bytes
	Before   []byte            // the installation's secret of before, while it is being changed; nil otherwise
	Breached secret.Breached   // passwords that became known; nil: no such list
	Hash     secret.HashCost   // what a password costs; the zero cost means the default
	Version  string            // of the program, for the record; may be empty
	Origin   string            // where the pages are reached, such as "https://sovite.fi"
	Release  *esco.Table       // the release of ESCO that counts; nil: the embedded part
	Payments provider.Provider // nil: no online payments
	Poster   webhook.Poster    // carries messages of webhooks; nil: none goes out
	Loopback bool              // messages of webhooks may go to the machine itself, for development
	Share    int64             // of each online payment that is the platform's, in ten-thousandths
	SignIn   oidc.Provider     // speaks with organisations' own sign-in services; nil: nobody comes in by one
	Passkey  passkey.Ceremony  // nil: nobody signs in by a key of their device
	PerIP    rate.Limit        // how often one address may try to sign in
	PerAcc   rate.Limit        // how often one account may be tried
}

// Parts are the services and tables that every way in shares.
type Parts struct {
	Ports
	Scale          *matching.Scale
	Bundle         *i18n.Bundle
	Places         *place.Places
	Zone           *time.Location // in which moments are told
	ESCO           *esco.Table
	Rules          *rule.Book
	Words          *language.Vocabulary
	Suggest        suggest.Finder
	Vault          *secret.Vault
	Record         *audit.Record
	Reads          *audit.Reads
	Accounts       *account.Service
	SignIns        *oidc.Service // by organisations' own services
	Passkeys       *passkey.Service
	Keys           *auth.Keys
	Gate           *auth.Gate
	Consents       *consent.Service
	Doors          *door.Service // of clients
	Profiles       *profile.Service
	Starters       *starter.Service
	Tasks          *task.Service
	Carving        *carving.Catalogue
	Carvings       *carving.Service
	Notices        *notice.Service
	Introductions  *introduction.Service
	Placements     *placement.Service
	Prices         *price.Service
	SupporterDoors *door.Service
	Liability      *liability.Service
	Watches        *watch.Service
	Shortlists     *shortlist.Service
	Discovery      *discovery.Service
	Finder         *find.Finder
	Reach          *reach.Service
	Choices        *choice.Service
	Coaching       *coaching.Service
	Network        *network.Service
	Measures       *measure.Service
	Outcomes       *outcome.Service
	Caseloads      *caseload.Service
	Capacity       *capacity.Service
	Requests       *request.Service
	Quotes         *quote.Service
	Once           *once.Keeper // answers to requests that may be sent again; the caller sweeps it
	Rates          *rate.Keeper // how often each caller asked; the caller sweeps it
	Orders         *order.Service
	Frames         *frame.Service
	Talks          *talk.Service
	Rosters        *roster.Service
	Proposals      *propose.Service
	OwnWeeks       *ownweek.Service
	Attendance     *attendance.Service
	Feeds          *feed.Service
	Timesheets     *timesheet.Service
	Invoices       *invoice.Service
	Deliveries     *delivery.Service
	Ledger         *payment.Service
	Daybook        *daybook.Service
	Reminders      *reminder.Service
	Fees           *fee.Service
	Online         *online.Service
	Bank           *bank.Service
	APIKeys        *apikey.Service
	Webhooks       *webhook.Service

	Office    *office.Service    // what administrators do
	Acting    *acting.Service    // as whom they look
	Looks     *audit.Looks       // searches of the record
	Runs      *standing.Runs     // what jobs did last
	Setbacks  *standing.Setbacks // what the courier set aside
	State     *state.State       // how the parts do, for everybody
	Extracts  *extract.Service   // what is held about somebody
	Erasures  *privacy.Service   //
	Trail     *trail.Trail       // who looked at an account or changed it
	Retention *retention.Service // the caller carries it out
	Leases    *lease.Leases      // what this process does for all; the caller keeps them
	Courier   *worker.Courier    // carries the facts; the caller runs it
	BookCheck *operate.Books
}

// Schemas declares every collection of the product, for store.Prepare.
func Schemas() []store.Schema { return schemas.All() }

// Assemble makes the services from the ports. It writes nothing; the caller has prepared the store.
func Assemble(p Ports) (*Parts, error) {
	p.Store = acting.Guarded(p.Store)
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
	if p.Vault, err = secret.NewVault(p.Secret, p.Random, p.Before); err != nil {
		return fmt.Errorf("secret: %w", err)
	}
	p.Accounts, err = account.New(account.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Random: p.Random, Vault: p.Vault, Hash: p.Hash, Breached: p.Breached, Elsewhere: p.elsewhere})
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	p.SignIns = oidc.New(oidc.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Vault: p.Vault, Provider: p.SignIn, Accounts: p.Accounts, Origin: p.Origin})
	p.Passkeys = passkey.New(passkey.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Ceremony: p.Passkey, Accounts: p.Accounts, Elsewhere: p.elsewhere})
	doors := door.Deps{Kind: door.Clients(), Store: p.Store, Clock: p.Clock, IDs: p.IDs, Random: p.Random, Vault: p.Vault, Hash: p.Hash, Clients: p.findClient}
	if p.Doors, err = door.New(doors); err != nil {
		return fmt.Errorf("doors: %w", err)
	}
	p.Once, p.Rates = once.New(p.Store, p.Clock, p.IDs, p.Vault, p.Log), rate.NewKeeper(p.Store, p.Clock, p.Vault)
	doors.Kind, doors.Holders = door.Supporters(), p.holder
	if p.SupporterDoors, err = door.New(doors); err != nil {
		return fmt.Errorf("doors of supporters: %w", err)
	}
	p.Record, p.Reads = audit.New(p.Store), audit.NewReads(p.Store, facts)
	p.Keys = auth.NewKeys(p.Store, facts, p.Vault, p.Random)
	p.Gate = auth.New(auth.Options{
		Accounts: p.Accounts, Doors: p.Doors, SupporterDoors: p.SupporterDoors, Keys: p.Keys, Vault: p.Vault, Clock: p.Clock, Origin: p.Origin,
		PerIP: p.Rates.Limiter("sign-ins by address", p.PerIP), PerName: p.Rates.Limiter("sign-ins by account", p.PerAcc), Holders: holders{p}, Onlooking: p.onlooking,
	})
	return nil
}

// business makes the slices, in the order of the story, and what follows from their facts.
func (p *Parts) business() {
	p.Consents = consent.New(consent.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Clients: p.findClient, Orgs: p.Accounts, Poster: p.poster, Over: p.over, InNetwork: p.inNetwork})
	p.Profiles = profile.New(profile.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Places: p.Places, ESCO: p.ESCO, Scale: p.Scale, Reads: p.Reads, IsCoach: p.Accounts.IsCoach,
		Contact: p.contact, Consents: p.Consents,
	})
	p.Starters = starter.New(starter.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Profiles: p.Profiles})
	p.Tasks = task.New(task.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Places: p.Places, ESCO: p.ESCO, Scale: p.Scale, Orgs: p.Accounts,
	})
	p.Notices = notice.New(notice.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, People: p.Accounts, Sender: p.Sender, Bundle: p.Bundle, Origin: p.Origin,
	})
	p.Carvings = carving.New(carving.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Places: p.Places, Scale: p.Scale, Catalogue: p.Carving, Tasks: p.Tasks, Orgs: p.Accounts,
		Notices: p.Notices,
	})
	p.Introductions = introduction.New(introduction.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Consents: p.Consents, Profiles: p.Profiles, Tasks: p.Tasks, Accounts: p.Accounts,
		Notices: p.Notices, Contact: p.contact, Forecast: p.forecast,
	})
	p.Placements = placement.New(placement.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rules: p.Rules, Scale: p.Scale, Clients: p.Profiles, Consents: p.Consents, Orgs: p.Accounts, Reads: p.Reads,
		Poster: p.poster, Introduced: p.introduced, Forecast: p.forecast,
	})
	p.Prices = price.New(price.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rules: p.Rules, Orgs: p.Accounts})
	p.Liability = liability.New(liability.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rules: p.Rules, Accounts: p.Accounts, Notices: p.Notices,
	})
	p.Discovery = discovery.New(discovery.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Profiles: p.Profiles, Tasks: p.Tasks,
		Rules: matching.DefaultRules(p.Scale), Scale: p.Scale, Places: p.Places, ESCO: p.ESCO, Version: p.Version,
	})
	p.Reach = reach.New(reach.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Profiles: p.Profiles, Tasks: p.Tasks,
		Rules: p.Discovery.Rules, Scale: p.Scale, Places: p.Places, ESCO: p.ESCO,
	})
	p.Finder = find.New(find.Deps{
		Tasks: p.Tasks, Index: p.Index, Scale: p.Scale, Places: p.Places,
		Synonyms: func(words string) []string { return p.Words.Synonyms("", words) },
	})
	p.keep()
	p.Choices = choice.New(choice.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Profiles: p.Profiles, Tasks: p.Tasks, Discovery: p.Discovery, Version: p.Version,
	})
	p.Coaching = coaching.New(coaching.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Clients: p.findClient, Reads: p.Reads, Rules: p.Rules, Profile: p.Profiles.Current,
		Placements: p.jobs, Measures: p.measured,
	})
	p.Network = network.New(network.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Clients: p.findClient, Reads: p.Reads, Consents: p.Consents, Doors: p.SupporterDoors, Cards: p.Profiles,
		Courses: p.Coaching, Placements: p.Placements,
	})
	p.Measures = measure.New(measure.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Clients: p.Profiles, Reads: p.Reads})
	p.Outcomes = outcome.New(outcome.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rules: p.Rules, Reads: p.Reads, Orgs: p.Accounts, Cases: p.cases,
	})
	p.selling()
	p.approving()
	p.Caseloads = caseload.New(caseload.Deps{
		Clock: p.Clock, Rules: p.Rules, Clients: p.Profiles, Courses: p.Coaching, Consents: p.Consents, Introductions: p.Introductions, Placements: p.Placements,
		Reads: p.Reads,
	})
	p.integrate()
	p.standing()
	p.answering()
	p.Leases = lease.New(lease.Deps{Store: p.Store, Clock: p.Clock, Holder: p.Process, Log: p.Log})
	p.Courier = p.courier()
}

// courier carries the facts to whoever follows them.
func (p *Parts) courier() *worker.Courier {
	return worker.New(worker.Deps{
		Store: p.Store, Record: p.Record, Reactions: worker.Reactions(worker.Followers{
			Accounts: p.Accounts, Office: p.Office, Acting: p.Acting, Letters: notify.NewLetters(p.Accounts, p.Sender, p.Bundle, p.Origin), Introductions: p.Introductions,
			Consents: p.Consents, Liability: p.Liability, Carvings: p.Carvings, Observed: p.observed,
			Coaching: p.Coaching, Finder: p.Finder, Discovery: p.Discovery, Requests: p.Requests, Quotes: p.Quotes, Orders: p.Orders, Frames: p.Frames,
			Talks: p.Talks, Rosters: p.Rosters, OwnWeeks: p.OwnWeeks, Timesheets: p.Timesheets, Feeds: p.Feeds, Watches: p.Watches, Network: p.Network,
			Ledger: p.Ledger, Invoices: p.Invoices, Deliveries: p.Deliveries, Daybook: p.Daybook, Reminders: p.Reminders, Online: p.Online,
			APIKeys: p.APIKeys, Webhooks: p.Webhooks, Erasures: p.Erasures, House: house.New(house.Deps{Store: p.Store, Orgs: p.Accounts, Notices: p.Notices}),
		}), Clock: p.Clock, Wait: p.Wait, Log: p.Log, Alone: p.Leases, Setbacks: p.Setbacks,
	})
}

// selling makes the slices from capacity to the order.
func (p *Parts) selling() {
	trade := func(key string) bool { _, there := p.Carving.Type(key); return there }
	p.Capacity = capacity.New(capacity.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Places: p.Places, Orgs: p.Accounts, Trade: trade})
	p.Requests = request.New(request.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Places: p.Places, Scale: p.Scale, Trade: trade, Teller: request.Teller{Accounts: p.Accounts, Notices: p.Notices},
	})
	p.Quotes = quote.New(quote.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Bundle: p.Bundle, Zone: p.Zone, Requests: p.Requests, Crews: p.Capacity, Prices: p.Prices,
	})
	p.Orders = order.New(order.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rules: p.Rules, Scale: p.Scale, Requests: p.Requests, Quotes: p.Quotes, Crews: p.Capacity,
		Liability: p.Liability, People: p.Accounts, Teller: request.Teller{Accounts: p.Accounts, Notices: p.Notices},
	})
	p.Talks = talk.New(talk.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Orders: p.Orders, People: p.Accounts, Teller: request.Teller{Accounts: p.Accounts, Notices: p.Notices},
	})
	p.Frames = frame.New(frame.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Places: p.Places, Scale: p.Scale, Trade: trade, Requests: p.Requests, Quotes: p.Quotes, Orders: p.Orders,
		Crews: p.Capacity, Prices: p.Prices, People: p.Accounts, Teller: request.Teller{Accounts: p.Accounts, Notices: p.Notices},
	})
	p.Rosters = roster.New(roster.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Scale: p.Scale, Work: p.Carving, Rules: p.Rules, Accounts: p.Accounts, Notices: p.Notices, Orders: p.Orders,
	})
	p.Proposals = propose.New(propose.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rosters: p.Rosters, Planner: planner.Propose, Limit: proposalTime,
	})
	p.Attendance = attendance.New(attendance.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Zone: p.Zone, Codes: p.Vault, Rosters: p.Rosters, Orders: p.Orders,
	})
	p.OwnWeeks = ownweek.New(ownweek.Deps{
		Store: p.Store, Clock: p.Clock, Codes: p.Vault, Work: p.Carving, Rosters: p.Rosters, Orders: p.Orders, Consents: p.Consents,
	})
}

// approving makes what comes between the work and the invoice.
func (p *Parts) approving() {
	p.Feeds = feed.New(feed.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Vault: p.Vault, Bundle: p.Bundle, Zone: p.Zone, Origin: p.Origin, People: p.Accounts, Shifts: p.Rosters, Orders: p.Orders,
	})
	p.Timesheets = timesheet.New(timesheet.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Vault: p.Vault, Bundle: p.Bundle, Sender: p.Sender, Origin: p.Origin, People: p.Accounts,
		Teller: request.Teller{Accounts: p.Accounts, Notices: p.Notices}, Orders: p.Orders, Sheets: p.Attendance,
	})
	p.Invoices = invoice.New(invoice.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Bundle: p.Bundle, Hours: p.Timesheets, Print: p.Print})
	p.Deliveries = delivery.New(delivery.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Invoices: p.Invoices, Teller: request.Teller{Accounts: p.Accounts, Notices: p.Notices},
	})
	p.Ledger = payment.New(payment.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Invoices: p.Invoices})
	p.Daybook = daybook.New(daybook.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Bundle: p.Bundle, Invoices: p.Invoices, Ledger: p.Ledger})
	p.Reminders = reminder.New(reminder.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rules: p.Rules, Bundle: p.Bundle, Ledger: p.Ledger, Invoices: p.Invoices, Orgs: p.Accounts,
		Sender: p.Sender, Origin: p.Origin,
	})
	p.Fees = fee.New(fee.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Bundle: p.Bundle, Invoices: p.Invoices, Ledger: p.Ledger, Orgs: p.Accounts})
	p.BookCheck = operate.NewBooks(p.Daybook, p.Clock)
	p.Online = online.New(online.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Provider: p.provider(), Ledger: p.Ledger, Orgs: p.Accounts, Bundle: p.Bundle, Origin: p.Origin, Share: p.Share,
		Teller: request.Teller{Accounts: p.Accounts, Notices: p.Notices},
	})
	p.Bank = bank.New(bank.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Ledger: p.Ledger, Profiles: p.Invoices})
}

// provider takes online payments; without one, nobody can be paid online.
func (p *Parts) provider() provider.Provider {
	if p.Payments == nil {
		return provider.Away{}
	}
	return p.Payments
}

// proposalTime is how long somebody waits for the proposal of a week.
const proposalTime = 8 * time.Second

// load reads the tables that the program carries.
func (p *Parts) load() error {
	var err error
	if p.Scale, err = matching.LoadScale(); err != nil {
		return fmt.Errorf("scale: %w", err)
	}
	if p.Bundle, err = i18n.Load(p.Scale); err != nil {
		return fmt.Errorf("messages: %w", err)
	}
	if p.Zone, err = time.LoadLocation("Europe/Helsinki"); err != nil {
		return fmt.Errorf("time zone: %w", err)
	}
	if p.Places, err = place.Load(); err != nil {
		return fmt.Errorf("places: %w", err)
	}
	if p.Words, err = language.LoadVocabulary(); err != nil {
		return fmt.Errorf("vocabulary: %w", err)
	}
	if p.ESCO = p.Release; p.ESCO == nil {
		if p.ESCO, err = esco.Load(); err != nil {
			return fmt.Errorf("occupations: %w", err)
		}
	}
	if p.Carving, err = carving.LoadCatalogue(p.Scale); err != nil {
		return fmt.Errorf("types of work: %w", err)
	}
	if p.Rules, err = rule.LoadBook(); err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	p.Suggest = suggest.New(p.ESCO, p.Words)
	return nil
}
