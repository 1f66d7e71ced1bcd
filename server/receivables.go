package server

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/server/api/fees"
	"sovite.fi/sovite/server/api/reminders"
	"sovite.fi/sovite/server/openapi"
)

// reminding are the organiser's ways to invoices that are late. Routes lists them with all others.
func reminding(d Deps) []way {
	r := reminders.Handlers{Service: d.Reminders}
	const one, of = "/reminders/{id}", "/late-invoices/{id}"
	biller := openapi.Only(invoice.Billers()...)
	return []way{
		{get, "/late-invoices", biller, "list-late-invoice", "List invoices that are late, those that are not reminded of first", openapi.Verb(r.Late)},
		{post, of + "/preview", biller, "preview-reminder", "Read a reminder as it would go now, without sending it", openapi.Verb(r.Preview)},
		{post, of + "/reminders", biller, "send-reminder", "Send the reminder that was read", openapi.Verb(r.Send)},
		{put, of + "/hold", biller, "hold-late-invoice", "Keep an invoice from being reminded of until a day", openapi.Verb(r.Hold)},
		{post, of + "/write-off", owner(), "write-off-late-invoice", "Give up what is open of an invoice, with a reason", openapi.Verb(r.GiveUp)},
		{post, of + "/recover", owner(), "recover-late-invoice", "Take a loss back, with a reason", openapi.Verb(r.TakeBack)},
		{get, "/reminders", biller, "list-reminder", "List one's own reminders", openapi.Verb(r.List)},
		{get, one, biller, "read-reminder", "Read a reminder", openapi.Verb(r.Read)},
		{post, one + "/withdraw", biller, "withdraw-reminder", "Take a reminder back, with a reason", openapi.Verb(r.Withdraw)},
	}
}

// commission are the ways to what organisers pay to the platform.
func commission(d Deps) []way {
	f := fees.Handlers{Service: d.Fees}
	const one = "/fee-agreements/{id}"
	administrator := openapi.Only(marketplace.RoleAdministrator)
	return []way{
		{get, "/fees", openapi.Only(invoice.Billers()...), "read-fee", "Read what one's organiser pays to the platform", openapi.Verb(f.Mine)},
		{get, "/fee-agreements", administrator, "list-fee-agreement", "List what organisers pay to the platform", openapi.Verb(f.List)},
		{put, one, administrator, "set-fee-agreement", "Agree on terms from a month on that was not billed yet", openapi.Verb(f.Agree)},
		{get, one, administrator, "read-fee-agreement", "Read what an organiser pays", openapi.Verb(f.Read)},
		{get, one + "/preview", administrator, "preview-fee-agreement", "See the next invoice to an organiser as it would be now", openapi.Verb(f.Preview)},
	}
}
