package goidc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
)

// exchange trades a code for a token (RFC 6749, section 4.1.3, with the verifier of RFC 7636). The code is good once: nothing is tried
// again.
func (p *Provider) exchange(ctx context.Context, s service, c oidc.Client, a oidc.Reply) (string, error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {a.Code}, "redirect_uri": {a.Redirect}, "code_verifier": {a.Verifier}}
	basic := method(s.Methods) == "client_secret_basic"
	if !basic {
		form.Set("client_id", c.ID)
		form.Set("client_secret", c.Secret)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Token, strings.NewReader(form.Encode()))
	if err != nil {
		return "", unfit("oidc.issuer_unfit", err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	if basic { // both are escaped first: RFC 6749, section 2.3.1
		r.SetBasicAuth(url.QueryEscape(c.ID), url.QueryEscape(c.Secret))
	}
	resp, err := p.client.Do(r)
	if err != nil {
		return "", marketplace.Errorf(marketplace.Unavailable, "oidc.away", err)
	}
	token, err := idToken(resp)
	return token, errors.Join(err, resp.Body.Close())
}

// idToken reads the answer. What the service says of a refusal goes to the log, in its one word.
func idToken(resp *http.Response) (string, error) {
	var answer struct {
		Token string `json:"id_token"`
		Error string `json:"error"`
	}
	err := json.NewDecoder(resp.Body).Decode(&answer)
	switch {
	case resp.StatusCode >= http.StatusInternalServerError || resp.StatusCode == http.StatusTooManyRequests:
		return "", marketplace.Errorf(marketplace.Unavailable, "oidc.away", fmt.Errorf("the token endpoint answers %s", resp.Status))
	case answer.Error == "invalid_client" || answer.Error == "unauthorized_client":
		return "", marketplace.Errorf(marketplace.Unavailable, "oidc.client_refused", fmt.Errorf("the token endpoint answers %q", answer.Error))
	case resp.StatusCode != http.StatusOK || err != nil || answer.Token == "":
		return "", unbelieved(fmt.Errorf("the token endpoint answers %s %q %w", resp.Status, answer.Error, errors.Join(err, errNoToken)))
	}
	return answer.Token, nil
}

var errNoToken = errors.New("no token")
