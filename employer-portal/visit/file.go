package visit

import (
	"bytes"
	"encoding/csv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
)

// File hands out a table for a spreadsheet: UTF-8 with a byte order mark, semicolons, no cell that is run as a formula.
func (r *Request) File(name string, t *view.Table) error {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	rows := append([][]string{t.Head}, t.Body...)
	if t.Foot != nil {
		rows = append(rows, t.Foot)
	}
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
				cell = "'" + cell
			}
			safe[i] = cell
		}
		if err := w.Write(safe); err != nil {
			return err
		}
	}
	w.Flush()
	r.C.Set("Content-Type", "text/csv; charset=utf-8")
	r.C.Set("Content-Disposition", `attachment; filename="sovite-`+name+`.csv"`)
	r.C.Set("Cache-Control", "no-store")
	return r.C.Send(out.Bytes())
}
