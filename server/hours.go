package server

import (
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/server/api/invoices"
	"sovite.fi/sovite/server/api/timesheets"
	"sovite.fi/sovite/server/openapi"
)

// The ways in of what comes between the work and the invoice; Routes lists them with all others.

// signingOff are the organiser's ways: what was done, and what can be billed.
func signingOff(d Deps) []way {
	t := timesheets.Handlers{Service: d.Timesheets, Gate: d.Gate}
	const one = "/timesheets/{id}/lines/{line}"
	return []way{
		{get, "/timesheets", organiser(), "list-timesheet", "List what was done, by week", openapi.Verb(t.List)},
		{post, "/timesheets", organiser(), "create-timesheet-line", "Add what no attendance sheet tells, at the price of the order", openapi.Verb(t.Add)},
		{get, "/timesheets/{id}", organiser(), "read-timesheet", "Read what was done for an order in a week", openapi.Verb(t.Read)},
		{post, "/timesheets/{id}/sign-off", organiser(), "sign-off-timesheet", "Stand by lines, so that the buyer decides about them", openapi.Verb(t.SignOff)},
		{put, one, organiser(), "amend-timesheet-line", "Change a line that was added", openapi.Verb(t.Amend)},
		{put, one + "/aside", organiser(), "set-aside-timesheet-line", "Keep support and training off the bill", openapi.Verb(t.SetAside)},
		{put, one + "/price", organiser(), "price-timesheet-line", "Say by which line of the order it is priced", openapi.Verb(t.PriceBy)},
		{post, one + "/answer", organiser(), "answer-timesheet-line", "Say why a disputed line is right", openapi.Verb(t.Answer)},
		{get, "/approved-lines", keeper(), "list-approved-line", "List what was approved and can be billed", openapi.Verb(t.Due)},
	}
}

// approving are the buyer's ways: what waits, the decision, and who decides instead; and the way of somebody with a link.
func approving(d Deps) []way {
	t := timesheets.Handlers{Service: d.Timesheets, Gate: d.Gate}
	const one = "/approvals/{id}"
	return []way{
		{get, "/approvals", member(), "list-approval", "List the timesheets about which one decides", openapi.Verb(t.Approvals)},
		{get, one, member(), "read-approval", "Read a timesheet; its lines count as seen", openapi.Verb(t.Open)},
		{post, one + "/approve", member(), "approve-timesheet", "Approve lines, each at the version that was seen", openapi.Verb(t.Approve)},
		{post, one + "/undo", member(), "undo-approval", "Take approvals back, until they are billed", openapi.Verb(t.Undo)},
		{post, one + "/lines/{line}/dispute", member(), "dispute-timesheet-line", "Say no to one line, and why", openapi.Verb(t.Dispute)},
		{post, one + "/links", member(), "create-approval-link", "Send a named person a link that decides once", openapi.Verb(t.SendLink)},
		{del, one + "/links/{link}", member(), "revoke-approval-link", "Take a link back", openapi.Verb(t.RevokeLink)},
		{get, "/alternates", customer(), "read-alternates", "Read who approves for whom", openapi.Verb(t.Alternates)},
		{put, "/alternates", owner(), "set-alternates", "Name who approves for whom", openapi.Verb(t.SetAlternates)},
		{get, "/approve/{token}", anyone(), "read-guest-approval", "See what there is to decide by a link", openapi.Verb(t.Look)},
		{post, "/approve/{token}", anyone(), "decide-guest-approval", "Decide by a link, once", openapi.Verb(t.Decide)},
	}
}

// billing are the ways from what was approved to invoices, and what buyers read of them.
func billing(d Deps) []way {
	i := invoices.Handlers{Service: d.Invoices, Deliveries: d.Deliveries}
	const one, theirs = "/invoices/{id}", "/received-invoices/{id}"
	biller := openapi.Only(invoice.Billers()...)
	return []way{
		{get, "/billing-profile", biller, "read-billing-profile", "Read what the invoices of one's organisation say of it", openapi.Verb(i.Profile)},
		{put, "/billing-profile", biller, "set-billing-profile", "Say what invoices say of one's organisation", openapi.Verb(i.SaveProfile)},
		{get, "/invoice-plans", biller, "list-invoice-plan", "See what invoices could be made, exceptions first", openapi.Verb(i.Plans)},
		{post, "/invoice-runs", biller, "create-invoice-run", "Make the invoices that were seen", openapi.Verb(i.Begin)},
		{get, "/invoice-runs/{id}", biller, "read-invoice-run", "Read how far a run is", openapi.Verb(i.Run)},
		{get, "/invoices", biller, "list-invoice", "List one's own invoices and credit notes", openapi.Verb(i.List)},
		{get, one, biller, "read-invoice", "Read an invoice with where each cent comes from", openapi.Verb(i.Read)},
		{post, one + "/credit", biller, "credit-invoice", "Give lines of an invoice back by a credit note", openapi.Verb(i.Credit)},
		{get, one + "/files/{format}", biller, "read-invoice-file", "Take an invoice as Peppol UBL, Finvoice or PDF", openapi.Verb(i.File)},
		{get, one + "/delivery", biller, "read-invoice-delivery", "Read how an invoice comes to its buyer", openapi.Verb(i.Delivery)},
		{post, one + "/delivery", biller, "deliver-invoice", "Say that an invoice was handed over, taken or rejected", openapi.Verb(i.Deliver)},
		{get, "/received-invoices", biller, "list-received-invoice", "List the invoices that one's organisation received", openapi.Verb(i.Inbox)},
		{get, theirs, biller, "read-received-invoice", "Read an invoice that one's organisation received", openapi.Verb(i.Received)},
		{get, theirs + "/files/{format}", biller, "read-received-invoice-file", "Take a received invoice as Peppol UBL, Finvoice or PDF", openapi.Verb(i.File)},
	}
}
