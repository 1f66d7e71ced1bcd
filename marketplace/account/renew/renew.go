package renew

import (
	"context"
	"encoding/json"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// document is a person as it is stored, of which only the factor is looked at.
type document = map[string]json.RawMessage

// Factors seals again the second factors that were sealed under the secret of before, and counts them, and those that nothing
// opens: whoever has one of these cannot sign in.
func Factors(ctx context.Context, db store.Store, vault *secret.Vault) (renewed, lost int, err error) {
	people := store.NewCollection[document](db, store.Schema{Collection: "people"})
	err = people.Each(ctx, store.Query{}, func(e store.Entry[document]) error {
		_, was, err := factor(vault, e.Value)
		if err != nil {
			lost++
			return nil //nolint:nilerr // counted
		}
		if !was {
			return nil
		}
		renewed++
		_, err = store.Change(ctx, people, e.ID, func(d *document) ([]marketplace.Fact, error) {
			after, was, err := factor(vault, *d)
			if err != nil || !was {
				return nil, store.ErrUnchanged
			}
			*d = after
			return nil, nil
		})
		return err
	})
	return renewed, lost, err
}

// factor is the document with its factor sealed again, and whether it had to be.
func factor(vault *secret.Vault, d document) (document, bool, error) {
	var f document
	if len(d["factor"]) == 0 {
		return d, false, nil
	}
	if err := json.Unmarshal(d["factor"], &f); err != nil {
		return d, false, err
	}
	if len(f["secret"]) == 0 {
		return d, false, nil
	}
	var sealed string
	if err := json.Unmarshal(f["secret"], &sealed); err != nil || sealed == "" {
		return d, false, err
	}
	sealed, was, err := vault.Renew("totp", sealed)
	if err != nil || !was {
		return d, false, err
	}
	after, inner := copied(d), copied(f)
	if inner["secret"], err = json.Marshal(sealed); err != nil {
		return d, false, err
	}
	after["factor"], err = json.Marshal(inner)
	return after, true, err
}

func copied(d document) document {
	out := make(document, len(d))
	for k, v := range d {
		out[k] = v
	}
	return out
}
