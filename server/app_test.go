package server_test

import (
	"testing"

	"sovite.fi/sovite/server/servertest"
)

func TestSmoke(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, servertest.Scenario{Name: "me", As: "coach", Path: "/api/v1/me", Want: 200, Has: []string{`"coach"`}})
}
