package client

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/present/shown"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/reach"
	"sovite.fi/sovite/server/web"
)

// mine loads the consent that the address names.
func (r *request) mine() (consent.Consent, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return consent.Consent{}, err
	}
	return r.Consents.My(r.Ctx, r.Me, id)
}

func askedPath(c consent.Consent) string { return "/my/asked/" + url.PathEscape(string(c.ID)) }

// about is the text of a key for a consent; to be counted in totals, where nobody is told anything, and one's own network have
// texts of their own where there are such.
func (r *request) about(c consent.Consent, key string) string {
	switch own := key + "." + string(c.Purpose); {
	case c.Purpose == consent.CountedInTotals:
		key += ".counted"
	case (c.Purpose == consent.Network || c.Purpose == consent.OwnShifts) && r.Lang.Has("portal."+own):
		key = own
	}
	return r.T(key, "org", r.receiver(c))
}

// receiver is the name of whoever is told something under a consent.
func (r *request) receiver(c consent.Consent) string {
	if c.Purpose != consent.Network {
		return r.org(c.Receiver)
	}
	return r.member(c.Receiver)
}

// member is the name of somebody in the client's own network, with how they are related.
func (r *request) member(id marketplace.ID) string {
	m, err := r.Network.My(r.Ctx, r.Me, id)
	if err != nil {
		return r.T("my.somebody")
	}
	return m.Name + " (" + r.T("network.relation."+string(m.Relation)) + ")"
}

// meaning says what it means to be counted.
func (r *request) meaning() view.SelkoBlock {
	return view.SelkoBlock{Heading: r.T("my.counted"), Lines: []string{
		r.T("my.counted.number", "n", reach.Enough), r.T("my.counted.how"), r.T("my.counted.hidden"), r.T("my.counted.few", "n", reach.Enough),
		r.T("my.counted.anew"),
	}}
}

// withCard is a page about one consent with the card under it, and the version from which the card is made. To be counted
// has no card: what it means stands there instead.
func (r *request) withCard(page *view.My, c consent.Consent) (int, error) {
	page.CardFor = r.receiver(c)
	if c.Purpose == consent.Network {
		return r.withPart(page, c)
	}
	if c.Purpose == consent.CountedInTotals {
		page.Blocks = []view.SelkoBlock{r.meaning()}
		return 0, nil
	}
	if c.Purpose == consent.OwnShifts {
		page.Blocks = []view.SelkoBlock{{Heading: r.T("my.shifts.means"), Lines: r.meansOfShifts(page.CardFor)}}
		return 0, nil
	}
	card, version, err := r.Profiles.MyCard(r.Ctx, r.Me, c)
	if err != nil {
		return 0, err
	}
	told := r.Say.ClientCard(card)
	page.Card = &told
	return version, nil
}

// withPart is a page about one part that somebody in the client's network sees, or would: the very blocks that they see.
func (r *request) withPart(page *view.My, c consent.Consent) (int, error) {
	v, err := r.Network.Preview(r.Ctx, r.Me, c.ID)
	if err != nil {
		return 0, err
	}
	page.Blocks = append([]view.SelkoBlock{{Heading: r.T("my.card", "org", r.receiver(c))}}, shown.Blocks(r.Say, v)...)
	if len(c.Fields) > 0 && c.Fields[0].Live() {
		page.Lead = append(page.Lead, r.T("my.network.live"))
	}
	_, version, err := r.Profiles.MyCard(r.Ctx, r.Me, c)
	return version, err
}

