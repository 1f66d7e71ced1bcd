package rosters

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/matching"
)

func (r *request) getMembers() error {
	left := r.C.Query("left") != ""
	list, err := r.Rosters.Members(r.Ctx, r.Actor, left, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return err
	}
	page := &CrewMembers{
		Base: r.Base(r.T("member.list")), Lead: r.T("member.list.lead"), New: view.Link{Text: r.T("member.new"), Href: membersPath + "/new"},
		Tabs: []view.Link{
			{Text: r.T("member.here"), Href: membersPath, Current: !left}, {Text: r.T("member.gone"), Href: membersPath + "?left=yes", Current: left},
		},
	}
	for _, e := range list.Items {
		page.Rows = append(page.Rows, r.row(e))
	}
	page.None = &view.Empty{Heading: r.T("member.none"), Text: r.T("member.none.text"), Action: page.New}
	return r.Show(page)
}

func (r *request) row(e roster.MemberEntry) CrewMemberRow {
	m := e.Value
	out := CrewMemberRow{
		Name: m.Name, Href: memberPath(e.ID), Form: r.Lang.Word("form", m.Form), Hours: r.T("member.hours.line", "hoped", m.Hoped, "most", m.Most),
	}
	var days, cards []string
	for _, t := range m.Times {
		days = append(days, r.Lang.Word("weekday", t.Day))
	}
	for _, c := range m.Cards {
		word := r.Lang.Word("certificate", c.Key)
		if c.Until != "" {
			word = r.T("member.card.until", "card", word, "day", c.Until)
		}
		cards = append(cards, word)
	}
	out.Days, out.Cards = strings.Join(days, ", "), strings.Join(cards, ", ")
	return out
}

func (r *request) getNew() error {
	v := url.Values{"most": {"20"}, "hoped": {"15"}}
	for _, day := range r.Scale.Keys("weekday")[:5] {
		v.Set("times."+day+".from", "08:00")
		v.Set("times."+day+".to", "16:00")
	}
	return r.showMember("member.new", membersPath+"/new", roster.MemberEntry{}, v, nil)
}

func (r *request) postNew() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	return r.keep("member.new", membersPath+"/new", roster.MemberEntry{}, v, func(a roster.About) (roster.MemberEntry, error) {
		return r.Rosters.AddMember(r.Ctx, r.Actor, a)
	})
}

func (r *request) member() (roster.MemberEntry, error) {
	id, err := r.id()
	if err != nil {
		return roster.MemberEntry{}, err
	}
	return r.Rosters.Member(r.Ctx, r.Actor, id)
}

func (r *request) getMember() error {
	e, err := r.member()
	if err != nil {
		return err
	}
	return r.showMember("member.edit", memberPath(e.ID), e, memberValues(e), nil)
}

func (r *request) postMember() error {
	e, err := r.member()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	return r.keep("member.edit", memberPath(e.ID), e, v, func(a roster.About) (roster.MemberEntry, error) {
		return r.Rosters.ChangeMember(r.Ctx, r.Actor, e.ID, revision(v), a)
	})
}

// keep saves what was typed, or shows it again with what is wrong.
func (r *request) keep(key, action string, e roster.MemberEntry, v url.Values, save func(roster.About) (roster.MemberEntry, error)) error {
	if v.Get("add") != "" {
		return r.showMember(key, action, e, v, nil)
	}
	a, bad := readMember(v, e.Value.About)
	if bad == nil {
		_, err := save(a)
		if err == nil {
			return r.Redirect(membersPath, "member_saved")
		}
		if bad, err = stale(err); err != nil {
			return err
		}
		bad = named(bad, a)
	}
	return r.showMember(key, action, e, v, bad)
}

// named are mistakes under the names of the form: what stands in a list of the service stands in a row or group here.
func named(errs []marketplace.FieldError, a roster.About) []marketplace.FieldError {
	for i, e := range errs {
		list, rest, found := strings.Cut(e.Field, "[")
		n, last, _ := strings.Cut(rest, "]")
		at, err := strconv.Atoi(n)
		switch {
		case !found || err != nil:
		case list == "times" && at < len(a.Times):
			errs[i].Field = "times." + a.Times[at].Day + last
		case list == "cards" && at < len(a.Cards):
			errs[i].Field = "cards." + a.Cards[at].Key + last
		case list != "inductions":
			errs[i].Field = list
		}
	}
	return errs
}

