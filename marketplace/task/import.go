package task

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// What a Report shows of a long list.
const (
	maxRowErrors = 200
	maxPreview   = 20
)

// ImportOptions says how a table is imported.
type ImportOptions struct {
	DryRun   bool                  // save nothing; only report
	OnlyGood bool                  // save the good rows even if others are wrong
	Progress func(done, total int) // called after every row saved; may be nil
}

// Report says what an import found and did.
type Report struct {
	Encoding   string     `json:"encoding"`
	Separator  string     `json:"separator"`
	Rows       int        `json:"rows"`    // with something in them, without the header
	Good       int        `json:"good"`    // rows without an error
	Saved      int        `json:"saved"`   // new tasks
	Skipped    int        `json:"skipped"` // tasks that an earlier import had saved already
	Missing    []string   `json:"missing,omitempty"`
	Unknown    []string   `json:"unknown,omitempty"`
	Errors     []RowError `json:"errors,omitempty"` // the first 200
	ErrorCount int        `json:"error_count"`
	Preview    []Task     `json:"preview,omitempty"` // the first 20 good rows
}

// RowError says what is wrong with one cell, and how to mend it. Row is numbered as a spreadsheet numbers it, Column is
// the header as the file has it.
type RowError struct {
	Row    int                    `json:"row"`
	Column string                 `json:"column"`
	Error  marketplace.FieldError `json:"error"` // its Field is "row 14, hours_min"
}

// Import reads a table of tasks into drafts, or published tasks where the column says so. It checks every row before it
// saves the first; if a row is wrong, nothing is saved and the Report says why, unless opts.OnlyGood. It ends with the
// context. The id of a task comes from the organisation and from what the row says, so an import that was cut short is
// simply made again, and a corrected file adds the corrected rows only. Errors are those of the file as a whole.
func (s *Service) Import(ctx context.Context, actor marketplace.Actor, file []byte, opts ImportOptions) (Report, error) {
	employer, err := s.employer(ctx, actor)
	if err != nil {
		return Report{}, err
	}
	t, err := readTable(file)
	if err != nil {
		return Report{}, err
	}
	l := lay(t.Header, actor.Lang)
	if err := l.check(actor.Lang); err != nil {
		return Report{}, err
	}
	report := Report{Encoding: t.Encoding, Separator: string(t.Separator), Rows: len(t.Rows), Missing: l.missing, Unknown: l.unknown}
	tasks, err := s.rows(ctx, actor, t, l, &report)
	if err != nil {
		return report, err
	}
	if opts.DryRun || report.ErrorCount > 0 && !opts.OnlyGood {
		return report, nil
	}
	sum := sha256.Sum256(file)
	for i := range tasks {
		tasks[i].Employer = employer
		tasks[i].ImportKey = hex.EncodeToString(sum[:6]) + "/" + tasks[i].ImportKey
	}
	return report, s.saveRows(ctx, actor, tasks, opts.Progress, &report)
}

// check refuses a file that has no titles or a column twice.
func (l layout) check(lang string) error {
	title := columns()[0]
	if !slices.ContainsFunc(l.columns, func(c column) bool { return c.field == title.field }) {
		return marketplace.Errorf(marketplace.Invalid, "import.no_title", "column", title.names[language(lang)])
	}
	if len(l.twice) > 0 {
		return marketplace.Errorf(marketplace.Invalid, "import.twice", "column", l.twice[0])
	}
	return nil
}

// rows reads and checks every row and gives the good ones; what is wrong goes to the report.
func (s *Service) rows(ctx context.Context, actor marketplace.Actor, t table, l layout, report *Report) ([]Task, error) {
	w, copies := newWords(s.Scale), map[string]int{}
	var good []Task
	for _, r := range t.Rows {
		if err := ctx.Err(); err != nil {
			return nil, marketplace.Errorf(marketplace.Unavailable, "import.interrupted", err)
		}
		task, bad := l.read(w, r)
		task.Org = actor.Org
		task = task.Normalise()
		bad = further(bad, task.Validate(s.Scale, s.Places, s.ESCO))
		if task.Status == Published {
			bad = further(bad, task.Missing())
		}
		report.add(r.Number, bad, l, actor.Lang)
		if len(bad) > 0 {
			continue
		}
		var err error
		if task.ID, err = rowID(task, copies); err != nil {
			return nil, err
		}
		task.ImportKey = strconv.Itoa(r.Number)
		good = append(good, task)
	}
	report.Good = len(good)
	report.Preview = good[:min(len(good), maxPreview)]
	return good, nil
}

// further adds what else is wrong, one error a field: a cell that could not be read is not told to be missing as well.
func further(bad, more []marketplace.FieldError) []marketplace.FieldError {
	for _, m := range more {
		if !slices.ContainsFunc(bad, func(b marketplace.FieldError) bool { return belongs(m.Field, b.Field) }) {
			bad = append(bad, m)
		}
	}
	return bad
}

// read makes a task of a row.
func (l layout) read(w words, r row) (Task, []marketplace.FieldError) {
	t := Task{Status: Draft}
	var bad []marketplace.FieldError
	for i, text := range r.Cells {
		if i >= len(l.columns) {
			if (&cell{text: text}).list() != nil {
				bad = append(bad, marketplace.Field(fmt.Sprintf("column %d", i+1), "import.too_many_cells", "columns", len(l.columns)))
			}
			continue
		}
		if l.columns[i].read == nil {
			continue
		}
		c := &cell{field: l.columns[i].field, text: strings.TrimSpace(text), words: w}
		l.columns[i].read(c, &t)
		bad = append(bad, c.bad...)
	}
	return t, bad
}

func (r *Report) add(number int, bad []marketplace.FieldError, l layout, lang string) {
	r.ErrorCount += len(bad)
	for _, e := range bad {
		if len(r.Errors) == maxRowErrors {
			return
		}
		name := l.name(e.Field, lang)
		e.Field = fmt.Sprintf("row %d, %s", number, name)
		r.Errors = append(r.Errors, RowError{Row: number, Column: name, Error: e})
	}
}

// rowID is made from what the row says, not from whether it says "publish". Rows that say the same are told apart by
// counting them.
func rowID(t Task, copies map[string]int) (marketplace.ID, error) {
	t.Status = ""
	raw, err := json.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("encode a row: %w", err)
	}
	copies[string(raw)]++
	sum := sha256.Sum256(fmt.Appendf(raw, "#%d", copies[string(raw)]))
	return marketplace.ID("csv" + hex.EncodeToString(sum[:16])), nil
}

// saveRows saves tasks one by one. A task whose id is taken was saved by an earlier run and is left as it is by now.
func (s *Service) saveRows(ctx context.Context, actor marketplace.Actor, tasks []Task, progress func(done, total int), report *Report) error {
	now := s.Clock.Now()
	for i, t := range tasks {
		if err := ctx.Err(); err != nil {
			return marketplace.Errorf(marketplace.Unavailable, "import.interrupted", err)
		}
		t.Created, t.Changed = now, now
		facts := []marketplace.Fact{s.fact(actor, "task.created", t.ID)}
		if t.Status == Published {
			t.Published = now
			facts = append(facts, s.fact(actor, "task.published", t.ID))
		}
		switch _, err := s.tasks.Insert(ctx, t.ID, t, facts...); {
		case err == nil:
			report.Saved++
		case marketplace.IsKind(err, marketplace.Conflict):
			report.Skipped++
		default:
			return err
		}
		if progress != nil {
			progress(i+1, len(tasks))
		}
	}
	return nil
}
