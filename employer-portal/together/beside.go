package together

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/server/web"
)

// The purposes for which the pages read, as the record of reads keeps them.
const (
	purposeOwn     = "own"
	purposeProfile = "profile"
)

const statusWrong = fiber.StatusUnprocessableEntity

func besidePath(c profile.Client) string { return visit.ClientPath(c.ID) + "/beside" }

// getBeside is the client's own rating beside the profile's, and all evidence.
func (r *request) getBeside() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	own, err := r.Profiles.OwnOf(r.Ctx, r.Actor, c.ID, purposeOwn)
	if err != nil {
		return err
	}
	v, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeProfile)
	if err != nil {
		return err
	}
	page := &view.Beside{
		Base: r.Base(r.T("beside.title", "name", c.Name)), Client: back(c), Stamp: jointly.Stamp(r.Say, v), Empty: r.T("beside.none"),
		Add: view.Link{Text: r.T("evidence.new"), Href: visit.ClientPath(c.ID) + "/evidence/new"},
	}
	page.Back = &page.Client
	unrated := 0
	for _, b := range differing(profile.Compare(v.Content, own.Content)) {
		if b.Gap == profile.OnlyOthers {
			unrated++
			continue
		}
		page.Rows = append(page.Rows, view.BesideRow{
			Ability: r.Lang.Word("scale", string(b.Dimension)), Own: r.Say.Level(b.Dimension, b.Own.Rating), Profile: r.Say.Level(b.Dimension, b.Profile.Rating),
			Gap: r.T("gap." + string(b.Gap)),
		})
	}
	if len(page.Rows) > 0 && unrated > 0 {
		page.Unrated = r.Say.N("beside.unrated", unrated)
	}
	for _, e := range v.Content.Evidence {
		if !e.Struck {
			page.Seen = append(page.Seen, r.seen(c, e))
		}
	}
	return r.Show(page)
}

// differing puts what is worth talking about first.
func differing(all []profile.Beside) []profile.Beside {
	order := []profile.Gap{profile.OwnHigher, profile.OwnLower, profile.OnlyOwn, profile.NotTold, profile.Near, profile.Same, profile.OnlyOthers}
	slices.SortStableFunc(all, func(a, b profile.Beside) int { return slices.Index(order, a.Gap) - slices.Index(order, b.Gap) })
	return all
}

func (r *request) seen(c profile.Client, e evidence.Item) view.EvidenceRow {
	row := view.EvidenceRow{About: r.Say.FieldLabel(e.About), Text: r.Say.Evidence(e), Strike: visit.ClientPath(c.ID) + "/evidence/" + url.PathEscape(string(e.ID)) + "/strike"}
	if e.Source != "" {
		row.Source = r.T("evidence.source", "source", e.Source)
	}
	return row
}

func (r *request) evidencePage(c profile.Client, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single("evidence.new", visit.ClientPath(c.ID)+"/evidence/new", v, errs, func(f view.Form) []view.Field {
		var about []view.Option
		for _, item := range r.Scale.Items() {
			path := "abilities." + string(item.Key)
			about = append(about, view.Option{Value: path, Text: r.Say.FieldLabel(path)})
		}
		for _, need := range evidence.Needs() {
			about = append(about, view.Option{Value: need, Text: r.Say.FieldLabel(need)})
		}
		return []view.Field{
			f.Select("about", "portal.evidence.about", about),
			f.Radios("by", "portal.evidence.by", f.Keyed("portal.evidence.by", evidence.Bys()...)),
			f.Radios("kind", "portal.evidence.kind", f.Keyed("portal.evidence.kind", evidence.Kinds()...)),
			f.Date("on", "portal.evidence.on").Must(),
			f.Area("note", "portal.evidence.note", 3).WithHint(r.T("evidence.note.hint")),
		}
	})
	page.Back = &view.Link{Text: r.T("beside"), Href: besidePath(c)}
	return page
}

func (r *request) getEvidence() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	about, err := web.Query(r.C, "about")
	if err != nil {
		return err
	}
	return r.Show(r.evidencePage(c, url.Values{"about": {about}, "on": {string(r.Profiles.Day())}}, nil))
}

func (r *request) postEvidence() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Profiles.AddEvidence(r.Ctx, r.Actor, c.ID, evidence.Item{
		About: v.Get("about"), By: v.Get("by"), Kind: v.Get("kind"), On: marketplace.Date(strings.TrimSpace(v.Get("on"))), Note: v.Get("note"),
	})
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.evidencePage(c, v, errs))
	}
	return r.Redirect(besidePath(c), "evidence_added")
}

func (r *request) postStrike() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	id, err := web.IDParam(r.C, "evidence")
	if err != nil {
		return err
	}
	if _, err := r.Profiles.StrikeEvidence(r.Ctx, r.Actor, c.ID, id); err != nil {
		return err
	}
	return r.Redirect(besidePath(c), "evidence_struck")
}

func (r *request) confirmPage(c profile.Client, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single("together", visit.ClientPath(c.ID)+"/confirm", v, errs, func(f view.Form) []view.Field {
		return []view.Field{
			f.Date("on", "portal.together.on").Must(),
			f.Checks("present", "portal.together.present", f.Keyed("portal.together.present", profile.Presences()...)),
		}
	})
	page.Hidden["base"] = v.Get("base")
	page.Back = &view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}
	return page
}

// getConfirm asks for the day and who was there; nobody is marked as there before somebody says so.
func (r *request) getConfirm() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	now, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeProfile)
	if err != nil {
		return err
	}
	page := r.confirmPage(c, url.Values{"on": {string(r.Profiles.Day())}, "base": {strconv.Itoa(now.Number)}}, nil)
	page.Note = jointly.Stamp(r.Say, now)
	return r.Show(page)
}

func (r *request) postConfirm() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	base, err := strconv.Atoi(v.Get("base"))
	if err != nil {
		base = -1
	}
	_, err = r.Profiles.Confirm(r.Ctx, r.Actor, c.ID, base, marketplace.Date(strings.TrimSpace(v.Get("on"))), v["present"])
	switch {
	case err == nil:
		return r.Redirect(visit.ClientPath(c.ID), "profile_confirmed")
	case marketplace.IsKind(err, marketplace.Stale):
		now, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeProfile)
		if err != nil {
			return err
		}
		v.Set("base", strconv.Itoa(now.Number))
		return r.Write(visit.StatusConflict, r.confirmPage(c, v, []marketplace.FieldError{{Key: "error.stale"}}))
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.confirmPage(c, v, errs))
}
