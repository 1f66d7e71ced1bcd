package web

import (
	"errors"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

// ProblemType is the content type of a Problem.
const ProblemType = "application/problem+json"

// Problem is an error as a caller may see it, after RFC 9457. Every text is safe: it never holds a private cause.
type Problem struct {
	Type   string         `json:"type" doc:"Stable path of the kind of problem" example:"/problems/invalid"`
	Title  string         `json:"title" doc:"The kind of problem in the caller's language"`
	Status int            `json:"status" doc:"HTTP status"`
	Detail string         `json:"detail,omitempty" doc:"What went wrong and how to mend it, in the caller's language"`
	ID     string         `json:"id,omitempty" doc:"Quote this id to support"`
	Key    string         `json:"key,omitempty" doc:"Stable name of the message in detail"`
	Errors []ProblemField `json:"errors,omitempty" doc:"What is wrong field by field"`
}

// ProblemField says what is wrong with one field.
type ProblemField struct {
	Field  string            `json:"field" doc:"Path of the field as the caller wrote it" example:"demands[2].level"`
	Detail string            `json:"detail" doc:"How to mend it, in the caller's language"`
	Key    string            `json:"key" doc:"Stable name of the message in detail"`
	Args   map[string]string `json:"args,omitempty" doc:"The values in the message"`
}

// Error is the safe text, so that a Problem can travel as an error.
func (p *Problem) Error() string { return p.Title + ": " + p.Detail }

// GetStatus is the HTTP status of the answer.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is always that of a problem, whatever the caller accepts.
func (p *Problem) ContentType(string) string { return ProblemType }

// ProblemOf says an error in one language. The id is the request's. An error of Fiber itself (404, 405, 413 and so on)
// keeps its status.
func ProblemOf(lang i18n.Lang, id string, err error) *Problem {
	status := 0
	if own, ok := errors.AsType[*fiber.Error](err); ok {
		err, status = ofStatus(own.Code, err), own.Code
	}
	e := marketplace.AsError(err)
	if status == 0 {
		status = Status(e.Kind)
	}
	p := &Problem{
		Type:   "/problems/" + e.Kind.String(),
		Title:  lang.Render("error."+e.Kind.String(), nil),
		Status: status,
		Detail: Message(lang, e),
		ID:     id,
		Key:    e.Key,
	}
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, ProblemField{Field: f.Field, Detail: lang.Field(f), Key: f.Key, Args: f.Args})
	}
	return p
}

// Message is the safe text of any error in one language; what is not ours says only that something went wrong.
func Message(lang i18n.Lang, err error) string { return lang.Error(err) }

// ofStatus is the error that a bare HTTP status stands for, with the reason as its private cause.
func ofStatus(status int, cause error) *marketplace.Error {
	kind := KindOf(status)
	switch status {
	case http.StatusMethodNotAllowed:
		return marketplace.Errorf(kind, "api.method", cause)
	case http.StatusUnsupportedMediaType:
		return marketplace.Errorf(kind, "api.media_type", cause)
	case http.StatusBadRequest:
		return marketplace.Errorf(kind, "api.bad_request", cause)
	}
	return marketplace.Errorf(kind, "error."+kind.String(), cause)
}
