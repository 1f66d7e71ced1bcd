package account

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// TOTP is what somebody needs to set up their authenticator: the secret to type in, or the address to show as a code.
type TOTP struct {
	Secret string // base32
	URL    string // otpauth://totp/…
}

// StartTOTP makes a secret for the actor; it counts for nothing until ConfirmTOTP has seen a code of it. Conflict
// "account.totp_on" while a second factor is on.
func (s *Service) StartTOTP(ctx context.Context, actor marketplace.Actor) (TOTP, error) {
	if err := signedIn(actor); err != nil {
		return TOTP{}, err
	}
	plain, err := secret.NewTOTP(s.random)
	if err != nil {
		return TOTP{}, err
	}
	sealed, err := s.vault.Seal("totp", []byte(plain))
	if err != nil {
		return TOTP{}, err
	}
	e, err := store.Change(ctx, s.people, actor.Person, func(p *person) ([]marketplace.Fact, error) {
		if p.Factor.Confirmed {
			return nil, marketplace.Errorf(marketplace.Conflict, "account.totp_on")
		}
		p.Factor = factor{Secret: sealed}
		return nil, nil
	})
	if err != nil {
		return TOTP{}, err
	}
	return TOTP{Secret: plain, URL: secret.TOTPAddress(e.Value.Email, plain)}, nil
}

// ConfirmTOTP turns the second factor on and gives the recovery codes, which are shown only now.
func (s *Service) ConfirmTOTP(ctx context.Context, actor marketplace.Actor, code string) ([]string, error) {
	if err := signedIn(actor); err != nil {
		return nil, err
	}
	codes, err := secret.RecoveryCodes(s.random)
	if err != nil {
		return nil, err
	}
	hashes, err := s.vault.RecoveryHashesOf(string(actor.Person), codes)
	if err != nil {
		return nil, err
	}
	_, err = store.Change(ctx, s.people, actor.Person, func(p *person) ([]marketplace.Fact, error) {
		if p.Factor.Confirmed || p.Factor.Secret == "" {
			return nil, marketplace.Errorf(marketplace.Conflict, "account.totp_not_started")
		}
		step, ok := s.stepOf(p.Factor, code)
		if !ok {
			return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("code", "account.code_wrong")})
		}
		p.Factor.Confirmed, p.Factor.Used, p.Factor.Recovery = true, step, hashes
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
	if err := s.CheckPassword(ctx, actor, password); err != nil {
		return err
	}
	_, err := store.Change(ctx, s.people, actor.Person, func(p *person) ([]marketplace.Fact, error) {
		if !p.Factor.Confirmed {
			return nil, store.ErrUnchanged
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
	hashes, err := s.vault.RecoveryHashes(string(who), code)
	if err != nil {
		return false, err
	}
	_, err = store.Change(ctx, s.people, who, func(p *person) ([]marketplace.Fact, error) {
		used = true
		if step, ok := s.stepOf(p.Factor, code); ok {
			p.Factor.Used = step
			return nil, nil
		}
		if i := slices.IndexFunc(p.Factor.Recovery, func(h string) bool { return slices.Contains(hashes, h) }); i >= 0 {
			p.Factor.Recovery = slices.Delete(p.Factor.Recovery, i, i+1)
			return []marketplace.Fact{s.fact(marketplace.Actor{Person: who}, "", "recovery.used", people, who, "left", len(p.Factor.Recovery))}, nil
		}
		used = false
		return nil, store.ErrUnchanged
	})
	return used, err
}

// stepOf finds the step of a code that was not used yet.
func (s *Service) stepOf(f factor, code string) (int64, bool) {
	plain, err := s.vault.Open("totp", f.Secret)
	if err != nil {
		return 0, false
	}
	return secret.TOTPStep(string(plain), code, f.Used, s.clock())
}
