package gate

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

const siteCard = "safety.site_card_before_start"

// hazards asks what the two employers of a shared worksite told each other, and whether everybody was inducted.
func (b *bench) hazards() {
	h := b.Hazards
	if b.Site != OrganiserSite && b.Customer != Own {
		b.Find("safety.site_information", "customer_tells_hazards", b.told(h.Customer), "on", h.Customer)
		b.Find("safety.hazards_told_back", "organiser_tells_hazards", b.told(h.Organiser), "on", h.Organiser)
		b.Find(siteCard, "site_card", b.told(h.Customer) && b.told(h.Organiser))
	}
	b.Find(siteCard, "supervisor_inducted", h.Supervisors > 0 && h.SupervisorsInducted >= h.Supervisors, "signed", h.SupervisorsInducted, "of", h.Supervisors)
	b.Find(siteCard, "participants_inducted", h.ParticipantsInducted >= b.number(), "signed", h.ParticipantsInducted, "of", b.number())
	if h.Special {
		b.Find("safety.special_hazard", "special_hazard", h.Competent)
	}
	for _, p := range b.Participants {
		if p.Number > 0 && !employed(p.Form) {
			b.Note("safety.participants_covered", "covered_too", verdict.Open)
			return
		}
	}
}

// told says whether something was told by today.
func (b *bench) told(on marketplace.Date) bool { return on != "" && on <= b.Today }

// insurance asks for one proof of accident insurance for each work form, from whoever has to insure it.
func (b *bench) insurance() {
	for _, p := range b.Participants {
		if p.Number > 0 {
			by := insurer(p.Form)
			b.Find("safety.accident_insurance", "show_insurance", b.insured(p.Form, by), "form", p.Form, "by", by)
		}
	}
}

func (b *bench) insured(form, by string) bool {
	for _, i := range b.Insurance {
		if i.Form == form && i.By == by && b.told(i.Seen) && (i.Until == "" || i.Until >= b.On) {
			return true
		}
	}
	return false
}
