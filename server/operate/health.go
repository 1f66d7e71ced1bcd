package operate

import (
	"context"
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/server/web"
)

// Check asks one part that the program depends on whether it can work.
type Check struct {
	Name   string // "store", "index"
	Ask    func(context.Context) error
	Spared bool // the program serves without it, if less well: to be told, but no reason to send nobody here
}

// checkTime is how long a part may take to answer before it counts as down.
const checkTime = 2 * time.Second

// Health serves /healthz (the program runs) and /readyz (every part it depends on answers; otherwise the names of those
// that do not, with the causes in the log only, and 503 unless every one of them can be spared).
func Health(app *fiber.App, checks []Check, log *slog.Logger) {
	app.Get("/healthz", func(c *fiber.Ctx) error { return c.JSON(fiber.Map{"status": "ok"}) })
	app.Get("/readyz", func(c *fiber.Ctx) error {
		parts, ready := map[string]string{}, true
		for _, check := range checks {
			parts[check.Name] = "ok"
			if err := ask(c.UserContext(), check); err != nil {
				parts[check.Name], ready = "down", ready && check.Spared
				log.Error("a part does not answer", "request_id", web.RequestIDFrom(c.UserContext()), "part", check.Name, "error", err.Error())
			}
		}
		if !ready {
			return c.Status(fiber.StatusServiceUnavailable).JSON(fiber.Map{"status": "not ready", "parts": parts})
		}
		return c.JSON(fiber.Map{"status": "ready", "parts": parts})
	})
}

func ask(ctx context.Context, check Check) error {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	return check.Ask(ctx)
}
