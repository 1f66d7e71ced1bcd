package view

import (
	"strings"

	"sovite.fi/sovite/marketplace/i18n"
)

// Page is one page of the portal.
type Page interface {
	// Template names the file in pages that shows it.
	Template() string
	// Common is the part that every page has.
	Common() *Base
}

// Base is what every page has. Handlers fill it in one place.
type Base struct {
	Lang          i18n.Lang
	Title         string // of the page alone; the name of the service is added
	Path          string // of this page, for the language links and the marks in the navigation
	Query         string // of this page, without lang
	CSRF          string
	Who           *Who   // nil when nobody is signed in
	Out           string // where a visit by a link is ended; empty when there is none
	Nav           []Link
	Back          *Link
	Done          string    // what was just done, said once
	Problems      []Problem // what is wrong, with links to the fields
	Acting        []string  // through whose eyes an administrator looks, until when and why; empty when through their own
	Demo, Mailbox bool      // Mailbox: messages can be read in the portal
}

// Common is the part that every page has.
func (b *Base) Common() *Base { return b }

// Who is the person who is signed in.
type Who struct {
	Name, Org string
	Several   bool // belongs to several organisations
}

// Link is one link.
type Link struct {
	Text, Href, Icon string
	Note             string // a second line, if any
	Current          bool
}

// Problem is one line of the error summary. Field is the id of the field to go to, or of a part of the page; empty when there
// is none. Href is the address where it is mended, when that is another page.
type Problem struct{ Field, Text, Href string }

// Languages are links to this page in the other languages.
func (b *Base) Languages() []Link {
	var links []Link
	for _, v := range i18n.Languages() {
		query := "lang=" + string(v)
		if b.Query != "" {
			query = b.Query + "&" + query
		}
		links = append(links, Link{Text: strings.ToUpper(string(v)), Note: string(v), Href: b.Path + "?" + query, Current: string(v) == b.Lang.Code()})
	}
	return links
}

// Mark sets Current on the navigation link that the page stands under: the longest one that its path starts with.
func (b *Base) Mark() {
	best := -1
	for i, l := range b.Nav {
		under := b.Path == l.Href || l.Href != "/" && strings.HasPrefix(b.Path, l.Href+"/")
		if under && (best < 0 || len(l.Href) > len(b.Nav[best].Href)) {
			best = i
		}
	}
	if best >= 0 {
		b.Nav[best].Current = true
	}
}
