package main

import (
	"fmt"
	"runtime/debug"
	"time"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/cmd/sovite/demo/plant"
	portal "sovite.fi/sovite/employer-portal"
)

// demoAccount is one of the accounts that the demo data brings.
type demoAccount struct{ Name, What, Email string }

func demoAccounts() []demoAccount {
	return []demoAccount{
		{"demo.coach", "job coach", "valmentaja@demo.sovite.fi"},
		{"demo.employer", "employer", "tyonantaja@demo.sovite.fi"},
		{"demo.organiser", "organiser", "jarjestaja@demo.sovite.fi"},
		{"demo.admin", "administrator", "yllapito@demo.sovite.fi"},
	}
}

// newPortal makes the pages.
func newPortal(in *installation, c *serveCommand) (*portal.Portal, error) {
	zone, err := time.LoadLocation("Europe/Helsinki")
	if err != nil {
		return nil, fmt.Errorf("time zone: %w", err)
	}
	deps := portal.Deps{Parts: in.Parts, Zone: zone, Contact: c.Contact}
	if in.StandIn != nil {
		deps.Stage = in.StandIn
	}
	if c.Demo {
		for _, a := range demoAccounts() {
			deps.Demo = append(deps.Demo, portal.DemoAccount{Name: a.Name, Email: a.Email, Password: c.DemoPassword})
		}
		deps.Demo = append(deps.Demo, portal.DemoAccount{Name: "demo.client", Link: c.link, Password: demo.DoorPIN})
		if c.supporterLink != "" {
			deps.Demo = append(deps.Demo, portal.DemoAccount{Name: "demo.supporter", Link: c.supporterLink, Password: demo.DoorPIN})
		}
		deps.Demo = append(deps.Demo, portal.DemoAccount{Name: "demo.county", Link: "/signin/with/" + string(plant.CountyOrg)})
		deps.Messages, deps.County = in.messages, in.County
	}
	return portal.New(deps)
}

// mostMessages is how many sent messages the demo shows.
const mostMessages = 200

// messages are the messages that were sent, newest first.
func (in *installation) messages() ([]portal.Letter, error) {
	list, err := in.Letters.List(mostMessages)
	if err != nil {
		return nil, err
	}
	out := make([]portal.Letter, 0, len(list))
	for _, l := range list {
		out = append(out, portal.Letter{Message: l.Message, Sent: l.Sent})
	}
	return out, nil
}

// version is the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return info.Main.Version
}
