package webhook

import (
	"net/netip"
	"net/url"
	"strings"

	"sovite.fi/sovite/marketplace/check"
)

const mostAddress = 500

// addressProblem says what is wrong with an address to which messages shall go, as a message key; empty when nothing is.
// Names are not looked up here: what they lead to is judged when a message is sent, each time.
func addressProblem(raw string, loopback bool) string {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || len(raw) > mostAddress:
		return "webhook.address"
	case u.User != nil || u.Fragment != "":
		return "webhook.address_plain"
	}
	ip, err := netip.ParseAddr(u.Hostname())
	literal := err == nil
	local := literal && ip.Unmap().IsLoopback() || u.Hostname() == "localhost"
	switch {
	case local && loopback && (u.Scheme == "http" || u.Scheme == "https"):
		return ""
	case u.Scheme != "https":
		return "webhook.address_https"
	case local || literal && !check.PublicAddress(ip) || !literal && !strings.Contains(u.Hostname(), "."):
		return "webhook.address_public"
	}
	return ""
}
