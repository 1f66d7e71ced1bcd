package liability

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// word is a key of a closed list of contractor's liability in words.
func (r *request) word(list, key string) string { return r.Lang.T("liability." + list + "." + key) }

func (r *request) day(d marketplace.Date) string {
	if d == "" {
		return r.T("liability.none")
	}
	return r.Lang.Date(d)
}

// finding is one finding in words, with its source.
func (r *request) finding(f verdict.Finding) view.Gate {
	icons := map[verdict.Verdict]string{verdict.Open: "dot", verdict.Warning: "ask", verdict.Review: "person", verdict.Blocked: "warn"}
	result := r.word("verdict", string(f.Verdict))
	if f.Verdict == verdict.Open {
		result = r.T("liability.finding.open")
	}
	return view.Gate{
		Icon: icons[f.Verdict], Result: result, Text: r.Lang.Render("liability.why."+f.Key, f.Args),
		Rule: r.Say.RuleLink(f.Citation), Source: r.Say.RuleSource(f.Citation),
	}
}

// papers is the table of every kind of document: when issued, how old, until when it is good, from whom and who looked at it.
func (r *request) papers(list []liability.Standing, who func(marketplace.ID) string) *view.Table {
	t := &view.Table{Caption: r.T("liability.papers")}
	for _, head := range []string{"document", "status", "issued", "until", "source", "checked"} {
		t.Head = append(t.Head, r.T("liability.head."+head))
	}
	for _, s := range list {
		row := []string{r.word("kind", string(s.Kind)), r.word("status", string(s.Status))}
		if d := s.Document; d != nil {
			source := d.Source
			if d.Reference != "" {
				source += " (" + d.Reference + ")"
			}
			row = append(row, r.T("liability.issued", "day", r.day(d.Issued), "age", r.Say.N("liability.months", s.Months)), r.day(s.Until), source, who(d.CheckedBy)+", "+r.day(d.CheckedOn))
		} else {
			none := r.T("liability.none")
			row = append(row, none, none, none, none)
		}
		t.Body = append(t.Body, row)
	}
	return t
}

// contracts is the table of what was agreed, with what counts towards the threshold of the contract that is asked about.
func (r *request) contracts(v liability.View) *view.Table {
	counted := map[marketplace.ID]string{}
	for _, c := range v.Conclusion.Threshold.Apart {
		counted[c.ID] = r.T("liability.counts.apart")
	}
	for _, c := range v.Conclusion.Threshold.Counted {
		counted[c.ID] = r.T("liability.counts.yes")
	}
	t := &view.Table{Caption: r.T("liability.contracts")}
	for _, head := range []string{"agreed", "type", "amount", "follows", "ended", "counts"} {
		t.Head = append(t.Head, r.T("liability.head."+head))
	}
	days := map[marketplace.ID]string{}
	for _, c := range v.Contracts {
		days[c.ID] = r.day(c.Agreed)
	}
	list := v.Contracts
	if v.Contract.ID == "" && (v.Contract.Cents > 0 || v.Contract.Days > 0) {
		list = append(slices.Clone(list), v.Contract)
	}
	for _, c := range list {
		agreed, counts, follows := r.day(c.Agreed), cmp.Or(counted[c.ID], r.T("liability.counts.no")), r.T("liability.none")
		if reached := v.Conclusion.Threshold; reached.Reached && c.ID == reached.ReachedBy {
			counts = r.T("liability.counts.reached")
		}
		if c.ChainedTo != "" {
			follows = days[c.ChainedTo]
		}
		if c.ID == "" {
			agreed = r.T("liability.thought")
		}
		t.Body = append(t.Body, []string{agreed, r.word("type", string(c.Type)), r.amount(c), follows, r.day(c.Ended), counts})
	}
	return t
}

// amount is the price of a subcontract, or the working days of leased work.
func (r *request) amount(c liability.Contract) string {
	if c.Type == liability.Leased {
		return r.Say.N("liability.days", c.Days)
	}
	return r.Lang.Euros(int64(c.Cents))
}
