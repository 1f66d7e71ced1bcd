package openapi

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

// told is one of huma's sentences about a field, and the message key that we say instead. The groups of the pattern are
// the values of args. When inner is set, the first group is a property below the named location.
type told struct {
	pattern *regexp.Regexp
	key     string
	args    []string
	inner   bool
}

// tellings turns huma's sentences into patterns; an error means that the table below is broken.
func tellings() ([]told, error) {
	table := []struct {
		format, key string
		args        []string
		inner       bool
	}{
		{format: validation.MsgExpectedRequiredProperty, key: "field.required", inner: true},
		{format: "required %s parameter is missing", key: "field.required"},
		{format: validation.MsgUnexpectedProperty, key: "field.unknown"},
		{format: "unknown query parameter", key: "field.unknown"},
		{format: validation.MsgExpectedBoolean, key: "api.type.boolean"},
		{format: "invalid boolean", key: "api.type.boolean"},
		{format: validation.MsgExpectedInteger, key: "api.type.integer"},
		{format: "invalid integer", key: "api.type.integer"},
		{format: validation.MsgExpectedNumber, key: "api.type.number"},
		{format: "invalid float", key: "api.type.number"},
		{format: validation.MsgExpectedString, key: "api.type.string"},
		{format: validation.MsgExpectedArray, key: "api.type.array"},
		{format: validation.MsgExpectedObject, key: "api.type.object"},
		{format: validation.MsgExpectedOneOf, key: "field.choice", args: []string{"choices"}},
		{format: validation.MsgExpectedMinimumNumber, key: "api.number_min", args: []string{"min"}},
		{format: validation.MsgExpectedMaximumNumber, key: "api.number_max", args: []string{"max"}},
		{format: validation.MsgExpectedMinLength, key: "api.too_short", args: []string{"min"}},
		{format: validation.MsgExpectedMaxLength, key: "field.too_long", args: []string{"max"}},
		{format: validation.MsgExpectedMinItems, key: "api.too_few", args: []string{"min"}},
		{format: validation.MsgExpectedMaxItems, key: "field.too_many", args: []string{"max"}},
		{format: validation.MsgExpectedMaxProperties, key: "field.too_many", args: []string{"max"}},
		{format: validation.MsgExpectedArrayItemsUnique, key: "field.twice"},
		{format: validation.MsgExpectedRFC3339Date, key: "field.date"},
		{format: validation.MsgExpectedMatchPattern, key: "api.form"},
	}
	verbs := strings.NewReplacer("%v", "(.*)", "%d", "(.*)", "%s", "(.*)")
	out := make([]told, len(table))
	for i, t := range table {
		pattern, err := regexp.Compile("^" + verbs.Replace(regexp.QuoteMeta(t.format)) + "$")
		if err != nil {
			return nil, fmt.Errorf("pattern for %q: %w", t.format, err)
		}
		out[i] = told{pattern: pattern, key: t.key, args: t.args, inner: t.inner}
	}
	return out, nil
}

// transform turns huma's own errors into problems in the caller's language; everything else passes.
func (a *API) transform(ctx huma.Context, _ string, v any) (any, error) {
	model, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	return a.invalid(ctx.Context(), model), nil
}

// invalid says what huma found wrong. The status is huma's: it was sent already.
func (a *API) invalid(ctx context.Context, model *huma.ErrorModel) *web.Problem {
	if model.Status == http.StatusUnsupportedMediaType || model.Status >= http.StatusInternalServerError {
		return a.problem(ctx, fiber.NewError(model.Status, model.Detail))
	}
	var fields []marketplace.FieldError
	for _, d := range model.Errors {
		fields = append(fields, a.field(d))
	}
	if len(fields) == 0 {
		fields = []marketplace.FieldError{marketplace.Field("body", "api.body_required")}
	}
	p := a.problem(ctx, marketplace.InvalidFields(fields))
	p.Status = model.Status
	return p
}

// field says one of huma's sentences as ours. What the table does not know is only called unusable: huma's text may hold
// Go types.
func (a *API) field(d *huma.ErrorDetail) marketplace.FieldError {
	path := location(d.Location)
	for _, t := range a.told {
		groups := t.pattern.FindStringSubmatch(d.Message)
		if groups == nil {
			continue
		}
		if t.inner {
			return marketplace.Field(strings.TrimPrefix(path+"."+groups[1], "body."), t.key)
		}
		args := []any{"value", shown(d.Value)}
		for i, name := range t.args {
			args = append(args, name, groups[i+1])
		}
		return marketplace.Field(path, t.key, args...)
	}
	return marketplace.Field(path, "api.value")
}

// location is a path as the caller wrote it: without the part of the request it stands in.
func location(path string) string {
	for _, part := range []string{"body.", "query.", "path.", "header.", "body"} {
		if rest, ok := strings.CutPrefix(path, part); ok && rest != "" {
			return rest
		}
	}
	return path
}

// shown is a short value to quote back; objects, lists and long texts are not quoted.
func shown(v any) string {
	switch v.(type) {
	case string, float64, int64, bool:
		if s := fmt.Sprint(v); len(s) <= 60 {
			return s
		}
	}
	return "…"
}
