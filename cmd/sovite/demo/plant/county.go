package plant

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
)

// CountyOrg is the organisation of the demo whose people can come in by the stand-in for a county's sign-in service.
const CountyOrg marketplace.ID = "demo-org-tukityo"

// countyDomain is what stands after the @ in its people's addresses.
const countyDomain = "demo.sovite.fi"

// County registers the stand-in as the service of CountyOrg, with its domain confirmed. What is so already stays as it is, so that it
// may run at every start: only the issuer changes with the address at which the demo is reached.
func County(ctx context.Context, in *oidc.Service, c oidc.Client) error {
	program := marketplace.System(CountyOrg)
	s, err := in.Settings(ctx, program, CountyOrg)
	if err != nil {
		return err
	}
	if s.Issuer == c.Issuer && s.ClientID == c.ID {
		return nil
	}
	if _, err := in.Register(ctx, program, CountyOrg, oidc.Setup{Name: "Demomaakunta", Issuer: c.Issuer, ClientID: c.ID, Secret: c.Secret}); err != nil {
		return err
	}
	d, err := in.AskDomain(ctx, program, CountyOrg, countyDomain)
	if err != nil {
		return err
	}
	if d.State == oidc.Asked {
		if _, err := in.ConfirmDomain(ctx, program, d.ID); err != nil {
			return err
		}
	}
	_, err = in.Switch(ctx, program, CountyOrg, oidc.Switches{On: true, Joins: s.Joins})
	return err
}
