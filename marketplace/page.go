package marketplace

// Page asks for one page of a list.
type Page struct {
	Limit int    // 1 to MaxLimit; 0 means DefaultLimit
	After string // the Next of the page before; empty for the first
}

// The sizes of a page.
const (
	DefaultLimit = 50
	MaxLimit     = 500
)

// Size is the number of rows to read for this page.
func (p Page) Size() int {
	if p.Limit <= 0 {
		return DefaultLimit
	}
	return min(p.Limit, MaxLimit)
}

// List is one page of results.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"` // pass as After for the next page; empty on the last
}
