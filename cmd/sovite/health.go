package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// healthCommand asks a running server whether it lives or is ready. Containers have nothing else to ask with.
type healthCommand struct {
	URL string `arg:"" optional:"" help:"What to ask." default:"http://127.0.0.1:8080/readyz"`
}

// healthTime is how long the server may take; longer than it waits for the parts that it asks in turn.
const healthTime = 5 * time.Second

// Run implements the command: exit code 0 when the server answers 200.
func (c *healthCommand) Run(ctx context.Context, io streams) error {
	ctx, cancel := context.WithTimeout(ctx, healthTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL, nil)
	if err != nil {
		return fmt.Errorf("the address must be like http://127.0.0.1:8080/readyz: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("no answer: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", c.URL, response.Status)
	}
	fmt.Fprintln(io.Out, "ok")
	return nil
}
