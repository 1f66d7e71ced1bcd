package account

import (
	"context"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"sovite.fi/sovite/marketplace"
)

// TOTP is what somebody needs to set up their authenticator: the secret to type in, or the address to show as a code.
type TOTP struct {
	Secret string // base32
	URL    string // otpauth://totp/…
}

const (
	issuer        = "Sovite"
	stepSeconds   = 30
	recoveryCodes = 10
)

// StartTOTP makes a secret for the actor; it counts for nothing until ConfirmTOTP has seen a code of it. Conflict
// "account.totp_on" while a second factor is on.
func (s *Service) StartTOTP(ctx context.Context, actor marketplace.Actor) (TOTP, error) {
	if err := signedIn(actor); err != nil {
		return TOTP{}, err
	}
	secret, err := s.randomText(20)
	if err != nil {
		return TOTP{}, err
	}
	sealed, err := s.vault.Seal("totp", []byte(secret))
	if err != nil {
		return TOTP{}, err
	}
	e, err := change(ctx, s.people, actor.Person, func(p *person) ([]marketplace.Fact, error) {
		if p.Factor.Confirmed {
			return nil, marketplace.Errorf(marketplace.Conflict, "account.totp_on")
		}
		p.Factor = factor{Secret: sealed}
		return nil, nil
	})
	if err != nil {
		return TOTP{}, err
	}
	return TOTP{Secret: secret, URL: otpauth(e.Value.Email, secret)}, nil
}

// otpauth is the address that authenticators read from a code on the screen (Key Uri Format of Google Authenticator).
func otpauth(account, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {issuer}, "period": {strconv.Itoa(stepSeconds)}, "digits": {"6"}, "algorithm": {"SHA1"}}
	return "otpauth://totp/" + issuer + ":" + url.PathEscape(account) + "?" + q.Encode()
}

// ConfirmTOTP turns the second factor on and gives the recovery codes, which are shown only now.
func (s *Service) ConfirmTOTP(ctx context.Context, actor marketplace.Actor, code string) ([]string, error) {
	if err := signedIn(actor); err != nil {
		return nil, err
	}
	codes, err := s.newRecoveryCodes()
	if err != nil {
		return nil, err
	}
	_, err = change(ctx, s.people, actor.Person, func(p *person) ([]marketplace.Fact, error) {
		if p.Factor.Confirmed || p.Factor.Secret == "" {
			return nil, marketplace.Errorf(marketplace.Conflict, "account.totp_not_started")
		}
		step, ok := s.stepOf(p.Factor, code)
		if !ok {
			return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("code", "account.code_wrong")})
		}
		p.Factor.Confirmed, p.Factor.Used, p.Factor.Recovery = true, step, nil
		for _, c := range codes {
			p.Factor.Recovery = append(p.Factor.Recovery, s.recoveryHash(p.ID, c))
		}
		return []marketplace.Fact{s.fact(actor, "", "totp.enabled", people, p.ID)}, nil
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}

// DisableTOTP turns the second factor off; it asks for the password once more, because a session left open on somebody
// else's table is exactly what a second factor is against.
func (s *Service) DisableTOTP(ctx context.Context, actor marketplace.Actor, password string) error {
	if err := s.askPassword(ctx, actor, password); err != nil {
		return err
	}
	_, err := change(ctx, s.people, actor.Person, func(p *person) ([]marketplace.Fact, error) {
		if !p.Factor.Confirmed {
			return nil, errUnchanged
		}
		p.Factor = factor{}
		return []marketplace.Fact{s.fact(actor, "", "totp.disabled", people, p.ID)}, nil
	})
	return err
}

// useCode spends a code of the second factor: a step at most once, a recovery code once. It is saved before the session
// opens, so that of two who send the same code at the same moment one is refused.
func (s *Service) useCode(ctx context.Context, who marketplace.ID, code string) (bool, error) {
	used := false
	_, err := change(ctx, s.people, who, func(p *person) ([]marketplace.Fact, error) {
		used = true
		if step, ok := s.stepOf(p.Factor, code); ok {
			p.Factor.Used = step
			return nil, nil
		}
		hash := s.recoveryHash(p.ID, code)
		if i := slices.Index(p.Factor.Recovery, hash); i >= 0 {
			p.Factor.Recovery = slices.Delete(p.Factor.Recovery, i, i+1)
			return []marketplace.Fact{s.fact(marketplace.Actor{Person: who}, "", "recovery.used", people, who, "left", len(p.Factor.Recovery))}, nil
		}
		used = false
		return nil, errUnchanged
	})
	return used, err
}

// stepOf finds the step whose code this is: the present one, the one before or the one after (RFC 6238 5.2), and later
// than any step used before.
func (s *Service) stepOf(f factor, code string) (int64, bool) {
	secret, err := s.vault.Open("totp", f.Secret)
	if err != nil {
		return 0, false
	}
	code = strings.ReplaceAll(code, " ", "")
	now := s.clock().Unix() / stepSeconds
	for step := now - 1; step <= now+1; step++ {
		want, err := totp.GenerateCodeCustom(string(secret), time.Unix(step*stepSeconds, 0), totp.ValidateOpts{
			Period: stepSeconds, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
		})
		if err == nil && step > f.Used && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// newRecoveryCodes are ten codes of sixty bits such as "k3xq-7mza-p2rd".
func (s *Service) newRecoveryCodes() ([]string, error) {
	codes := make([]string, 0, recoveryCodes)
	for range recoveryCodes {
		t, err := s.randomText(8)
		if err != nil {
			return nil, err
		}
		t = strings.ToLower(t)
		codes = append(codes, t[:4]+"-"+t[4:8]+"-"+t[8:12])
	}
	return codes, nil
}

func (s *Service) recoveryHash(who marketplace.ID, code string) string {
	plain := strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(code))
	hash, err := s.vault.Code("recovery", string(who), plain)
	if err != nil {
		return ""
	}
	return hash
}

// randomText is n random bytes in base32, as authenticators want a secret.
func (s *Service) randomText(n int) (string, error) {
	raw := make([]byte, n)
	if _, err := io.ReadFull(s.hasher.random, raw); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return noPadding().EncodeToString(raw), nil
}

func noPadding() *base32.Encoding { return base32.StdEncoding.WithPadding(base32.NoPadding) }
