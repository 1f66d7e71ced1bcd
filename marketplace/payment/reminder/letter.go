package reminder

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/notify"
)

// letter words a reminder in the buyer's language.
func (s *Service) letter(ctx context.Context, p Proposal, r Reminder) (Letter, error) {
	seller, err := s.Orgs.Organisation(ctx, marketplace.System(r.Org), r.Org)
	if err != nil {
		return Letter{}, err
	}
	buyer, err := s.Orgs.Organisation(ctx, marketplace.System(r.Buyer), r.Buyer)
	if err != nil {
		return Letter{}, err
	}
	return word(s.Bundle.In(i18n.ParseVoice(buyer.Lang)), p, r, seller.Name, buyer.Name, s.Clock.Today().AddDays(payWithin).OrWorkday()), nil
}

// word makes the letter. It is pure.
func word(lang i18n.Lang, p Proposal, r Reminder, seller, buyer string, by marketplace.Date) Letter {
	c := p.Claim
	args := []any{"number", c.Number, "issued", c.Issued, "due", c.Due, "seller", seller, "buyer", buyer, "open", int64(r.Asked), "nth", r.Nth, "by", by}
	say := func(key string, more ...any) string { return lang.T("reminder.letter."+key, append(more, args...)...) }
	out := Letter{Lang: lang.Code(), Subject: say("subject"), Text: []string{say("to"), say("late")}}
	if r.Nth > 1 {
		out.Text = append(out.Text, say("again"))
	}
	out.Text = append(out.Text, say("ask"))
	out.Sums = []Sum{{lang.T("reminder.sum.open"), r.Asked}}
	for _, x := range r.charged("") {
		out.Sums = append(out.Sums, Sum{lang.T("reminder.sum." + string(x.Kind)), x.Cents})
	}
	out.Sums = append(out.Sums, Sum{lang.T("reminder.sum.total"), r.Total()})
	pay := []Pair{
		{Label: lang.T("reminder.pay.name"), Text: seller},
		{Label: lang.T("reminder.pay.account"), Text: c.Account},
		{Label: lang.T("reminder.pay.reference"), Text: c.Reference},
		{Label: lang.T("reminder.pay.by"), Text: lang.Date(by)},
	}
	out.Pay = slices.DeleteFunc(pay, func(x Pair) bool { return x.Text == "" })
	for _, x := range r.Charges.Reckoning.Parts {
		out.End = append(out.End, say("interest", "days", x.Days, "sum", int64(x.Open), "rate", lang.Percent(x.Rate), "from", x.From, "to", x.To))
	}
	if r.Charges.Compensation > 0 {
		out.End = append(out.End, say("compensation"))
	}
	out.End = append(out.End, say("wrong"), seller)
	return out
}

// Plain is the letter as plain text.
func (l Letter) Plain() string {
	parts := slices.Clone(l.Text)
	var sums, pay []string
	for _, x := range l.Sums {
		sums = append(sums, x.Label+": "+x.Cents.Write(l.Lang))
	}
	for _, x := range l.Pay {
		pay = append(pay, x.Label+": "+x.Text)
	}
	parts = append(parts, strings.Join(sums, "\n"), strings.Join(pay, "\n"))
	return strings.Join(append(parts, l.End...), "\n\n") + "\n"
}

// post sends the letter to those who look after the buyer's invoices.
func (s *Service) post(ctx context.Context, r Reminder) error {
	return s.mail(ctx, r, "reminder", r.Letter.Subject, r.Letter.Plain())
}

// postWithdrawn tells them that a reminder they got is taken back.
func (s *Service) postWithdrawn(ctx context.Context, r Reminder) error {
	lang := s.Bundle.In(i18n.ParseVoice(r.Letter.Lang))
	args := []any{"number", r.Number, "sent", r.Sent.Day(), "charges", int64(r.Charges.Sum()), "seller", r.Letter.Pay[0].Text}
	return s.mail(ctx, r, "reminder_withdrawn", lang.T("reminder.letter.withdrawn.subject", args...), lang.T("reminder.letter.withdrawn.text", args...))
}

// mail sends one message to each of the buyer's owners and billing; once more it is the same message.
func (s *Service) mail(ctx context.Context, r Reminder, kind, subject, text string) error {
	text += "\n" + s.Origin + "/bills/" + string(r.Invoice) + "\n"
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Orgs.Members(ctx, marketplace.System(r.Buyer), page)
		if err != nil {
			return err
		}
		for _, m := range list.Items {
			if !slices.ContainsFunc(m.Roles, func(role marketplace.Role) bool { return slices.Contains(invoice.Billers(), role) }) {
				continue
			}
			id := marketplace.Derived("mail-", idLength, string(r.ID), kind, string(m.Person))
			if err := s.Sender.Send(ctx, notify.Message{ID: id, Kind: kind, To: m.Email, Subject: subject, Text: text, Lang: r.Letter.Lang}); err != nil {
				return err
			}
		}
		if page.After = list.Next; page.After == "" {
			return nil
		}
	}
}
