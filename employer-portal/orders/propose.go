package orders

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
)

// proposal is the open proposal with what it changes, and the buttons of whoever may answer it; nil when there is none.
func proposal(r *visit.Request, b order.Bought, me gate.Side, base string) *view.PlacedPart {
	p := b.Proposal
	if p == nil || b.Proposed == nil {
		return nil
	}
	now := b.Versions[len(b.Versions)-1]
	part := &view.PlacedPart{
		ID: "proposal", Heading: r.T("order.proposal"), NoPrint: true,
		Lines: []string{r.T("order.proposal.by", "side", r.Lang.T("order.side."+string(p.Side)), "when", r.Say.When(p.At))},
		Table: quoted.Changes(r, order.Changes(now, *b.Proposed, quoted.Say(r))),
	}
	if p.Note != "" {
		part.Lines = append(part.Lines, p.Note)
	}
	hidden := map[string]string{"number": strconv.Itoa(p.Number)}
	at := path(base, b.ID)
	switch {
	case p.Taken != "":
		part.Lines = append(part.Lines, r.Lang.T("order.changing"))
	case p.Side == me:
		part.Lines = append(part.Lines, r.T("order.proposal.own"))
		part.Posts = []view.Post{button(r, at+"/decline", "order.proposal.back", hidden)}
	default:
		part.Posts = []view.Post{button(r, at+"/accept", "order.proposal.accept", hidden), button(r, at+"/decline", "order.proposal.decline", hidden)}
	}
	return part
}

