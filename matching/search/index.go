package search

import "context"

// Version is the version of the Entry's shape and analysis. An adapter that finds an index of another version opens it
// empty and reports Stale true in its Status, so that it is rebuilt from the store.
const Version = 1

// Index finds tasks. Adapters are safe for concurrent use. Errors are those of the engine, wrapped; ErrUnavailable is
// in the chain when the engine does not answer and the caller may fall back to the store's lists.
type Index interface {
	// Put adds or replaces entries by id, in batches as large as the caller gives (at most 1,000 are best); of two with
	// one id the later counts. When it returns, the entries are found by Search; an engine that writes later waits for
	// itself. ErrEntry is in the chain, and nothing was written, when an entry fails Entry.Check.
	Put(ctx context.Context, entries []Entry) error

	// Delete removes entries; ids that are not there are no error. Visible when it returns, as Put.
	Delete(ctx context.Context, ids []string) error

	// Search returns the entries that fit all filters and, if there are Words, some of the words; see Query.
	Search(ctx context.Context, q Query) (Result, error)

	// Reset empties the index and gives it the current Version.
	Reset(ctx context.Context) error

	// Status tells whether the engine answers, how many entries it holds and how far it lags behind.
	Status(ctx context.Context) (Status, error)

	// Close releases the index.
	Close() error
}

// Entry is the public part of one task. Text is plain text in the language of the poster.
type Entry struct {
	ID          string // see Check
	Title       string
	Text        string   // description and the names of the single tasks
	Grams       string   // the analysed words of Title and Text: Analyse joins them with spaces
	Employer    string   // shown name
	Org         string   // organisation id
	Forms       []string // work form routes
	Shifts      []string
	Hazards     []string // of the closed list, and "allergen:nuts" and so on
	Certs       []string // required certificates
	Adaptations []string // offered
	Access      []string // accessibility features of the place
	Region      string   // maakunta, by name in Finnish
	Municipal   string   // municipality, by name in Finnish
	Lat, Lon    float64  // degrees; both 0 when the place is not known
	HoursMin    int      // minutes a week, the least the task needs; 0 when not known
	HoursMax    int      // minutes a week, the most it gives; 0 when not known
	Start       string   // first day, 2026-11-23; empty means at once
	Posted      string   // day of publishing, for sorting
	Places      int      // open places
}

// Query asks for entries. Filters on one field are alternatives (any of), different fields must all hold. Entries with
// an unknown value (no place, no hours) pass distance and hours filters, because what is missing never excludes. Values
// are compared exactly; an engine may take values that differ in case only for the same. An empty value matches nothing.
type Query struct {
	Words       string   // as typed; the adapter takes Terms of it; without any term it finds everything
	Also        []string // synonyms of Words, which find entries too; see Terms. Ignored without Words
	Forms       []string // any of
	Regions     []string // any of
	Municipals  []string // any of
	Access      []string // all of
	Adaptations []string // all of
	Orgs        []string // any of
	NotHazards  []string // none of
	OnlyShifts  []string // no shift outside these, if not empty
	OnlyCerts   []string // no required certificate outside these, if CertsKnown
	CertsKnown  bool     // whether OnlyCerts is a filter at all (no certificates held is a filter too)
	HoursFrom   int      // the task's most is at least this, minutes a week, if not 0
	HoursTo     int      // the task's least is at most this, minutes a week, if not 0
	Near        *Point   // within Point.Metres
	Sort        Sort
	Facets      bool // count facets over all fitting entries
	Limit       int  // 1 to 1,000; 0 means 20
	Offset      int  // at most 10,000
}

// Point is a place with a radius in metres.
type Point struct {
	Lat, Lon float64
	Metres   int
}

// Sort is the order of hits. Ties are broken by id, so that the same query gives the same order.
type Sort string

// The orders. ByWords needs Words, ByDistance needs Near; without them both fall back to ByPosted. No order given means
// ByWords.
const (
	ByWords    Sort = "words"    // best words first
	ByPosted   Sort = "posted"   // newest first; unknown days last
	ByDistance Sort = "distance" // nearest first; unknown places last
)

// Hit is one found entry.
type Hit struct {
	ID    string
	Score float64 // of the words, comparable only within one Result; 0 without words
}

// Result is what a Search found.
type Result struct {
	Hits   []Hit
	Total  int                       // of all fitting entries; exact up to 10,000
	Facets map[string]map[string]int // "form", "region", "municipality", "shift", "access" to value to count
}

// Status is the state of an index.
type Status struct {
	Engine  string // "bleve" or "meilisearch"
	Entries int
	Lag     int  // writes accepted by the engine and not yet visible
	Stale   bool // built by another Version, or never built: needs a rebuild
}
