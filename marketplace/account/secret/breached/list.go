package breached

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // the lists are made of it; nothing is kept by it
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

const (
	leastHash = 16  // characters of a hash: fewer would refuse good passwords by chance
	mostLine  = 64  // bytes: forty of a hash, a colon and a count
	samples   = 500 // places at which the order is looked at when the file is opened
)

// List is a file of passwords that became known. It is safe for concurrent use.
type List struct {
	file io.ReaderAt
	size int64
	hash int // characters of each hash
	shut func() error
}

// Open opens a list. The error says what is wrong with the file: it is missing, empty, of another form, or not in order, as far
// as a look at five hundred places of it tells.
func Open(path string) (*List, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the list of known passwords: %w", err)
	}
	info, err := f.Stat()
	if err == nil {
		var l *List
		if l, err = read(f, info.Size()); err == nil {
			l.shut = f.Close
			return l, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("the list of known passwords %s: %w", path, err), f.Close())
}

// Close closes the file.
func (l *List) Close() error { return l.shut() }

func read(file io.ReaderAt, size int64) (*List, error) {
	l := &List{file: file, size: size}
	first, _, err := l.line(0)
	if err != nil {
		return nil, err
	}
	if l.hash = len(first); l.hash < leastHash {
		return nil, errors.New("no lines of the form HASH:COUNT, with SHA-1 hashes of 16 to 40 characters")
	}
	return l, l.ordered()
}

// ordered looks whether the hashes stand in order: from place to place, and from a line to the next at each place.
func (l *List) ordered() error {
	before := ""
	for i := range int64(samples) {
		first, next, err := l.from(l.size / samples * i)
		if l.size < samples*mostLine { // a small one is read whole
			first, next, err = l.from(min(i*mostLine/2, l.size))
		}
		second := first
		if err == nil {
			second, _, err = l.line(next)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if first != "" && first < before || second != "" && second < first {
			return fmt.Errorf("it is not sorted by hash (about byte %d); take the version that is ordered by hash", next)
		}
		before = max(before, first)
	}
	return nil
}

// line reads the line that begins at a place, and says where the next one begins. io.EOF at the end.
func (l *List) line(at int64) (hash string, next int64, err error) {
	if at >= l.size {
		return "", at, io.EOF
	}
	buf := make([]byte, mostLine)
	n, err := l.file.ReadAt(buf, at)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", at, err
	}
	raw, _, ended := bytes.Cut(buf[:n], []byte("\n"))
	if !ended && at+int64(n) < l.size {
		return "", at, fmt.Errorf("the line at byte %d is longer than %d bytes", at, mostLine)
	}
	next = at + int64(len(raw)) + 1
	hash, _, _ = strings.Cut(strings.TrimRight(string(raw), "\r"), ":")
	hash = strings.ToUpper(hash)
	if len(hash) > 2*sha1.Size || l.hash > 0 && len(hash) != l.hash || strings.Trim(hash, "0123456789ABCDEF") != "" {
		return "", at, fmt.Errorf("the line at byte %d is not HASH:COUNT", at)
	}
	return hash, next, nil
}

// from reads the first line that begins at a place or after it.
func (l *List) from(at int64) (hash string, next int64, err error) {
	if at > 0 {
		buf := make([]byte, mostLine)
		n, err := l.file.ReadAt(buf, at-1)
		if err != nil && !errors.Is(err, io.EOF) {
			return "", at, err
		}
		i := bytes.IndexByte(buf[:n], '\n')
		if i < 0 && at-1+int64(n) < l.size {
			return "", at, fmt.Errorf("the line at byte %d is longer than %d bytes", at, mostLine)
		}
		if i < 0 {
			return "", l.size, io.EOF
		}
		at += int64(i)
	}
	return l.line(at)
}

// Holds implements secret.Breached: it halves the part of the file in which the hash can stand.
func (l *List) Holds(password string) (bool, error) {
	sum := sha1.Sum([]byte(password)) //nolint:gosec // as the lists are made
	want := strings.ToUpper(hex.EncodeToString(sum[:]))[:l.hash]
	low, high := int64(0), l.size // it begins at low or after it, and before high
	for low < high {
		middle := low + (high-low)/2
		hash, next, err := l.from(middle)
		switch {
		case errors.Is(err, io.EOF) || err == nil && hash > want:
			high = middle
		case err != nil:
			return false, err
		case hash == want:
			return true, nil
		default:
			low = next
		}
	}
	return false, nil
}
