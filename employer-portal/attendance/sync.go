package attendance

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	shapes "sovite.fi/sovite/server/api/attendance"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// The phone sends what waits on it through these three. They speak JSON, with the cookies of the page and its token against
// forged requests.

// known tells the phone who is signed in, and the token to send with what waits.
type known struct {
	Person string `json:"person"`
	Org    string `json:"org"`
	CSRF   string `json:"csrf"`
}

func (r *request) getSync() error {
	return r.json(fiber.StatusOK, known{string(r.Actor.Person), string(r.Actor.Org), auth.CSRFFrom(r.Ctx)})
}

// marks is what became of a batch.
type marks struct {
	State    string                      `json:"state"`
	Received []shapes.AttendanceReceived `json:"received"`
}

func (r *request) postMarks() error {
	var in shapes.Batch
	id, err := r.body(&in)
	if err != nil {
		return r.trouble(err)
	}
	e, received, err := r.Attendance.Mark(r.Ctx, r.Actor, id, in.Value())
	if err != nil {
		return r.trouble(err)
	}
	return r.json(fiber.StatusOK, marks{string(e.Value.State), shapes.Received(received, r.Lang)})
}

func (r *request) postSign() error {
	var in struct {
		Key string `json:"key"`
		shapes.Signature
	}
	id, err := r.body(&in)
	if err != nil {
		return r.trouble(err)
	}
	e, err := r.Attendance.Sign(r.Ctx, r.Actor, id, in.Value(in.Key))
	if err != nil {
		return r.trouble(err)
	}
	return r.json(fiber.StatusOK, marks{State: string(e.Value.State)})
}

// body reads the JSON body of a request about a shift, for whoever may see that shift.
func (r *request) body(into any) (marketplace.ID, error) {
	id, err := r.id()
	if err != nil {
		return "", err
	}
	if _, err := r.Attendance.View(r.Ctx, r.Actor, id); err != nil {
		return "", err
	}
	if err := web.CheckJSON(r.C.Body()); err != nil {
		return "", err
	}
	if err := json.Unmarshal(r.C.Body(), into); err != nil {
		return "", marketplace.Errorf(marketplace.Invalid, "api.bad_request", err)
	}
	return id, nil
}

// trouble tells the phone in words why something was not taken and never will be; everything that may be tried again goes
// the usual way.
func (r *request) trouble(err error) error {
	e := marketplace.AsError(err)
	switch e.Kind {
	case marketplace.Invalid, marketplace.TooLarge, marketplace.NotFound, marketplace.Forbidden, marketplace.Conflict, marketplace.Stale:
	default:
		return err
	}
	words := []string{r.Lang.Error(err)}
	if len(e.Fields) > 0 {
		words = nil
		for _, f := range e.Fields {
			if text := r.Lang.Field(f); len(words) == 0 || words[len(words)-1] != text {
				words = append(words, text)
			}
		}
	}
	return r.json(web.Status(e.Kind), map[string]string{"problem": strings.Join(words, " ")})
}

func (r *request) json(status int, body any) error {
	r.C.Set(fiber.HeaderCacheControl, "no-store")
	return r.C.Status(status).JSON(body)
}
