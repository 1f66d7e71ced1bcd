package archive

import (
	"bufio"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// MinKey is the least length of a key in bytes.
const MinKey = 32

// The form of a file: magic with the format's number, salt, a tag that tells a wrong key, then chunks. Every chunk but
// the last holds chunkSize bytes before it is sealed.
const (
	magic      = "SOVITE BACKUP 1\n"
	magicFixed = len("SOVITE BACKUP ")
	saltSize   = 16
	tagSize    = chacha20poly1305.Overhead
	headerSize = len(magic) + saltSize + tagSize
	chunkSize  = 64 << 10
)

// What may be wrong with a file.
var (
	ErrForeign = errors.New("this is no backup of Sovite")
	ErrFormat  = errors.New("the backup is of another format than this version of Sovite reads")
	ErrKey     = errors.New("the key does not open this backup; give the one it was made with (if it is the right one, the beginning of the file was changed)")
	ErrDamaged = errors.New("the backup was changed or cut off")
)

// Key opens and seals backups.
type Key struct {
	secret []byte
	random io.Reader
	cost   cost
}

// cost is what it costs to try a key: format 1 has the second choice of RFC 9106, section 4.
type cost struct {
	time, memory uint32 // passes, KiB
	threads      uint8
}

// NewKey takes a key of at least MinKey bytes, and a source of randomness (crypto/rand.Reader in production).
func NewKey(text string, random io.Reader) (Key, error) {
	if len(text) < MinKey {
		return Key{}, fmt.Errorf("the key has %d characters; at least %d are needed", len(text), MinKey)
	}
	return Key{secret: []byte(text), random: random, cost: cost{time: 3, memory: 64 << 10, threads: 4}}, nil
}

func (k Key) cipher(salt []byte) (cipher.AEAD, error) {
	return chacha20poly1305.New(argon2.IDKey(k.secret, salt, k.cost.time, k.cost.memory, k.cost.threads, chacha20poly1305.KeySize))
}

// place is what a sealed piece is, beside its number.
type place byte

const (
	inside place = iota
	last
	header
)

// nonce is different for every piece of a file. The key is of this file alone, so that a count is enough.
func nonce(chunk uint64, p place) []byte {
	n := make([]byte, chacha20poly1305.NonceSize)
	binary.BigEndian.PutUint64(n[3:11], chunk)
	n[11] = byte(p)
	return n
}

// sealer writes the chunks of a file. Close seals the last one; without it the file is not whole.
type sealer struct {
	out    io.Writer
	aead   cipher.AEAD
	buffer []byte
	chunk  uint64
}

// newSealer writes the header.
func newSealer(out io.Writer, key Key) (*sealer, error) {
	head := make([]byte, len(magic)+saltSize, headerSize)
	copy(head, magic)
	if _, err := io.ReadFull(key.random, head[len(magic):]); err != nil {
		return nil, fmt.Errorf("read randomness: %w", err)
	}
	aead, err := key.cipher(head[len(magic):])
	if err != nil {
		return nil, err
	}
	head = aead.Seal(head, nonce(0, header), nil, head)
	if _, err := out.Write(head); err != nil {
		return nil, err
	}
	return &sealer{out: out, aead: aead, buffer: make([]byte, 0, chunkSize+tagSize)}, nil
}

func (s *sealer) Write(p []byte) (int, error) {
	written := 0
	for written < len(p) {
		if len(s.buffer) == chunkSize {
			if err := s.seal(inside); err != nil {
				return written, err
			}
		}
		n := min(chunkSize-len(s.buffer), len(p)-written)
		s.buffer = append(s.buffer, p[written:written+n]...)
		written += n
	}
	return written, nil
}

func (s *sealer) seal(p place) error {
	_, err := s.out.Write(s.aead.Seal(s.buffer[:0], nonce(s.chunk, p), s.buffer, nil))
	s.buffer = s.buffer[:0]
	s.chunk++
	return err
}

// Close seals the last chunk.
func (s *sealer) Close() error { return s.seal(last) }

// unsealer reads what a sealer wrote, and gives nothing that is not authenticated.
type unsealer struct {
	in     *bufio.Reader
	aead   cipher.AEAD
	buffer []byte
	left   []byte // of the buffer, not yet read
	chunk  uint64
	ended  bool
	failed error // what Read returned, before whoever reads through it put it in other words
}

// openHeader reads the header and gives the cipher of the file.
func openHeader(in io.Reader, key Key) (cipher.AEAD, error) {
	head := make([]byte, headerSize)
	n, err := io.ReadFull(in, head)
	switch {
	case n >= magicFixed && string(head[:magicFixed]) == magic[:magicFixed] && string(head[:min(n, len(magic))]) != magic[:min(n, len(magic))]:
		return nil, ErrFormat
	case n < len(magic) || string(head[:len(magic)]) != magic:
		return nil, unlessRead(err, ErrForeign)
	case err != nil:
		return nil, unlessRead(err, ErrDamaged)
	}
	salted := head[:len(magic)+saltSize]
	aead, err := key.cipher(salted[len(magic):])
	if err != nil {
		return nil, err
	}
	if _, err := aead.Open(nil, nonce(0, header), head[len(salted):], salted); err != nil {
		return nil, ErrKey
	}
	return aead, nil
}

// unlessRead is what a file that ended means; a file that could not be read keeps its error.
func unlessRead(err, meaning error) error {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return meaning
	}
	return err
}

func newUnsealer(in io.Reader, aead cipher.AEAD) *unsealer {
	return &unsealer{in: bufio.NewReaderSize(in, chunkSize+tagSize), aead: aead, buffer: make([]byte, chunkSize+tagSize)}
}

func (u *unsealer) Read(p []byte) (int, error) {
	for len(u.left) == 0 {
		if u.ended {
			return 0, io.EOF
		}
		if u.failed = u.next(); u.failed != nil {
			return 0, u.failed
		}
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	return n, nil
}

// next opens the next chunk. What the file ends with must have been sealed as the last one.
func (u *unsealer) next() error {
	n, err := io.ReadFull(u.in, u.buffer)
	if err != nil && (n == 0 || !errors.Is(err, io.ErrUnexpectedEOF)) {
		return unlessRead(err, u.damaged())
	}
	p := inside
	if _, err := u.in.Peek(1); errors.Is(err, io.EOF) {
		p = last
	} else if err != nil {
		return err
	}
	if u.left, err = u.aead.Open(u.buffer[:0], nonce(u.chunk, p), u.buffer[:n], nil); err != nil {
		return u.damaged()
	}
	u.chunk++
	u.ended = p == last
	return nil
}

func (u *unsealer) damaged() error {
	at := uint64(headerSize) + u.chunk*(chunkSize+tagSize) //nolint:gosec // a constant
	return fmt.Errorf("%w at byte %d or up to 64 KiB after it", ErrDamaged, at)
}
