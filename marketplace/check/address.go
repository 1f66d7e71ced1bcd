package check

import "net/netip"

// closed are the networks, beside those that netip knows by name, to which the program never connects for others: shared and reserved
// ones, those for examples and measurements, and those in which an IPv4 address is wrapped, because it could be any.
func closed() []netip.Prefix {
	var out []netip.Prefix
	for _, text := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
	} {
		out = append(out, netip.MustParsePrefix(text))
	}
	return out
}

// PublicAddress says whether the program may connect to an IP address that somebody named: one of the public Internet, so that nobody
// reaches by our hand what stands inside our own network or answers only to the machine itself (IANA special-purpose registries).
func PublicAddress(ip netip.Addr) bool {
	ip = ip.Unmap()
	if !ip.IsValid() || ip.Zone() != "" || !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range closed() {
		if p.Contains(ip) {
			return false
		}
	}
	return ip.Is4() || netip.MustParsePrefix("2000::/3").Contains(ip)
}