// postAnswer answers a proposal, for one side.
func (r *visitor) postAnswer(s side, do func(*visitor, marketplace.ID, int) error) error {
	id, err := orderID(r.Request)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	number, _ := strconv.Atoi(v.Get("number")) // what is no number is no proposal
	err = do(r, id, number)
	if err == nil {
		return r.Redirect(path(s.base, id), "order_answered")
	}
	e := marketplace.AsError(err)
	if e.Kind == marketplace.Stale {
		err = marketplace.Errorf(marketplace.Conflict, e.Key)
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.refused(s, id, append(bad, e.Fields...))
}

// refused shows why a proposal could not be taken.
func (r *visitor) refused(s side, id marketplace.ID, bad []marketplace.FieldError) error {
	b, err := s.read(r, id)
	if err != nil {
		return err
	}
	p := &view.Placed{Base: r.Base(r.T("order.proposal")), Heading: r.T("order.proposal"), Lead: []string{b.Versions[len(b.Versions)-1].Title}}
	p.Back = &view.Link{Text: r.T("order.back"), Href: path(s.base, id)}
	p.Problems = view.NewForm(r.Lang, nil, bad).Problems(bad, nil)
	if part := proposal(r.Request, b, s.is, s.base); part != nil {
		p.Parts = []view.PlacedPart{*part}
	}
	return r.Wrong(p)
}

// spare is how many empty rows the form offers, mostRows how many it has at most.
const (
	spare    = 2
	mostRows = 60
)

func (r *visitor) getPropose(s side) error {
	id, b, err := r.proposing(s)
	if err != nil {
		return err
	}
	return r.Show(r.proposePage(s, id, b, r.proposalValues(b), nil))
}

func (r *visitor) proposing(s side) (marketplace.ID, order.Bought, error) {
	id, err := orderID(r.Request)
	if err != nil {
		return id, order.Bought{}, err
	}
	b, err := s.read(r, id)
	return id, b, err
}

// proposalValues are what is agreed now, as the form shows it: the loads of today and later, and how much of each line.
func (r *visitor) proposalValues(b order.Bought) url.Values {
	out, today, i := url.Values{}, r.Clock.Today(), 0
	now := b.Versions[len(b.Versions)-1]
	for _, l := range now.Loads {
		if l.Date < today {
			continue
		}
		at := loadRow(i)
		out.Set(at+"date", string(l.Date))
		out.Set(at+"from", form.WriteClock(l.From))
		out.Set(at+"to", form.WriteClock(l.To))
		out.Set(at+"participants", strconv.Itoa(l.Participants))
		out.Set(at+"supervisors", strconv.Itoa(l.Supervisors))
		i++
	}
	for i, l := range now.Lines {
		out.Set(quantityField(i), l.Unit.Write(l.Quantity, r.Lang))
	}
	return out
}

func loadRow(i int) string { return "loads[" + strconv.Itoa(i) + "]." }

func quantityField(i int) string { return "quantities[" + strconv.Itoa(i) + "]" }

func (r *visitor) proposePage(s side, id marketplace.ID, b order.Bought, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	p := &view.PlacedForm{
		Base: r.Base(r.T("order.propose")), Heading: r.T("order.propose"), Intro: r.T("order.propose.intro"), Method: "post", Action: path(s.base, id) + "/propose",
		Submit: r.T("order.propose.submit"),
	}
	last := -1
	for i := range mostRows {
		if loadTyped(v, i) {
			last = i
		}
	}
	for i := range min(last+1+spare, mostRows) {
		p.Groups = append(p.Groups, view.FieldGroup{Heading: r.T("order.propose.day", "n", i+1), Fields: loadFields(f, i)})
	}
	lines := view.FieldGroup{Heading: r.T("order.propose.lines"), Note: r.T("order.propose.lines.note")}
	for i, l := range b.Versions[len(b.Versions)-1].Lines {
		field := f.Input(quantityField(i), "portal.order.propose.quantity").Narrow()
		field.Label = l.Name
		lines.Fields = append(lines.Fields, field)
	}
	p.Groups = append(p.Groups, lines, view.FieldGroup{Fields: []view.Field{f.Area("note", "portal.order.f.note", 3)}})
	p.Back = &view.Link{Text: r.T("order.back"), Href: path(s.base, id)}
	p.Problems = f.Problems(bad, labels(p.Groups))
	return p
}

func loadFields(f view.Form, i int) []view.Field {
	at := loadRow(i)
	return []view.Field{
		f.Date(at+"date", "portal.quote.load.day"), f.Input(at+"from", "portal.crew.f.starts").As("time", "").Narrow(),
		f.Input(at+"to", "portal.crew.f.ends").As("time", "").Narrow(), f.Number(at+"participants", "portal.crew.f.participants", "", 1, 200).Narrow(),
		f.Number(at+"supervisors", "portal.crew.f.supervisors", "", 1, 50).Narrow(),
	}
}

func labels(groups []view.FieldGroup) map[string]string {
	var fields []view.Field
	for _, g := range groups {
		fields = append(fields, g.Fields...)
	}
	return visit.Labels(fields...)
}

func loadTyped(v url.Values, i int) bool {
	for _, name := range []string{"date", "from", "to", "participants", "supervisors"} {
		if strings.TrimSpace(v.Get(loadRow(i)+name)) != "" {
			return true
		}
	}
	return false
}

// draft reads what was typed; rows tells in which row of the form each load stands.
func (r *visitor) draft(b order.Bought, v url.Values) (d order.Draft, rows []int, bad []marketplace.FieldError) {
	d.Note = v.Get("note")
	read := func(n int, wrong []marketplace.FieldError) int {
		bad = append(bad, wrong...)
		return n
	}
	for i := range mostRows {
		if !loadTyped(v, i) {
			continue
		}
		at := loadRow(i)
		d.Loads = append(d.Loads, capacity.Load{
			Date: marketplace.Date(strings.TrimSpace(v.Get(at + "date"))), From: read(form.Clock(v, at+"from", false)), To: read(form.Clock(v, at+"to", true)),
			Participants: read(form.Whole(v, at+"participants")), Supervisors: read(form.Whole(v, at+"supervisors")),
		})
		rows = append(rows, i)
	}
	for i, l := range b.Versions[len(b.Versions)-1].Lines {
		q, err := l.Unit.Read(v.Get(quantityField(i)), r.Lang)
		if err != nil {
			q = price.Quantity(0)
			bad = append(bad, marketplace.Field(quantityField(i), "field.number", "value", v.Get(quantityField(i))))
		}
		d.Quantities = append(d.Quantities, q)
	}
	return d, rows, bad
}

func (r *visitor) postPropose(s side) error {
	id, b, err := r.proposing(s)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	d, rows, bad := r.draft(b, v)
	if len(bad) == 0 {
		if err = s.propose(r, id, d); err == nil {
			return r.Redirect(path(s.base, id), "order_proposed")
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
		bad = inRows(bad, rows)
	}
	return r.Wrong(r.proposePage(s, id, b, v, bad))
}

// inRows names mistakes in loads by the rows in which they were typed.
func inRows(bad []marketplace.FieldError, rows []int) []marketplace.FieldError {
	for i, e := range bad {
		for at, row := range rows {
			if rest, within := strings.CutPrefix(e.Field, loadRow(at)); within {
				bad[i].Field = loadRow(row) + rest
				break
			}
		}
	}
	return bad
}
