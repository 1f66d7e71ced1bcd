package admin

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/server/web"
)

// The fields of the search.
func recordFields() []string { return []string{"chain", "from", "to", "who", "type", "subject"} }

// getRecord is the search of the record. Nothing is searched before somebody asks, because each search is written down.
func (r *request) getRecord() error {
	v := url.Values{}
	for _, name := range append(recordFields(), "do", "after") {
		text, err := web.Query(r.C, name)
		if err != nil {
			return err
		}
		v.Set(name, strings.TrimSpace(text))
	}
	if !slices.Contains(r.chains(), v.Get("chain")) {
		v.Set("chain", r.chains()[0])
	}
	if v.Get("do") == "" {
		return r.Show(r.recordPage(v, nil))
	}
	filter, bad, err := r.filter(v)
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		return r.Wrong(r.recordPage(v, bad))
	}
	if v.Get("do") == "check" { // the second button of the form
		return r.copyRecord(v, filter)
	}
	list, err := r.Looks.Search(r.Ctx, r.Actor, marketplace.Page{After: v.Get("after")}, filter)
	if err != nil {
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
		return r.Wrong(r.recordPage(v, atFields(bad)))
	}
	page := r.recordPage(v, nil)
	part := view.PlacedPart{ID: "entries", Heading: r.T("admin.record.entries"), Lines: []string{r.T("admin.record.none")}}
	if len(list.Items) > 0 {
		part.Lines, part.Table = nil, r.entries(list.Items, false)
	}
	if list.Next != "" {
		next := maps.Clone(v)
		next.Set("after", list.Next)
		part.Ways = []view.Link{{Text: r.T("request.more"), Href: recPath + "?" + next.Encode()}}
	}
	page.Parts = append([]view.PlacedPart{part}, page.Parts...)
	return r.Show(page)
}

// atFields puts what the slice calls actor at the field of the page.
func atFields(bad []marketplace.FieldError) []marketplace.FieldError {
	for i := range bad {
		if bad[i].Field == "actor" {
			bad[i].Field = "who"
		}
	}
	return bad
}

// copyRecord hands the entries out as a file.
func (r *request) copyRecord(v url.Values, filter audit.Filter) error {
	list, more, err := r.Looks.Copy(r.Ctx, r.Actor, filter)
	if err != nil {
		bad, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.recordPage(v, atFields(bad)))
	}
	t := r.entries(list, true)
	if more {
		t.Foot = []string{r.T("admin.record.more", "n", audit.MostCopied), "", "", "", "", "", ""}
	}
	return r.File("record", t)
}

// chains are the chains that this person can read: the own organisation's for auditors, the installation's for administrators.
func (r *request) chains() (out []string) {
	if r.Actor.Has(marketplace.RoleAuditor) {
		out = append(out, "organisation")
	}
	if r.administers() {
		out = append(out, "installation")
	}
	return out
}

func (r *request) recordPage(v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	var fields []view.Field
	if len(r.chains()) > 1 {
		fields = append(fields, f.Radios("chain", "portal.admin.record.chain", f.Keyed("portal.admin.chain", r.chains()...)))
	}
	fields = append(fields,
		f.Date("from", "portal.admin.record.from"), f.Date("to", "portal.admin.record.to"),
		f.Input("who", "portal.admin.record.who").WithHint(r.T("admin.record.who.hint")),
		f.Input("type", "portal.admin.record.type").WithHint(r.T("admin.record.type.hint")),
		f.Input("subject", "portal.admin.record.subject").WithHint(r.T("admin.record.subject.hint")),
	)
	page := &view.PlacedForm{
		Base: r.Base(r.T("admin.record")), Heading: r.T("admin.record"), Intro: r.T("admin.record.lead"), Method: "get", Action: recPath,
		Submit: r.T("admin.search"), Second: r.T("admin.record.csv"), Groups: []view.FieldGroup{{Note: r.T("admin.record.narrow"), Fields: fields}},
		Hidden: map[string]string{},
	}
	if len(r.chains()) == 1 {
		page.Hidden["chain"] = r.chains()[0]
	}
	page.Problems = f.Problems(bad, visit.Labels(fields...))
	page.Back = &view.Link{Text: r.T("nav.admin"), Href: base}
	verify := view.PlacedPart{ID: "verify", Heading: r.T("admin.record.whole"), Lines: []string{r.T("admin.record.whole.text")}}
	for _, chain := range r.chains() {
		id := audit.Installation
		if chain == "organisation" {
			id = r.Actor.Org
		}
		verify.Posts = append(verify.Posts, r.post(recPath+"/verify", r.T("admin.record.verify."+chain), "", map[string]string{"chain": string(id)}))
	}
	page.Parts = []view.PlacedPart{verify}
	return page
}

