package gowebauthn

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"sovite.fi/sovite/marketplace/account/passkey"
)

// Ceremony implements passkey.Ceremony for the pages at one origin.
type Ceremony struct{ library *webauthn.WebAuthn }

var _ passkey.Ceremony = (*Ceremony)(nil)

// ErrOrigin means that browsers make no keys for an origin: it is a bare IP address, or not https (but for localhost).
var ErrOrigin = errors.New("browsers make no passkeys for this origin")

// New makes the adapter for the origin at which the pages are reached, such as "https://sovite.fi".
func New(origin string) (*Ceremony, error) {
	u, err := url.Parse(origin)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOrigin, err)
	}
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err == nil || host == "" || u.Scheme != "https" && host != "localhost" {
		return nil, ErrOrigin
	}
	library, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: "Sovite", RPOrigins: []string{u.Scheme + "://" + u.Host}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: webauthn.TimeoutConfig{Timeout: passkey.Life}, Registration: webauthn.TimeoutConfig{Timeout: passkey.Life}},
	})
	if err != nil {
		return nil, fmt.Errorf("passkeys: %w", err)
	}
	return &Ceremony{library}, nil
}

// owner is somebody as the library wants to know them.
type owner struct {
	passkey.Owner
	keys []webauthn.Credential
}

// WebAuthnID implements the library's User.
func (o owner) WebAuthnID() []byte { return o.Handle }

// WebAuthnName implements the library's User.
func (o owner) WebAuthnName() string { return o.Email }

// WebAuthnDisplayName implements the library's User.
func (o owner) WebAuthnDisplayName() string { return o.Name }

// WebAuthnCredentials implements the library's User.
func (o owner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

func of(o passkey.Owner, records ...json.RawMessage) (owner, error) {
	out := owner{Owner: o}
	for _, r := range records {
		var key webauthn.Credential
		if err := json.Unmarshal(r, &key); err != nil {
			return out, fmt.Errorf("read a passkey: %w", err)
		}
		out.keys = append(out.keys, key)
	}
	return out, nil
}

// Make implements passkey.Ceremony.
func (c *Ceremony) Make(o passkey.Owner, have []json.RawMessage) (passkey.Question, error) {
	who, err := of(o, have...)
	if err != nil {
		return passkey.Question{}, err
	}
	options, session, err := c.library.BeginRegistration(who, webauthn.WithExclusions(webauthn.Credentials(who.keys).CredentialDescriptors()))
	if err != nil {
		return passkey.Question{}, fmt.Errorf("ask for a new passkey: %w", err)
	}
	return question(options.Response, session)
}

// Made implements passkey.Ceremony.
func (c *Ceremony) Made(o passkey.Owner, kept, answer []byte) (passkey.Key, error) {
	session, err := read(kept)
	if err != nil {
		return passkey.Key{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return passkey.Key{}, told(err)
	}
	key, err := c.library.CreateCredential(owner{Owner: o}, session, parsed)
	if err != nil {
		return passkey.Key{}, told(err)
	}
	record, err := json.Marshal(key)
	return passkey.Key{ID: key.ID, Record: record}, err
}

// Ask implements passkey.Ceremony.
func (c *Ceremony) Ask() (passkey.Question, error) {
	options, session, err := c.library.BeginDiscoverableLogin()
	if err != nil {
		return passkey.Question{}, fmt.Errorf("ask for a passkey: %w", err)
	}
	return question(options.Response, session)
}

// Names implements passkey.Ceremony.
func (c *Ceremony) Names(answer []byte) ([]byte, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return nil, told(err)
	}
	return parsed.RawID, nil
}

// Asked implements passkey.Ceremony.
func (c *Ceremony) Asked(o passkey.Owner, record json.RawMessage, kept, answer []byte) (json.RawMessage, error) {
	who, err := of(o, record)
	if err != nil {
		return nil, err
	}
	session, err := read(kept)
	if err != nil {
		return nil, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return nil, told(err)
	}
	key, err := c.library.ValidateDiscoverableLogin(func([]byte, []byte) (webauthn.User, error) { return who, nil }, session, parsed)
	if err != nil {
		return nil, told(err)
	}
	if key.Authenticator.CloneWarning {
		return nil, errors.New("the counter of the passkey went backwards")
	}
	return json.Marshal(key)
}

func question(options any, session *webauthn.SessionData) (q passkey.Question, err error) {
	if q.Options, err = json.Marshal(options); err != nil {
		return q, err
	}
	q.Kept, err = json.Marshal(session)
	return q, err
}

func read(kept []byte) (s webauthn.SessionData, err error) {
	if err = json.Unmarshal(kept, &s); err != nil {
		err = fmt.Errorf("read what was kept: %w", err)
	}
	return s, err
}

// told adds what the library knows of a mistake but does not say by itself.
func told(err error) error {
	if e, ok := errors.AsType[*protocol.Error](err); ok {
		return fmt.Errorf("%s: %s: %w", e.Details, e.DevInfo, err)
	}
	return err
}
