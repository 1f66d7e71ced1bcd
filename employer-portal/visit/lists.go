package visit

import (
	"bytes"
	"html/template"
	"sync"

	"sovite.fi/sovite/marketplace"
)

// List is a long part of a page, written, with how many it shows in words.
type List struct {
	HTML  template.HTML
	Shown string
}

// Lists keeps the lists of today that are the same for everybody. Those of other days are made each time, so that nobody can fill it. It
// is safe for concurrent use.
type Lists struct {
	mu    sync.Mutex
	today marketplace.Date
	kept  map[string]List
}

// On gives the list of a day under a key, made when it is not kept.
func (l *Lists) On(today, day marketplace.Date, key string, write func() (List, error)) (List, error) {
	if day != today {
		return write()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.today != today {
		l.today, l.kept = today, map[string]List{}
	}
	if out, there := l.kept[key]; there {
		return out, nil
	}
	out, err := write()
	if err == nil {
		l.kept[key] = out
	}
	return out, err
}

// PartOf writes a part of a page, to be kept or put into another.
func (r *Request) PartOf(name string, data any) (template.HTML, error) {
	var out bytes.Buffer
	err := r.views.Part(&out, r.Lang.Voice, name, data)
	return template.HTML(out.String()), err //nolint:gosec // written by our own template, which has escaped what it was given
}