// filter reads what was typed; bad names what cannot be read.
func (r *request) filter(v url.Values) (f audit.Filter, bad []marketplace.FieldError, err error) {
	f = audit.Filter{Installation: v.Get("chain") == "installation", Type: v.Get("type"), Subject: v.Get("subject")}
	for _, name := range []string{"from", "to"} {
		day, err := marketplace.ParseDate(v.Get(name))
		if err != nil {
			bad = append(bad, marketplace.Field(name, "field.date", "value", v.Get(name)))
			continue
		}
		if day == "" {
			continue
		}
		if name == "from" {
			f.From = r.midnight(day)
		} else {
			f.To = r.midnight(day.AddDays(1))
		}
	}
	if who := v.Get("who"); who != "" {
		if f.Actor, err = r.whoIs(who); err != nil {
			wrong, err := visit.FieldErrors(err)
			if err != nil {
				return f, nil, err
			}
			for _, w := range wrong {
				w.Field = "who"
				bad = append(bad, w)
			}
		}
	}
	return f, bad, nil
}

// midnight is when a day begins where the pages are read.
func (r *request) midnight(day marketplace.Date) marketplace.Instant {
	t := day.Time()
	return marketplace.At(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, r.Say.Zone))
}

// whoIs is whom an e-mail address belongs to: anybody's for administrators, a fellow member's for auditors. Anything else is an id.
func (r *request) whoIs(text string) (marketplace.ID, error) {
	if !strings.Contains(text, "@") {
		return marketplace.ID(text), nil
	}
	if r.administers() {
		return r.Office.FindPerson(r.Ctx, r.Actor, text)
	}
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := r.Accounts.Members(r.Ctx, r.Actor, page)
		if err != nil {
			return "", err
		}
		for _, m := range list.Items {
			if strings.EqualFold(m.Email, text) {
				return m.Person, nil
			}
		}
		if page.After = list.Next; list.Next == "" {
			return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("who", "office.nobody")})
		}
	}
}

// entries is a table of entries: to be read, or to be kept as a file with ids in place of names.
func (r *request) entries(list []audit.Entry, file bool) *view.Table {
	t := &view.Table{Caption: r.T("admin.record.entries"), Head: []string{r.T("admin.record.n"), r.T("admin.when"), r.T("admin.record.type"), r.T("admin.record.who"), r.T("admin.record.subject"), r.T("admin.record.data")}}
	if file {
		t.Head = append(t.Head, r.T("admin.record.hash"))
	}
	names := map[marketplace.ID]string{}
	for _, e := range list {
		who, when := string(e.Fact.Actor), e.Fact.At.String()
		if !file {
			who, when = r.known(names, e.Fact.Actor), r.when(e.Fact.At)
		}
		row := []string{r.Lang.Number(e.Seq), when, e.Fact.Type, dash(who), e.Fact.Subject, data(e.Fact.Data)}
		if file {
			row = append(row, e.Hash)
		}
		t.Body = append(t.Body, row)
	}
	return t
}

// known is the name of a fellow member, or of anybody who can sign in for administrators; otherwise the id. It asks once for each.
func (r *request) known(names map[marketplace.ID]string, id marketplace.ID) string {
	if id == "" {
		return r.T("admin.record.program")
	}
	if _, ok := names[id]; !ok {
		names[id] = string(id)
		if p, err := r.Accounts.Person(r.Ctx, r.Actor, id); err == nil {
			names[id] = p.Name
		} else if r.administers() {
			names[id] = r.nameOf(id)
		}
	}
	return names[id]
}

func data(pairs map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(pairs)) {
		out = append(out, name+" "+pairs[name])
	}
	return dash(strings.Join(out, ", "))
}

// postVerify says whether a chain is whole.
func (r *request) postVerify() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	report, err := r.Looks.VerifyChain(r.Ctx, r.Actor, marketplace.ID(v.Get("chain")))
	if err != nil {
		return err
	}
	page := r.placed(r.T("admin.record.whole"), "")
	page.Back = &view.Link{Text: r.T("admin.record"), Href: recPath}
	name := r.T("admin.chain.installation")
	if report.Org != audit.Installation {
		name = r.Firm(report.Org)
	}
	part := view.PlacedPart{ID: "report", Heading: name, Pairs: []view.Pair{
		{Label: r.T("admin.record.read"), Text: r.Lang.Number(report.Entries)}, {Label: r.T("admin.record.head"), Text: dash(report.Head)},
	}}
	if f := report.Fault; f != nil {
		part.Lines = []string{r.T("admin.record.broken", "n", f.Seq, "what", r.T("admin.wrong."+string(f.Wrong)))}
		page.State, page.Tone = r.T("admin.record.state.broken"), "warm"
	} else {
		part.Lines = []string{r.T("admin.record.unbroken")}
		page.State, page.Tone = r.T("admin.record.state.whole"), "good"
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}
