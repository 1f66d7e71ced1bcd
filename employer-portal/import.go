package portal

import (
	"encoding/base64"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server/web"
)

// importLimit is the largest table that can be brought in through a page, in bytes: it travels twice, the second time
// in a form.
const importLimit = 4 << 20

func (r *request) importPage(errs []marketplace.FieldError) *view.Import {
	f := view.NewForm(r.lang, nil, errs)
	page := &view.Import{Base: r.base(r.t("import")), Field: f.Input("file", "portal.import.field").WithHint(r.t("import.field.hint"))}
	page.Back = &view.Link{Text: r.t("nav.tasks"), Href: "/tasks"}
	page.Problems = f.Problems(errs, labels(page.Field))
	return page
}

func (r *request) getImport() error {
	if err := r.actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return err
	}
	return r.show(r.importPage(nil))
}

func (r *request) getTemplate() error {
	r.c.Set("Content-Type", "text/csv; charset=utf-8")
	r.c.Set("Content-Disposition", `attachment; filename="sovite-`+string(r.lang.Voice)+`.csv"`)
	return r.c.Send(task.Template(string(r.lang.Voice)))
}

// postImport checks a table and shows what it holds; posted again with the checked content, it saves the good rows.
func (r *request) postImport() error {
	v, err := r.posted()
	if err != nil {
		return err
	}
	if v.Get("do") == "import" {
		return r.importChecked(v.Get("name"), v.Get("content"))
	}
	name, content, err := web.File(r.c, "file", importLimit)
	if err != nil {
		return r.importWrong(err)
	}
	report, err := r.Tasks.Import(r.ctx, r.actor, content, task.ImportOptions{DryRun: true})
	if err != nil {
		return r.importWrong(err)
	}
	page := r.importPage(nil)
	page.Checked, page.Name, page.Content = true, name, base64.StdEncoding.EncodeToString(content)
	page.Good, page.Bad, page.Rows = report.Good, report.Rows-report.Good, r.importRows(report)
	return r.show(page)
}

func (r *request) importChecked(name, encoded string) error {
	content, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil {
		return r.importWrong(marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("file", "field.required")}))
	}
	report, err := r.Tasks.Import(r.ctx, r.actor, content, task.ImportOptions{OnlyGood: true})
	if err != nil {
		return r.importWrong(err)
	}
	page := r.importPage(nil)
	page.Name = name
	page.Result = r.say.N("import.saved", report.Saved)
	if report.Skipped > 0 {
		page.Result += " " + r.say.N("import.skipped", report.Skipped)
	}
	return r.show(page)
}

// importWrong says what is wrong with the file as a whole.
func (r *request) importWrong(err error) error {
	errs, err := fieldErrors(err)
	if err != nil {
		return err
	}
	for i := range errs {
		errs[i].Field = "file"
	}
	return r.wrong(r.importPage(errs))
}

// importRows are the rows with mistakes, and then the first good ones.
func (r *request) importRows(report task.Report) []view.ImportRow {
	var out []view.ImportRow
	for _, e := range report.Errors {
		text := e.Column + ": " + r.lang.Field(e.Error)
		if n := len(out); n > 0 && out[n-1].Number == e.Row {
			out[n-1].Errors = append(out[n-1].Errors, text)
			continue
		}
		out = append(out, view.ImportRow{Number: e.Row, State: r.t("import.wrong"), Errors: []string{text}})
	}
	for _, t := range report.Preview {
		out = append(out, view.ImportRow{Title: t.Title, State: r.t("import.fine")})
	}
	return out
}
