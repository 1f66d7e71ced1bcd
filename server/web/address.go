package web

import (
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// subscriber is how many bits of an IPv6 address name one subscriber, who has all the addresses below it (RFC 6177).
const subscriber = 64

// Address is where the caller is, for counting how often they come. Of a list that proxies have added to (as in
// X-Forwarded-For) it is the last entry, because that is what the trusted proxy saw itself, and of IPv6 the network of
// one subscriber. Whoever has no address is "unknown", all together.
func Address(c *fiber.Ctx) string {
	list := c.IP()
	last := strings.TrimSpace(list[strings.LastIndexByte(list, ',')+1:])
	ip, err := netip.ParseAddr(last)
	if err != nil {
		withPort, portErr := netip.ParseAddrPort(last)
		if portErr != nil {
			return "unknown"
		}
		ip = withPort.Addr()
	}
	ip = ip.Unmap().WithZone("")
	if network, err := ip.Prefix(subscriber); err == nil && ip.Is6() {
		return network.String()
	}
	return ip.String()
}
