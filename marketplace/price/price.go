package price

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Book is everything that one organiser sells. Its id is the organiser's.
type Book struct {
	Org   marketplace.ID `json:"org"`
	Items []Item         `json:"items,omitempty"` // in the order in which they were added; at most MaxItems
}

// Item is one thing that is sold.
type Item struct {
	ID       marketplace.ID   `json:"id"`
	Name     string           `json:"name"` // at most 120 characters
	Unit     Unit             `json:"unit"`
	Versions []Version        `json:"versions"`          // in the order in which they were saved, never empty; at most MaxVersions
	Retired  marketplace.Date `json:"retired,omitempty"` // first day on which it is not sold any more; empty: it is sold
}

// Version is the price of an item from a day on. It is never changed.
type Version struct {
	Number int `json:"number"` // 1 for the first
	Draft
	Verdict Verdict             `json:"verdict"` // as it was when the version was saved
	By      marketplace.ID      `json:"by"`
	At      marketplace.Instant `json:"at"`
	Key     string              `json:"key,omitempty"` // with which the same request is known again
}

// Draft is what is filled in for a version.
type Draft struct {
	From   marketplace.Date `json:"from"` // first day
	Rate   money.Rate       `json:"rate"` // for one unit, without value added tax
	Cost   Cost             `json:"cost"`
	Market Market           `json:"market,omitzero"`
	Below  Below            `json:"below,omitzero"` // only kept when the price is below its cost
}

// Market is what others take for the same.
type Market struct {
	Rate   money.Rate       `json:"rate"`
	Source string           `json:"source"` // in words, at most 300 characters
	On     marketplace.Date `json:"on"`     // when it was looked up
}

// Below is why a price may be below its cost.
type Below struct {
	Reason string `json:"reason"` // at most 1,000 characters
	Person string `json:"person"` // who decided, by name; who saved it stands in the version
}

// Limits of a book.
const (
	MaxItems    = 200
	MaxVersions = 100
)

// Unit is what one is of.
type Unit string

// The units.
const (
	CrewHour       Unit = "crew_hour"       // one participant's hour in a supervised crew
	SupervisorHour Unit = "supervisor_hour" // one hour of the person who directs the work
	Piece          Unit = "piece"
	SquareMetre    Unit = "square_metre"
	Result         Unit = "result" // a fixed result, such as one move
	Travel         Unit = "travel" // one journey
	Material       Unit = "material"
)

// Units lists the units, in the order in which forms show them.
func Units() []Unit {
	return []Unit{CrewHour, SupervisorHour, Piece, SquareMetre, Result, Travel, Material}
}

// At is the version in force on a day, that of supply: of those that have begun the one that began last, and of several from
// the same day the one saved last. False before the first day and once the item is retired.
func (i Item) At(day marketplace.Date) (Version, bool) {
	if i.Retired != "" && day >= i.Retired {
		return Version{}, false
	}
	var found Version
	for _, v := range i.Versions {
		if v.From <= day && v.From >= found.From {
			found = v
		}
	}
	return found, found.Number > 0
}

// Item finds an item.
func (b Book) Item(id marketplace.ID) (Item, bool) {
	at := b.index(id)
	if at < 0 {
		return Item{}, false
	}
	return b.Items[at], true
}

// Cost is what one unit costs by a version of an item, as far as every part of it was told.
func (b Book) Cost(id marketplace.ID, version int) (Cost, bool) {
	i, _ := b.Item(id)
	at := slices.IndexFunc(i.Versions, func(v Version) bool { return v.Number == version })
	if at < 0 || len(i.Versions[at].Cost.Missing(i.Unit)) > 0 {
		return Cost{}, false
	}
	return i.Versions[at].Cost, true
}

func (b Book) index(id marketplace.ID) int {
	return slices.IndexFunc(b.Items, func(i Item) bool { return i.ID == id })
}

// taken says whether something that is still sold has this name.
func (b Book) taken(name string, today marketplace.Date) bool {
	return slices.ContainsFunc(b.Items, func(i Item) bool { return i.State(today) != Retired && strings.EqualFold(i.Name, name) })
}

// with is the book with an item changed; the book itself stays as it is.
func (b Book) with(item Item) Book {
	b.Items = slices.Clone(b.Items)
	if at := b.index(item.ID); at >= 0 {
		b.Items[at] = item
		return b
	}
	b.Items = append(b.Items, item)
	return b
}
