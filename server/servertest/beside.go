package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server"
)

// Beside is another server of the same installation, on the same data as wrap gives it, such as one that crashes at a write.
func (a *App) Beside(t testing.TB, wrap func(store.Store) store.Store) *server.Parts {
	t.Helper()
	ports := a.Ports
	ports.Store = wrap(a.store)
	parts, err := server.Assemble(ports)
	must(t, err)
	return parts
}
