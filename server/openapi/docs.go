package openapi

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsTemplate string

// The documentation page as values: everything its template shows.
type (
	docs struct {
		Title, Version, About, Stylesheet string
		Groups                            []docsGroup
		Schemas                           []docsSchema
	}
	docsGroup struct {
		Name       string
		Operations []docsOperation
	}
	docsOperation struct {
		ID, Method, Path, Summary, Description string
		Params                                 []docsField
		Body                                   docsType
		Answers                                []docsAnswer
	}
	docsAnswer struct {
		Status, Description string
		Body                docsType
		Headers             []string
	}
	docsSchema struct {
		Name   string
		Fields []docsField
	}
	docsField struct {
		Name, In, Doc string
		Required      bool
		Type          docsType
	}
	// docsType is a type in words; Ref is the schema it links to, if any.
	docsType struct{ Text, Ref string }
)

// docsPage renders the OpenAPI document as one plain page that needs nothing from elsewhere.
func docsPage(doc *huma.OpenAPI, stylesheet string) ([]byte, error) {
	t, err := template.New("docs").Parse(docsTemplate)
	if err != nil {
		return nil, err
	}
	view := docs{
		Title: doc.Info.Title, Version: doc.Info.Version, About: doc.Info.Description, Stylesheet: stylesheet,
		Groups: docsGroups(doc), Schemas: docsSchemas(doc),
	}
	var out bytes.Buffer
	if err := t.Execute(&out, view); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func docsGroups(doc *huma.OpenAPI) []docsGroup {
	byTag := map[string][]docsOperation{}
	for path, item := range doc.Paths {
		for method, op := range operations(item) {
			tag := strings.Join(op.Tags, ", ")
			byTag[tag] = append(byTag[tag], describe(method, Base+path, op))
		}
	}
	var out []docsGroup
	for _, tag := range slices.Sorted(maps.Keys(byTag)) {
		slices.SortFunc(byTag[tag], func(a, b docsOperation) int {
			return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Method, b.Method))
		})
		out = append(out, docsGroup{Name: tag, Operations: byTag[tag]})
	}
	return out
}

func operations(item *huma.PathItem) map[string]*huma.Operation {
	all := map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete}
	maps.DeleteFunc(all, func(_ string, op *huma.Operation) bool { return op == nil })
	return all
}

func describe(method, path string, op *huma.Operation) docsOperation {
	out := docsOperation{ID: op.OperationID, Method: method, Path: path, Summary: op.Summary, Description: op.Description}
	for _, p := range op.Parameters {
		out.Params = append(out.Params, docsField{Name: p.Name, In: p.In, Doc: cmp.Or(p.Description, p.Schema.Description), Required: p.Required, Type: typeOf(p.Schema)})
	}
	if op.RequestBody != nil {
		out.Body = contentType(op.RequestBody.Content)
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		r := op.Responses[status]
		out.Answers = append(out.Answers, docsAnswer{
			Status: status, Description: r.Description, Body: contentType(r.Content), Headers: slices.Sorted(maps.Keys(r.Headers)),
		})
	}
	return out
}

func contentType(content map[string]*huma.MediaType) docsType {
	for _, media := range content {
		return typeOf(media.Schema)
	}
	return docsType{}
}

func docsSchemas(doc *huma.OpenAPI) []docsSchema {
	var out []docsSchema
	schemas := doc.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		s := docsSchema{Name: name}
		for _, field := range slices.Sorted(maps.Keys(schemas[name].Properties)) {
			prop := schemas[name].Properties[field]
			s.Fields = append(s.Fields, docsField{
				Name: field, Doc: prop.Description, Required: slices.Contains(schemas[name].Required, field), Type: typeOf(prop),
			})
		}
		out = append(out, s)
	}
	return out
}

// typeOf says a schema in words: "list of Task", "whole number, 0 to 5", "one of fi, sv, en".
func typeOf(s *huma.Schema) docsType {
	switch {
	case s == nil:
		return docsType{}
	case s.Ref != "":
		name := s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
		return docsType{Text: name, Ref: name}
	case s.Items != nil:
		inner := typeOf(s.Items)
		return docsType{Text: "list of " + inner.Text, Ref: inner.Ref}
	}
	if of, ok := s.AdditionalProperties.(*huma.Schema); ok {
		inner := typeOf(of)
		return docsType{Text: "object of " + inner.Text, Ref: inner.Ref}
	}
	return docsType{Text: cmp.Or(s.Type, "any") + limits(s)}
}

func limits(s *huma.Schema) string {
	var out string
	if len(s.Enum) > 0 {
		out += ", one of " + strings.Trim(fmt.Sprint(s.Enum...), "[]")
	}
	if s.Format != "" {
		out += ", " + s.Format
	}
	if s.Minimum != nil {
		out += fmt.Sprintf(", at least %v", *s.Minimum)
	}
	if s.Maximum != nil {
		out += fmt.Sprintf(", at most %v", *s.Maximum)
	}
	if s.MaxLength != nil {
		out += fmt.Sprintf(", at most %d characters", *s.MaxLength)
	}
	return out
}
