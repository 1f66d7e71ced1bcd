package passkey_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"
)

// device is an authenticator in software: it makes ES256 keys and signs with them, as a telephone would.
type device struct {
	t       *testing.T
	origin  string
	rp      string
	key     *ecdsa.PrivateKey
	id      []byte
	handle  []byte
	count   uint32
	flags   byte // besides those for attested data
	crossed bool
}

// The flags of authenticator data.
const (
	present  = 0x01
	verified = 0x04
	attested = 0x40
)

func newDevice(t *testing.T) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 32)
	if _, err := rand.Read(id); err != nil {
		t.Fatal(err)
	}
	return &device{t: t, origin: "https://sovite.test", rp: "sovite.test", key: key, id: id, flags: present | verified}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// client is what the browser says of the question.
func (d *device) client(typ, challenge string) []byte {
	raw, err := json.Marshal(map[string]any{"type": typ, "challenge": challenge, "origin": d.origin, "crossOrigin": d.crossed})
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

func (d *device) data(flags byte, more []byte) []byte {
	rp := sha256.Sum256([]byte(d.rp))
	out := append(rp[:], flags)
	d.count++
	out = binary.BigEndian.AppendUint32(out, d.count)
	return append(out, more...)
}

// makes answers a question for a new key.
func (d *device) makes(options json.RawMessage) []byte {
	var asked struct {
		Challenge string `json:"challenge"`
		User      struct {
			ID string `json:"id"`
		} `json:"user"`
		Selection struct {
			ResidentKey      string `json:"residentKey"`
			UserVerification string `json:"userVerification"`
		} `json:"authenticatorSelection"`
	}
	if err := json.Unmarshal(options, &asked); err != nil {
		d.t.Fatal(err)
	}
	if asked.Selection.ResidentKey != "required" || asked.Selection.UserVerification != "required" {
		d.t.Errorf("asked for %+v", asked.Selection)
	}
	var err error
	if d.handle, err = base64.RawURLEncoding.DecodeString(asked.User.ID); err != nil {
		d.t.Fatal(err)
	}
	point, err := d.key.PublicKey.Bytes()
	if err != nil {
		d.t.Fatal(err)
	}
	more := make([]byte, 16, 256) // no model is named
	more = binary.BigEndian.AppendUint16(more, uint16(len(d.id)))
	more = append(more, d.id...)
	more = append(more, 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20) // {1: 2, 3: -7, -1: 1, -2: x …
	more = append(more, point[1:33]...)
	more = append(more, 0x22, 0x58, 0x20) // … -3: y}
	more = append(more, point[33:]...)
	auth := d.data(d.flags|attested, more)
	object := []byte{0xa3, 0x63}
	object = append(object, "fmt"...)
	object = append(append(object, 0x64), "none"...)
	object = append(append(object, 0x67), "attStmt"...)
	object = append(append(object, 0xa0, 0x68), "authData"...)
	object = append(object, 0x58, byte(len(auth)))
	object = append(object, auth...)
	return d.answer(map[string]any{"clientDataJSON": b64(d.client("webauthn.create", asked.Challenge)), "attestationObject": b64(object)})
}

// signs answers a question for any key.
func (d *device) signs(options json.RawMessage) []byte {
	var asked struct {
		Challenge        string `json:"challenge"`
		UserVerification string `json:"userVerification"`
		Allow            []any  `json:"allowCredentials"`
	}
	if err := json.Unmarshal(options, &asked); err != nil {
		d.t.Fatal(err)
	}
	if asked.UserVerification != "required" || len(asked.Allow) > 0 {
		d.t.Errorf("asked for %+v", asked)
	}
	client := d.client("webauthn.get", asked.Challenge)
	auth, hash := d.data(d.flags, nil), sha256.Sum256(client)
	sum := sha256.Sum256(append(append([]byte{}, auth...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, sum[:])
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(map[string]any{
		"clientDataJSON": b64(client), "authenticatorData": b64(auth), "signature": b64(signature), "userHandle": b64(d.handle),
	})
}

func (d *device) answer(response map[string]any) []byte {
	raw, err := json.Marshal(map[string]any{
		"id": b64(d.id), "rawId": b64(d.id), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}