func (r *request) showMember(key, action string, e roster.MemberEntry, v url.Values, errs []marketplace.FieldError) error {
	f := view.NewForm(r.Lang, v, errs)
	blocks, err := r.blocks(f, e.ID)
	if err != nil {
		return err
	}
	page := &CrewMember{
		Base: r.Base(r.T(key)), Heading: r.T(key), Intro: r.T("member.intro"), Action: action, Submit: r.T("member.save"), Blocks: blocks,
		Hidden: map[string]string{"rev": v.Get("rev")},
	}
	if e.ID != "" {
		page.Heading = e.Value.Name
		page.Ways = []view.Link{{Text: r.T("member.end"), Href: memberPath(e.ID) + "/end"}}
		page.Code = r.code(e.Value)
	}
	page.Back = &view.Link{Text: r.T("member.list"), Href: membersPath}
	page.Problems = f.Problems(errs, labels(blocks))
	if len(errs) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

func labels(blocks []view.Block) map[string]string {
	var fields []view.Field
	for _, b := range blocks {
		switch {
		case b.Field != nil:
			fields = append(fields, *b.Field)
		case b.Choice != nil:
			fields = append(fields, b.Choice.Asked, b.Choice.Values)
		case b.Rows != nil:
			for _, row := range b.Rows.Rows {
				fields = append(fields, row.Fields...)
			}
		}
	}
	return visit.Labels(fields...)
}

// blocks are the form: who, when, what they have, what must not be, and what they hope for.
func (r *request) blocks(f view.Form, id marketplace.ID) ([]view.Block, error) {
	forms := append([]view.Option{{Text: r.T("member.f.choose")}}, f.Words("form")...)
	out := fields(
		f.Input("name", "portal.member.f.name").WithHint(r.T("member.f.name.hint")).Must(),
		f.Select("form", "portal.member.f.form", forms),
		f.Radios("age", "portal.member.f.age", f.Keyed("portal.member.age", roster.Ages()...)).In("inline"),
		f.Date("since", "portal.member.f.since").WithHint(r.T("member.f.since.hint")),
		f.Number("most", "portal.member.f.most", "portal.member.h", 0, 168).Must().Narrow(),
		f.Number("hoped", "portal.member.f.hoped", "portal.member.h", 0, 168).Narrow(),
	)
	others, err := r.others(id)
	if err != nil {
		return nil, err
	}
	inductions, err := r.inductionRows(f)
	if err != nil {
		return nil, err
	}
	out = append(out, view.Block{Rows: r.timeRows(f)}, view.Block{Rows: inductions}, view.Block{Rows: r.cardRows(f)})
	out = append(out, fields(
		f.Checks("equipment", "portal.member.f.equipment", f.Keyed("roster.equipment", roster.Equipments()...)).In("columns"),
	)...)
	limits := append([]view.Block{
		r.Say.AskedOf(f, "limits.hazards", "portal.member.f.hazards", "hazard"), r.Say.AskedOf(f, "limits.allergens", "portal.member.f.allergens", "allergen"),
	}, fields(f.Number("limits.day_minutes", "portal.member.f.day", "portal.member.h", 0, 24).WithHint(r.T("member.f.day.hint")).Narrow())...)
	limits[0].Heading = r.T("member.limits")
	for _, item := range mustNot(r.Scale) {
		limits = append(limits, fields(r.most(f, item))...)
	}
	out = append(out, limits...)
	steady := f.Checks("steady", "portal.member.f.steady", []view.Option{{Value: "yes", Text: r.T("member.f.steady.yes")}}).WithHint(r.T("member.f.steady.hint"))
	hopes := fields(f.Checks("wishes", "portal.member.f.wishes", r.trades()).In("columns"), steady)
	hopes[0].Heading = r.T("member.hopes")
	out = append(out, hopes...)
	if len(others) > 0 {
		out = append(out, fields(
			f.Checks("knows", "portal.member.f.knows", others).In("columns"), f.Checks("apart", "portal.member.f.apart", others).WithHint(r.T("member.f.apart.hint")).In("columns"),
		)...)
	}
	return out, nil
}

func fields(list ...view.Field) (out []view.Block) {
	for _, f := range list {
		out = append(out, view.Block{Field: &f})
	}
	return out
}

// mustNot are the dimensions of which a highest level can be set on this form; others are kept as they are.
func mustNot(scale *matching.Scale) (out []matching.Item) {
	for _, item := range scale.Items() {
		if item.Group == "body" {
			out = append(out, item)
		}
	}
	return out
}

// most asks for the highest level of a dimension that is ever allowed.
func (r *request) most(f view.Form, item matching.Item) view.Field {
	options := []view.Option{{Text: r.T("member.f.no_limit")}}
	for level := range matching.MaxLevel + 1 {
		options = append(options, view.Option{
			Value: strconv.Itoa(level), Text: strconv.Itoa(level) + ": " + item.Levels[level].In(string(r.Lang.Voice)),
		})
	}
	field := f.Select("must_not."+string(item.Key), "", options)
	field.Label = r.T("member.f.must_not", "what", r.Lang.Word("scale", string(item.Key)))
	return field
}

func (r *request) trades() (out []view.Option) {
	for _, t := range r.Carving.Types() {
		out = append(out, view.Option{Value: t.Key, Text: t.Name.In(r.Lang.Code())})
	}
	return out
}

func (r *request) others(id marketplace.ID) (out []view.Option, err error) {
	list, err := r.Rosters.Members(r.Ctx, r.Actor, false, marketplace.Page{Limit: marketplace.MaxLimit})
	for _, e := range list.Items {
		if e.ID != id {
			out = append(out, view.Option{Value: string(e.ID), Text: e.Value.Name})
		}
	}
	return out, err
}

func (r *request) timeRows(f view.Form) *view.RowGroup {
	group := &view.RowGroup{Heading: r.T("member.times"), Hint: r.T("member.times.hint")}
	for _, day := range r.Scale.Keys("weekday") {
		from, to := f.Input("times."+day+".from", "portal.member.f.from"), f.Input("times."+day+".to", "portal.member.f.to")
		word := r.Lang.Word("weekday", day)
		from.Label, to.Label = word+", "+from.Label, word+", "+to.Label
		group.Rows = append(group.Rows, view.Row{Legend: word, Fields: []view.Field{from.As("time", "").Narrow(), to.As("time", "").Narrow()}})
	}
	return group
}

func (r *request) cardRows(f view.Form) *view.RowGroup {
	group := &view.RowGroup{Heading: r.T("member.cards"), Hint: r.T("member.cards.hint")}
	for _, key := range r.Scale.Keys("certificate") {
		word := r.Lang.Word("certificate", key)
		until := f.Date("cards."+key+".until", "portal.member.f.until")
		until.Label = word + ", " + until.Label
		has := f.Checks("cards."+key+".key", "portal.member.f.card", []view.Option{{Value: key, Text: r.T("member.f.has")}})
		has.Label = word
		group.Rows = append(group.Rows, view.Row{Legend: word, Fields: []view.Field{has, until}})
	}
	return group
}

func (r *request) inductionRows(f view.Form) (*view.RowGroup, error) {
	today := r.Clock.Today()
	orders, err := r.Orders.Working(r.Ctx, r.Actor, today.AddDays(-366), today.AddDays(366))
	if err != nil {
		return nil, err
	}
	options, buyers := []view.Option{{Text: r.T("member.f.choose")}}, map[marketplace.ID]bool{}
	for _, o := range orders {
		if !buyers[o.Buyer] {
			buyers[o.Buyer] = true
			options = append(options, view.Option{Value: string(o.Buyer), Text: r.T("member.f.at.all", "buyer", r.Firm(o.Buyer))})
		}
		options = append(options, view.Option{Value: string(o.ID), Text: o.Newest().Title + ", " + r.Firm(o.Buyer)})
	}
	group := &view.RowGroup{Heading: r.T("member.inductions"), Hint: r.T("member.inductions.hint"), Add: "inductions", AddText: r.T("member.f.add")}
	for i := range form.Rows(f.Values, "inductions", "at", "on") {
		at := check.At("inductions", i)
		own := options
		if id := f.Values.Get(at + ".at"); id != "" && !has(options, id) {
			own = append(own[:len(own):len(own)], view.Option{Value: id, Text: r.T("member.f.at.old")})
		}
		group.Rows = append(group.Rows, view.Row{Legend: r.T("member.inductions.row", "n", i+1), Fields: []view.Field{
			f.Select(at+".at", "portal.member.f.at", own), f.Date(at+".on", "portal.member.f.on"),
		}})
	}
	return group, nil
}

func has(options []view.Option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

func (r *request) getEnd() error {
	e, err := r.member()
	if err != nil {
		return err
	}
	return r.Show(r.endPage(e, nil))
}

func (r *request) endPage(e roster.MemberEntry, errs []marketplace.FieldError) *view.Single {
	page := r.Single("member.end", memberPath(e.ID)+"/end", url.Values{}, errs, func(view.Form) []view.Field { return nil })
	page.Heading, page.Hidden["rev"] = r.T("member.end.title", "name", e.Value.Name), strconv.FormatInt(e.Rev, 10)
	page.Back = &view.Link{Text: e.Value.Name, Href: memberPath(e.ID)}
	return page
}

func (r *request) postEnd() error {
	e, err := r.member()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Rosters.EndMember(r.Ctx, r.Actor, e.ID, revision(v))
	if err == nil {
		return r.Redirect(membersPath, "member_ended")
	}
	errs, err := stale(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.endPage(e, errs))
}
