package employer

import (
	"encoding/base64"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server/web"
)

// importLimit is the largest table that can be brought in through a page, in bytes: it travels twice, the second time
// in a form.
const importLimit = 4 << 20

func (r *request) importPage(errs []marketplace.FieldError) *view.Import {
	f := view.NewForm(r.Lang, nil, errs)
	page := &view.Import{Base: r.Base(r.T("import")), Field: f.Input("file", "portal.import.field").WithHint(r.T("import.field.hint"))}
	page.Back = &view.Link{Text: r.T("nav.tasks"), Href: "/tasks"}
	page.Problems = f.Problems(errs, visit.Labels(page.Field))
	return page
}

func (r *request) getImport() error {
	if err := r.Actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return err
	}
	return r.Show(r.importPage(nil))
}

func (r *request) getTemplate() error {
	r.C.Set("Content-Type", "text/csv; charset=utf-8")
	r.C.Set("Content-Disposition", `attachment; filename="sovite-`+string(r.Lang.Voice)+`.csv"`)
	return r.C.Send(task.Template(string(r.Lang.Voice)))
}

// postImport checks a table and shows what it holds; posted again with the checked content, it saves the good rows.
func (r *request) postImport() error {
	if err := r.Actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if v.Get("do") == "import" {
		return r.importChecked(v.Get("name"), v.Get("content"))
	}
	name, content, err := web.File(r.C, "file", importLimit)
	if err != nil {
		return r.importWrong(err)
	}
	report, err := r.Tasks.Import(r.Ctx, r.Actor, content, task.ImportOptions{DryRun: true})
	if err != nil {
		return r.importWrong(err)
	}
	page := r.importPage(nil)
	page.Checked, page.Name, page.Content = true, name, base64.StdEncoding.EncodeToString(content)
	page.Good, page.Bad, page.Rows = report.Good, report.Rows-report.Good, r.importRows(report)
	return r.Show(page)
}

func (r *request) importChecked(name, encoded string) error {
	content, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil {
		return r.importWrong(marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("file", "field.required")}))
	}
	report, err := r.Tasks.Import(r.Ctx, r.Actor, content, task.ImportOptions{OnlyGood: true})
	if err != nil {
		return r.importWrong(err)
	}
	page := r.importPage(nil)
	page.Name = name
	page.Result = r.Say.N("import.saved", report.Saved)
	if report.Skipped > 0 {
		page.Result += " " + r.Say.N("import.skipped", report.Skipped)
	}
	return r.Show(page)
}

// importWrong says what is wrong with the file as a whole.
func (r *request) importWrong(err error) error {
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	for i := range errs {
		errs[i].Field = "file"
	}
	return r.Wrong(r.importPage(errs))
}

// importRows are the rows with mistakes, and then the first good ones.
func (r *request) importRows(report task.Report) []view.ImportRow {
	var out []view.ImportRow
	for _, e := range report.Errors {
		text := e.Column + ": " + r.Lang.Field(e.Error)
		if n := len(out); n > 0 && out[n-1].Number == e.Row {
			out[n-1].Errors = append(out[n-1].Errors, text)
			continue
		}
		out = append(out, view.ImportRow{Number: e.Row, State: r.T("import.wrong"), Errors: []string{text}})
	}
	for _, t := range report.Preview {
		out = append(out, view.ImportRow{Title: t.Title, State: r.T("import.fine")})
	}
	return out
}
