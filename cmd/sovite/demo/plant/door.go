package plant

import (
	"context"
	"net/url"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/server"
)

// Link is the address of the demo client's own pages, the same after every start. When it does not open any more, for
// somebody ended it or chose another PIN, a new one is made.
func Link(ctx context.Context, in *server.Parts) (string, error) {
	token, err := link(ctx, in.Doors, demo.DoorClient)
	return "/my/in/" + url.PathEscape(token), err
}

// SupporterLink is the address of what the demo supporter sees, as Link is of the client's pages; empty while the client lets
// them see nothing.
func SupporterLink(ctx context.Context, in *server.Parts) (string, error) {
	token, err := link(ctx, in.SupporterDoors, demo.DoorSupporter)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return "", nil
	}
	return "/shown/in/" + url.PathEscape(token), err
}

// link makes sure that a door opens with the demo's PIN.
func link(ctx context.Context, doors *door.Service, holder marketplace.ID) (string, error) {
	data, err := demo.Load()
	if err != nil {
		return "", err
	}
	program := marketplace.System(data.Client(demo.DoorClient).Org)
	token, err := doors.Link(ctx, program, holder)
	if err == nil {
		_, err = doors.Enter(ctx, token, demo.DoorPIN)
	}
	if marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Unauthenticated) {
		if token, err = doors.Make(ctx, program, holder); err == nil {
			_, err = doors.Enter(ctx, token, demo.DoorPIN)
		}
	}
	return token, err
}
