package process

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/web"
)

func (r *request) noteFields(f view.Form) []view.Field {
	return []view.Field{
		f.Radios("kind", "portal.course.f.note.kind", f.Keyed("portal.course.f.note.kind", coaching.NoteKinds()...)).In("inline"),
		f.Input("line", "portal.course.f.note.line").Must().WithHint(r.T("course.no_health")),
		f.Number("minutes", "portal.course.f.minutes", "portal.course.min", 0, 600).Narrow(),
		f.Date("day", "portal.course.f.note.day").Narrow(),
	}
}

func (r *request) notePage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	return r.edit(c, r.T("course.note.new"), visit.ClientPath(c.ID)+"/notes/new", v, errs, func(f view.Form) []view.Field {
		return append(r.noteFields(f), r.optionalStep(f)...)
	}), nil
}

func noteOf(v url.Values) (coaching.NoteInput, error) {
	n, err := minutes(v)
	return coaching.NoteInput{Day: date(v, "day"), Kind: v.Get("kind"), Line: v.Get("line"), Minutes: n, Step: agreedStep(v)}, err
}

func (r *request) getNote() error {
	return r.open(r.notePage, url.Values{"kind": {"talk"}, "day": {string(r.Say.Today())}})
}

func (r *request) postNote() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		in, err := noteOf(v)
		if err == nil {
			_, err = r.Coaching.Write(r.Ctx, r.Actor, c.ID, in)
		}
		return coursePath(c.ID), "course_note", err
	}, r.notePage)
}

// note loads the note that the address names, if it is about the client and the visitor may correct it.
func (r *request) note(c profile.Client) (store.Entry[coaching.Note], error) {
	e, err := r.Coaching.Note(r.Ctx, r.Actor, marketplace.ID(r.Param("note")))
	if err == nil && e.Value.Client != c.ID {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	if err == nil {
		err = e.Value.Correctable(r.Actor)
	}
	return e, err
}

func (r *request) correctNotePage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	e, err := r.note(c)
	if err != nil {
		return nil, err
	}
	if n := e.Value; v == nil {
		v = url.Values{"kind": {n.Kind}, "line": {n.Line}, "minutes": {strconv.Itoa(n.Minutes)}, "day": {string(n.Day)}}
	}
	page := r.edit(c, r.T("course.note.correct"), visit.ClientPath(c.ID)+"/notes/"+url.PathEscape(string(e.ID)), v, errs, r.noteFields)
	page.Hidden["base"] = strconv.FormatInt(e.Rev, 10)
	page.Back = &view.Link{Text: r.T("course.notes"), Href: visit.ClientPath(c.ID) + "/notes"}
	return page, nil
}

func (r *request) getCorrectNote() error { return r.open(r.correctNotePage, nil) }

func (r *request) postCorrectNote() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		e, err := r.note(c)
		if err != nil {
			return "", "", err
		}
		in, err := noteOf(v)
		if err == nil {
			_, err = r.Coaching.CorrectNote(r.Ctx, r.Actor, e.ID, int64(base(v)), in)
		}
		return visit.ClientPath(c.ID) + "/notes", "saved", err
	}, r.correctNotePage)
}

func (r *request) getNotes() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	at, err := web.Page(r.C)
	if err != nil {
		return err
	}
	list, err := r.Coaching.Notes(r.Ctx, r.Actor, c.ID, at)
	if err != nil {
		return err
	}
	page := r.log(c, "course.notes", "/notes")
	page.Older = older(visit.ClientPath(c.ID)+"/notes", list.Next)
	for _, e := range list.Items {
		page.Rows = append(page.Rows, r.noteRow(e.Value))
	}
	return r.Show(page)
}

// noteRow is a note with what it said before, folded; who wrote it can correct it.
func (r *request) noteRow(n coaching.Note) view.LogRow {
	row := view.LogRow{Title: r.noteTitle(n.NoteInput), Lines: []string{n.Line, r.by(n.Coach, n.Minutes)}}
	if n.Next.Good() {
		row.Lines = append(row.Lines, r.T("course.agreed_step", "text", n.Next.Text, "day", r.Lang.Date(n.Next.Due)))
	}
	if n.Correctable(r.Actor) == nil {
		row.Change = []view.Link{{Text: r.T("course.note.correct"), Href: visit.ClientPath(n.Client) + "/notes/" + url.PathEscape(string(n.ID))}}
	}
	if len(n.Earlier) > 0 {
		row.Earlier = r.T("course.note.earlier", "day", r.Say.When(n.Corrected))
	}
	for _, f := range n.Earlier {
		text := r.noteTitle(f.NoteInput) + ": " + f.Line
		if f.Minutes > 0 {
			text += ", " + r.Lang.Minutes(f.Minutes)
		}
		row.Before = append(row.Before, view.Pair{Label: r.T("course.note.was", "who", r.name(f.By), "day", r.Say.When(f.At)), Text: text})
	}
	return row
}

func (r *request) noteTitle(n coaching.NoteInput) string {
	return r.Lang.Date(n.Day) + ", " + r.T("course.f.note.kind."+n.Kind)
}