// getAsked is one question: who asks, what for, the task, the card, until when, and two equal answers.
func (r *request) getAsked() error {
	c, err := r.mine()
	if err != nil {
		return err
	}
	if c.State != consent.Asked {
		return r.Redirect("/my/consents/"+url.PathEscape(string(c.ID)), "")
	}
	heading := r.about(c, "my.asked")
	page := &view.My{Base: r.Base(heading), Heading: heading}
	page.Lead = []string{r.T("my.asked.who", "coach", r.person(c.Org, c.AskedBy)), r.purpose(c)}
	if !c.Talk.IsZero() {
		page.Lead = append(page.Lead, r.T("my.talk.said"))
	}
	if e, err := r.Tasks.Get(r.Ctx, marketplace.System(""), c.Task); c.Task != "" && err == nil {
		plain := r.Say.Preview(e.Value)
		page.Text = plain.TextLang
		page.Blocks = append([]view.SelkoBlock{{Heading: r.T("my.asked.task"), Lines: []string{plain.Heading + "."}}}, plain.Lines...)
	}
	if _, err := r.withCard(page, c); err != nil {
		return err
	}
	page.After = []view.SelkoBlock{
		{Heading: r.T("my.asked.until"), Lines: []string{r.T("my.asked.until.text", "day", r.Lang.Date(c.Until)), r.T("my.asked.back")}},
		{Heading: r.T("my.asked.no"), Lines: []string{r.about(c, "my.asked.no.text"), r.T("my.asked.no.more")}},
	}
	page.Answers = []view.Link{{Text: r.about(c, "my.yes"), Href: askedPath(c) + "/yes"}, {Text: r.about(c, "my.no"), Href: askedPath(c) + "/no"}}
	page.Form = &view.MyForm{Action: askedPath(c) + "/talk", Submit: r.T("my.talk"), Second: true}
	page.Back = &view.Link{Text: r.T("my.asked.all"), Href: "/my/asked"}
	return r.Show(page)
}

// answerPage asks who is there, and then the answer is given.
func (r *request) answerPage(c consent.Consent, answer string, v url.Values, errs []marketplace.FieldError) (*view.My, error) {
	f := view.NewForm(r.Lang, v, errs)
	var words []string
	for _, p := range consent.Presences() {
		words = append(words, string(p))
	}
	who := f.Radios("present", "portal.my.present", f.Keyed("portal.my.present", words...))
	key := "my." + answer + "."
	page := &view.My{Base: r.Base(r.T(key + "title")), Heading: r.T(key + "title"), Lead: []string{r.about(c, key+"text")}}
	version, err := r.withCard(page, c)
	page.Card, page.Blocks = nil, nil
	if err != nil {
		return nil, err
	}
	if v.Get("version") == "" {
		v.Set("version", strconv.Itoa(version))
	}
	page.Form = &view.MyForm{Action: askedPath(c) + "/" + answer, Submit: r.T(key + "submit"), Fields: []view.Field{who}, Hidden: map[string]string{"version": v.Get("version")}}
	page.Problems = f.Problems(errs, visit.Labels(who))
	page.Back = &view.Link{Text: r.T("my.again"), Href: askedPath(c)}
	return page, nil
}

func (r *request) getAnswer(answer string) error {
	c, err := r.mine()
	if err != nil {
		return err
	}
	page, err := r.answerPage(c, answer, url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) getYes() error { return r.getAnswer("yes") }

func (r *request) getNo() error { return r.getAnswer("no") }

func (r *request) postAnswer(answer string, say func(consent.Consent, consent.Answer) error) error {
	c, err := r.mine()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(v.Get("version"))
	if err != nil {
		version = -1
	}
	err = say(c, consent.Answer{Present: consent.Presence(v.Get("present")), Version: version})
	switch {
	case err == nil:
		return r.Redirect("/my/consents/"+url.PathEscape(string(c.ID)), "said_"+answer)
	case marketplace.IsKind(err, marketplace.Stale):
		return r.Redirect(askedPath(c), "card_changed")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.answerPage(c, answer, v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *request) postYes() error {
	return r.postAnswer("yes", func(c consent.Consent, a consent.Answer) error {
		_, err := r.Consents.Give(r.Ctx, r.Me, c.ID, a)
		return err
	})
}

func (r *request) postNo() error {
	return r.postAnswer("no", func(c consent.Consent, a consent.Answer) error {
		_, err := r.Consents.Refuse(r.Ctx, r.Me, c.ID, a)
		return err
	})
}

func (r *request) postTalk() error {
	c, err := r.mine()
	if err != nil {
		return err
	}
	if _, err := r.Consents.Talk(r.Ctx, r.Me, c.ID); err != nil {
		return err
	}
	return r.Redirect("/my", "talk")
}
