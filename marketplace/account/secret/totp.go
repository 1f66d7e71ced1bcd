package secret

import (
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

const (
	issuer        = "Sovite"
	stepSeconds   = 30
	recoveryCodes = 10
)

// NewTOTP makes a secret of 160 bits in base32, as authenticators want it (RFC 4226 4, R6).
func NewTOTP(random io.Reader) (string, error) { return randomText(random, 20) }

// TOTPAddress is the address that authenticators read from a code on the screen (Key Uri Format).
func TOTPAddress(account, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {issuer}, "period": {strconv.Itoa(stepSeconds)}, "digits": {"6"}, "algorithm": {"SHA1"}}
	return "otpauth://totp/" + issuer + ":" + url.PathEscape(account) + "?" + q.Encode()
}

// TOTPCode is the code of a secret at a moment.
func TOTPCode(secret string, at time.Time) (string, error) {
	return totp.GenerateCodeCustom(secret, at, totp.ValidateOpts{Period: stepSeconds, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
}

// TOTPStep finds the step whose code this is: the present one, the one before or the one after (RFC 6238 5.2), and later
// than the last one used, so that a code that was looked at over a shoulder is worth nothing.
func TOTPStep(secret, code string, used int64, now time.Time) (int64, bool) {
	code = strings.ReplaceAll(code, " ", "")
	present := now.Unix() / stepSeconds
	for step := present - 1; step <= present+1; step++ {
		want, err := TOTPCode(secret, time.Unix(step*stepSeconds, 0))
		if err == nil && step > used && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// RecoveryCodes makes ten codes of sixty bits such as "k3xq-7mza-p2rd".
func RecoveryCodes(random io.Reader) ([]string, error) {
	codes := make([]string, 0, recoveryCodes)
	for range recoveryCodes {
		t, err := randomText(random, 8)
		if err != nil {
			return nil, err
		}
		t = strings.ToLower(t)
		codes = append(codes, t[:4]+"-"+t[4:8]+"-"+t[8:12])
	}
	return codes, nil
}

// RecoveryHash is how a recovery code of an owner is kept; hyphens, spaces and capitals do not count.
func (v *Vault) RecoveryHash(owner, code string) (string, error) {
	return v.Code("recovery", owner, plainCode(code))
}

// RecoveryHashesOf are how the recovery codes of an owner are kept.
func (v *Vault) RecoveryHashesOf(owner string, codes []string) ([]string, error) {
	out := make([]string, 0, len(codes))
	for _, c := range codes {
		hash, err := v.RecoveryHash(owner, c)
		if err != nil {
			return nil, err
		}
		out = append(out, hash)
	}
	return out, nil
}

// RecoveryHashes are how a recovery code may be kept, under each secret that the vault holds.
func (v *Vault) RecoveryHashes(owner, code string) ([]string, error) {
	return v.Codes("recovery", owner, plainCode(code))
}

func plainCode(code string) string {
	return strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(code))
}

func randomText(random io.Reader, n int) (string, error) {
	raw := make([]byte, n)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw), nil
}
