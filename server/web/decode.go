package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/marketplace"
)

// The sizes of a body, in bytes.
const (
	DefaultBody = 2 << 20         // the most that an ordinary way in takes
	MaxBody     = 10 << 20        // the most that any way in takes, such as the import of a table
	ReadBody    = MaxBody + 1<<20 // the most that is read from a connection: a little too much still gets a clear answer
)

// deepest is how many levels of objects and lists a JSON body may nest.
const deepest = 32

// Param is a copy of a path parameter.
func Param(c *fiber.Ctx, name string) string { return unescaped(utils.CopyString(c.Params(name))) }

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// IDParam is a path parameter as an id; NotFound when it cannot be one.
func IDParam(c *fiber.Ctx, name string) (marketplace.ID, error) {
	id := marketplace.ID(Param(c, name))
	if !id.Valid() {
		return "", marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return id, nil
}

// Query is a copy of a query value; Invalid when it is not UTF-8 or holds a nul character.
func Query(c *fiber.Ctx, name string) (string, error) {
	value := utils.CopyString(c.Query(name))
	return value, sound(name, value)
}

// sound refuses a text that is not UTF-8, or that holds a nul character: no store and no search engine keeps it alike.
func sound(field, value string) error {
	switch {
	case !utf8.ValidString(value):
		return badField(field, "error.utf8")
	case strings.ContainsRune(value, 0):
		return badField(field, "api.nul")
	}
	return nil
}

// Page reads ?limit= and ?after=.
func Page(c *fiber.Ctx) (marketplace.Page, error) {
	after, err := Query(c, "after")
	if err != nil {
		return marketplace.Page{}, err
	}
	raw := c.Query("limit")
	if raw == "" {
		return marketplace.Page{After: after}, nil
	}
	limit, err := strconv.Atoi(raw)
	if err != nil || limit < 1 || limit > marketplace.MaxLimit {
		return marketplace.Page{}, badField("limit", "field.range", "min", 1, "max", marketplace.MaxLimit)
	}
	return marketplace.Page{Limit: limit, After: after}, nil
}

// NextLink is the value of a Link header that leads to the next page: the same address with another cursor. It is empty
// when there is no next page.
func NextLink(path string, query url.Values, next string) string {
	if next == "" {
		return ""
	}
	q := url.Values{}
	for key, values := range query {
		q[key] = values
	}
	q.Set("after", next)
	return "<" + path + "?" + q.Encode() + `>; rel="next"`
}

// Form is a copy of the fields of a posted form, each of them UTF-8 without nul characters. Fields of the query are not mixed in.
func Form(c *fiber.Ctx) (url.Values, error) {
	values := url.Values{}
	if strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEMultipartForm) {
		form, err := c.MultipartForm()
		if err != nil {
			return nil, marketplace.Errorf(marketplace.Invalid, "api.bad_request", err)
		}
		for key, list := range form.Value {
			for _, v := range list {
				values.Add(utils.CopyString(key), utils.CopyString(v))
			}
		}
	} else {
		for key, value := range c.Request().PostArgs().All() {
			values.Add(string(key), string(value))
		}
	}
	for key, list := range values {
		for _, v := range append(list, key) {
			if err := sound(strings.ToValidUTF8(key, "?"), v); err != nil {
				return nil, err
			}
		}
	}
	return values, nil
}

// File is a copy of an uploaded file of at most limit bytes, with the name it had. Invalid when the field holds no file.
func File(c *fiber.Ctx, field string, limit int) (name string, content []byte, err error) {
	header, err := c.FormFile(field)
	if err != nil {
		return "", nil, badField(field, "field.required")
	}
	if header.Size > int64(limit) {
		return "", nil, TooLarge(limit)
	}
	content, err = readFile(header, limit)
	return utils.CopyString(header.Filename), content, err
}

func readFile(header *multipart.FileHeader, limit int) (content []byte, err error) {
	f, err := header.Open()
	if err != nil {
		return nil, marketplace.AsError(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(io.LimitReader(f, int64(limit)))
}

// TooLarge is the error for a body, file or list over a limit in bytes.
func TooLarge(limit int) error {
	return marketplace.Errorf(marketplace.TooLarge, "error.too_large", "limit", strconv.Itoa(limit>>20)+" MB")
}

// Limit refuses a body of more than DefaultBody bytes, or of more than MaxBody on the paths that take files, and a
// compressed one of any size, because its size is not known before it is unpacked.
func Limit(files ...string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		limit := DefaultBody
		if slices.Contains(files, c.Path()) {
			limit = MaxBody
		}
		switch c.Get(fiber.HeaderContentEncoding) {
		case "", "identity":
		default:
			return fiber.ErrUnsupportedMediaType
		}
		if len(c.Request().Body()) > limit {
			return TooLarge(limit)
		}
		return c.Next()
	}
}

// JSONBody refuses a JSON body that is broken before anything reads it: not UTF-8, cut off, nested too deep, or followed
// by more. Bodies of other types pass.
func JSONBody() fiber.Handler {
	return func(c *fiber.Ctx) error {
		body := c.Request().Body()
		if len(body) == 0 || !strings.HasPrefix(c.Get(fiber.HeaderContentType, fiber.MIMEApplicationJSON), fiber.MIMEApplicationJSON) {
			return c.Next()
		}
		if err := CheckJSON(body); err != nil {
			return err
		}
		return c.Next()
	}
}

// CheckJSON says what is wrong with a JSON text, naming the line, or nil when it can be read. A nul character counts as
// broken: no store keeps it alike.
func CheckJSON(body []byte) error {
	if !utf8.Valid(body) {
		return badField("body", "error.utf8")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	depth := 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return syntaxError(body, dec.InputOffset())
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if text, ok := token.(string); ok && strings.ContainsRune(text, 0) {
			return badField("body", "api.nul")
		}
		if depth > deepest {
			return badField("body", "api.depth", "max", deepest)
		}
	}
	if !json.Valid(body) {
		return syntaxError(body, int64(len(body)))
	}
	return nil
}

func syntaxError(body []byte, offset int64) error {
	before := body[:min(int(offset), len(body))]
	return badField("body", "api.syntax", "line", 1+bytes.Count(before, []byte("\n")))
}
