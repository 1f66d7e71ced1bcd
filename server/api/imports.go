package api

import (
	"context"
	"mime"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server/web"
)

// ImportInput is a table of tasks.
type ImportInput struct {
	DryRun      bool   `query:"dry_run" doc:"Save nothing; only report"`
	OnlyGood    bool   `query:"only_good" doc:"Save the good rows even if others are wrong"`
	ContentType string `header:"Content-Type"`
	RawBody     []byte `contentType:"text/csv"`
}

// ImportReport says what an import found and did.
type ImportReport struct {
	Encoding   string        `json:"encoding"`
	Separator  string        `json:"separator"`
	Rows       int           `json:"rows" doc:"With something in them, without the header"`
	Good       int           `json:"good"`
	Saved      int           `json:"saved"`
	Skipped    int           `json:"skipped" doc:"Saved by an earlier import already"`
	Missing    []string      `json:"missing" doc:"Columns that the file does not have"`
	Unknown    []string      `json:"unknown" doc:"Columns that mean nothing here"`
	ErrorCount int           `json:"error_count"`
	Errors     []ImportError `json:"errors" doc:"The first 200"`
	Preview    []TaskContent `json:"preview" doc:"The first 20 good rows"`
}

// ImportError says what is wrong with one cell.
type ImportError struct {
	Row    int    `json:"row" doc:"As a spreadsheet numbers it"`
	Column string `json:"column"`
	web.ProblemField
}

// Import reads a table of tasks; nothing is saved when a row is wrong, unless only_good.
func (h Tasks) Import(ctx context.Context, in *ImportInput) (*Answer[ImportReport], error) {
	kind, _, err := mime.ParseMediaType(in.ContentType)
	if err != nil || !slices.Contains([]string{"text/csv", "text/tab-separated-values", "text/plain", "application/octet-stream"}, kind) {
		return nil, fiber.ErrUnsupportedMediaType
	}
	r, err := h.Service.Import(ctx, web.ActorFrom(ctx), in.RawBody, task.ImportOptions{DryRun: in.DryRun, OnlyGood: in.OnlyGood})
	if err != nil {
		return nil, err
	}
	lang := h.Bundle.In(voice(ctx))
	return Reply(ImportReport{
		Encoding: r.Encoding, Separator: r.Separator, Rows: r.Rows, Good: r.Good, Saved: r.Saved, Skipped: r.Skipped,
		Missing: check.Words(r.Missing), Unknown: check.Words(r.Unknown), ErrorCount: r.ErrorCount,
		Errors: Each(r.Errors, func(e task.RowError) ImportError {
			f := e.Error
			return ImportError{Row: e.Row, Column: e.Column, ProblemField: web.ProblemField{Field: f.Field, Detail: lang.Field(f), Key: f.Key, Args: f.Args}}
		}),
		Preview: Each(r.Preview, taskContent),
	}, nil)
}

// TemplateInput chooses the language of the template.
type TemplateInput struct {
	Lang string `query:"in" enum:"fi,sv,en"`
}

// File is a file to save.
type File struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// Template is an empty table to fill in and import.
func (h Tasks) Template(ctx context.Context, in *TemplateInput) (*File, error) {
	lang := in.Lang
	if lang == "" {
		lang = web.LangFrom(ctx)
	}
	name := strings.Join([]string{"tasks", lang, "csv"}, ".")
	return &File{ContentType: "text/csv; charset=utf-8", Disposition: `attachment; filename="` + name + `"`, Body: task.Template(lang)}, nil
}
