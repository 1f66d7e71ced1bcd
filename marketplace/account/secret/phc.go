package secret

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// HashCost is what an argon2id hash costs.
type HashCost struct {
	Memory  uint32 // KiB
	Time    uint32 // passes
	Threads uint8
}

// DefaultHashCost is the first choice of the OWASP Password Storage Cheat Sheet for argon2id.
func DefaultHashCost() HashCost { return HashCost{Memory: 19 * 1024, Time: 2, Threads: 1} }

// phc is a parsed password hash in PHC form: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
type phc struct {
	cost HashCost
	salt []byte
	hash []byte
}

var errPHC = errors.New("not an argon2id hash in PHC form")

// parsePHC reads a stored hash. The bounds keep a tampered record from exhausting memory.
func parsePHC(s string) (phc, error) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return phc{}, errPHC
	}
	var p phc
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.cost.Memory, &p.cost.Time, &p.cost.Threads); n != 3 || err != nil {
		return phc{}, errPHC
	}
	if p.cost.text() != parts[3] || !p.cost.sane() {
		return phc{}, errPHC
	}
	var err1, err2 error
	p.salt, err1 = base64.RawStdEncoding.Strict().DecodeString(parts[4])
	p.hash, err2 = base64.RawStdEncoding.Strict().DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(p.salt) < 8 || len(p.salt) > 64 || len(p.hash) < 16 || len(p.hash) > 64 {
		return phc{}, errPHC
	}
	return p, nil
}

func (c HashCost) sane() bool {
	return c.Memory >= 8*uint32(c.Threads) && c.Memory <= 1<<20 && c.Time >= 1 && c.Time <= 32 && c.Threads >= 1 && c.Threads <= 16
}

func (c HashCost) text() string { return fmt.Sprintf("m=%d,t=%d,p=%d", c.Memory, c.Time, c.Threads) }

func (p phc) String() string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$%s$%s$%s", argon2.Version, p.cost.text(), b64.EncodeToString(p.salt), b64.EncodeToString(p.hash))
}

// Hasher hashes and checks passwords, few at a time, because each takes the memory of its cost.
type Hasher struct {
	cost   HashCost
	random io.Reader
	slots  chan struct{}
	decoy  string // checked against when the address is unknown, so that the answer takes as long
}

const hashesAtOnce = 4

// NewHasher makes a hasher for new passwords at a cost; the zero cost means DefaultHashCost.
func NewHasher(cost HashCost, random io.Reader) (*Hasher, error) {
	if cost == (HashCost{}) {
		cost = DefaultHashCost()
	}
	if !cost.sane() {
		return nil, fmt.Errorf("password hash cost %s is out of range", cost.text())
	}
	h := &Hasher{cost: cost, random: random, slots: make(chan struct{}, hashesAtOnce)}
	decoy, err := h.Hash("no password is this one")
	h.decoy = decoy
	return h, err
}

// Hash makes the PHC string of a password, with a new salt.
func (h *Hasher) Hash(password string) (string, error) {
	salt := make([]byte, 16)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return phc{cost: h.cost, salt: salt, hash: h.derive(password, salt, h.cost, 32)}.String(), nil
}

// Matches says whether the password fits the stored hash. The empty and any unreadable hash fit nothing,
// in the same time: pass the empty one for an address that has no account.
func (h *Hasher) Matches(password, stored string) bool {
	p, err := parsePHC(stored)
	if err != nil {
		p, _ = parsePHC(h.decoy)
		h.derive(password, p.salt, p.cost, uint32(len(p.hash)))
		return false
	}
	got := h.derive(password, p.salt, p.cost, uint32(len(p.hash)))
	return subtle.ConstantTimeCompare(got, p.hash) == 1 && stored != h.decoy
}

// Outdated says whether a hash was made at another cost than today's.
func (h *Hasher) Outdated(stored string) bool {
	p, err := parsePHC(stored)
	return err != nil || p.cost != h.cost
}

// derive normalises the password first (RFC 8265: NFC), so that "ä" typed on any keyboard is the same "ä".
func (h *Hasher) derive(password string, salt []byte, cost HashCost, size uint32) []byte {
	h.slots <- struct{}{}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, cost.Time, cost.Memory, cost.Threads, size)
}
