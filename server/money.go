package server

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/server/api/attendance"
	"sovite.fi/sovite/server/api/capacity"
	"sovite.fi/sovite/server/api/frames"
	"sovite.fi/sovite/server/api/liability"
	"sovite.fi/sovite/server/api/orders"
	"sovite.fi/sovite/server/api/prices"
	"sovite.fi/sovite/server/api/quotes"
	"sovite.fi/sovite/server/api/rosters"
	"sovite.fi/sovite/server/api/talks"
	"sovite.fi/sovite/server/openapi"
)

// The ways in of the money thread; Routes lists them with all others.

func pricer() openapi.Who { return openapi.Only(price.Writers()...) }

// pricing are the ways into the price book of the organiser that one acts for.
func pricing(d Deps) []way {
	p := prices.Handlers{Service: d.Prices, Bundle: d.Bundle}
	return []way{
		{get, "/prices", openapi.Only(price.Readers()...), "list-price", "Read the price book of one's organiser", openapi.Verb(p.Read)},
		{post, "/prices", pricer(), "create-price", "Add an item with its first price", openapi.Verb(p.Add)},
		{post, "/prices/check", pricer(), "check-price", "Hold a price against its cost without saving it", openapi.Verb(p.Check)},
		{get, "/prices/{id}", openapi.Only(price.Readers()...), "read-price", "Read an item with its history", openapi.Verb(p.Item)},
		{post, "/prices/{id}/versions", pricer(), "create-version-price", "Let another price follow", openapi.Verb(p.Reprice)},
		{put, "/prices/{id}/retired", pricer(), "retire-price", "Sell an item no more from a day on", openapi.Verb(p.Retire)},
		{del, "/prices/{id}/retired", pricer(), "keep-price", "Sell an item on after all", openapi.Verb(p.Keep)},
	}
}

func organiser() openapi.Who {
	return openapi.Only(marketplace.RoleOwner, marketplace.RoleSupervisor, marketplace.RoleBilling)
}

func crewKeeper() openapi.Who {
	return openapi.Only(marketplace.RoleOwner, marketplace.RoleSupervisor)
}

func buyerOrOrganiser() openapi.Who {
	return openapi.Only(marketplace.RoleOwner, marketplace.RoleSupervisor, marketplace.RoleBilling, marketplace.RoleEmployer)
}

func crews(d Deps) []way {
	c := capacity.Handlers{Service: d.Capacity}
	return []way{
		{get, "/crews", organiser(), "list-crew", "List the crews of one's organiser", openapi.Verb(c.List)},
		{post, "/crews", crewKeeper(), "create-crew", "Add a crew", openapi.Verb(c.Create)},
		{get, "/crews/{id}", organiser(), "read-crew", "Read a crew with what is promised of it", openapi.Verb(c.Read)},
		{put, "/crews/{id}", crewKeeper(), "change-crew", "Change what is filled in; refused when sold hours would lose their room", openapi.Verb(c.Change)},
		{post, "/crews/{id}/preview", crewKeeper(), "preview-crew", "Hear what other terms would do, without saving", openapi.Verb(c.Preview)},
		{post, "/crews/{id}/retire", crewKeeper(), "retire-crew", "End a crew", openapi.Verb(c.Retire)},
		{post, "/crews/{id}/exceptions", crewKeeper(), "create-exception", "Make days an exception, or take exceptions away", openapi.Verb(c.SavePlan)},
		{post, "/crews/{id}/exceptions/preview", crewKeeper(), "preview-exception", "Hear what exceptions would do, without saving", openapi.Verb(c.PreviewPlan)},
		{get, "/crews/{id}/calendar", organiser(), "read-calendar", "Read offered, held, sold and free hours by day", openapi.Verb(c.Calendar)},
		{get, "/crews/{id}/bookings/{booking}", buyerOrOrganiser(), "read-booking", "Read a booking, as the organiser or its buyer", openapi.Verb(c.Booking)},
		{get, "/offers", member(), "list-offer", "Find published crews", openapi.Verb(c.Offers)},
		{get, "/offers/{id}", member(), "read-offer", "Read a published crew", openapi.Verb(c.Offer)},
	}
}

func keeper() openapi.Who { return openapi.Only(marketplace.RoleOwner, marketplace.RoleBilling) }

func customer() openapi.Who {
	return openapi.Only(marketplace.RoleOwner, marketplace.RoleBilling, marketplace.RoleEmployer)
}

func contractors(d Deps) []way {
	l := liability.Handlers{Service: d.Liability}
	const one = "/liability/suppliers/{id}"
	return []way{
		{get, "/liability/pack", keeper(), "read-liability-pack", "Read one's own papers for customers", openapi.Verb(l.Pack)},
		{post, "/liability/documents", keeper(), "create-liability-document", "Add a paper to one's own", openapi.Verb(l.Add)},
		{post, "/liability/documents/{id}/withdraw", keeper(), "withdraw-liability-document", "Take a wrong paper back", openapi.Verb(l.Withdraw)},
		{put, "/liability/form", keeper(), "set-liability-form", "Say what one's organisation is in law", openapi.Verb(l.SetForm)},
		{get, "/liability/customers", keeper(), "list-liability-customer", "List who asked for one's papers or reads them", openapi.Verb(l.Customers)},
		{post, "/liability/customers/{id}/share", keeper(), "share-liability", "Show one's papers to a customer who asked", openapi.Verb(l.Share)},
		{get, "/liability/suppliers", customer(), "list-liability-supplier", "List one's suppliers", openapi.Verb(l.Suppliers)},
		{get, one, customer(), "read-liability-supplier", "Read a supplier and conclude about a contract", openapi.Verb(l.Read)},
		{post, one + "/ask", customer(), "ask-liability", "Ask a supplier for its papers", openapi.Verb(l.Ask)},
		{put, one + "/contracts/{contract}", customer(), "record-liability-contract", "Keep a contract that was made", openapi.Verb(l.Record)},
		{post, one + "/check", customer(), "check-liability", "Keep that one looked at the papers today", openapi.Verb(l.Check)},
		{post, one + "/doubt", customer(), "doubt-liability", "Keep that there is reason to suspect a change", openapi.Verb(l.Doubt)},
		{put, one + "/exemption", owner(), "exempt-liability", "Ask no documents, with a reason", openapi.Verb(l.Exempt)},
		{del, one + "/exemption", owner(), "end-exemption-liability", "Ask documents again", openapi.Verb(l.EndExemption)},
	}
}

func buyer() openapi.Who { return openapi.Only(request.Buyers()...) }

func seller() openapi.Who { return openapi.Only(request.Sellers()...) }

// requesting are the buyer's ways: what one asks for, what came in, and the choice.
func requesting(d Deps) []way {
	q := quotes.Handlers{Requests: d.Requests, Quotes: d.Quotes}
	return []way{
		{get, "/requests", buyer(), "list-request", "List what one's organisation asks for", openapi.Verb(q.ListRequests)},
		{post, "/requests", buyer(), "create-request", "Begin a request for quotes", openapi.Verb(q.CreateRequest)},
		{get, "/requests/{id}", buyer(), "read-request", "Read a request with who is asked and what they ask", openapi.Verb(q.ReadRequest)},
		{put, "/requests/{id}", buyer(), "change-request", "Change a draft", openapi.Verb(q.ChangeRequest)},
		{post, "/requests/{id}/send", buyer(), "send-request", "Send a draft to organisers", openapi.Verb(q.SendRequest)},
		{post, "/requests/{id}/invitations", buyer(), "invite-request", "Ask more organisers", openapi.Verb(q.Invite)},
		{post, "/requests/{id}/withdraw", buyer(), "withdraw-request", "Take a request back", openapi.Verb(q.WithdrawRequest)},
		{put, "/requests/{id}/questions/{question}/answer", buyer(), "answer-question", "Answer a question; everybody who is asked reads it", openapi.Verb(q.Answer)},
		{get, "/requests/{id}/quotes", buyer(), "list-quote", "List what was sent for a request", openapi.Verb(q.ListQuotes)},
		{post, "/requests/{id}/accept", buyer(), "accept-quote", "Choose a version of a quote; above one's limit the owners are asked", openapi.Verb(q.Accept)},
		{get, "/quotes/{id}", buyer(), "read-quote", "Read what an organiser sent", openapi.Verb(q.ReadQuote)},
		{post, "/quotes/{id}/decline", buyer(), "decline-quote", "Say no to a quote", openapi.Verb(q.DeclineQuote)},
		{post, "/quotes/{id}/renewal", buyer(), "ask-renewal", "Ask for a quote to be renewed", openapi.Verb(q.AskRenewal)},
		{get, "/limits", buyer(), "read-limits", "Read up to which total the people of one's organisation accept", openapi.Verb(q.ReadLimits)},
		{put, "/limits", openapi.Only(marketplace.RoleOwner), "set-limits", "Set up to which total they do", openapi.Verb(q.SetLimits)},
	}
}

// quoting are the organiser's ways: what it is asked for, and its own quotes.
func quoting(d Deps) []way {
	q := quotes.Handlers{Requests: d.Requests, Quotes: d.Quotes}
	return []way{
		{get, "/asked", seller(), "list-asked", "List what one's organiser is asked for, with its quotes", openapi.Verb(q.ListAsked)},
		{get, "/asked/{id}", seller(), "read-asked", "Read a request that one's organiser is asked for", openapi.Verb(q.ReadAsked)},
		{put, "/asked/{id}/questions/{question}", seller(), "ask-question", "Ask the buyer something", openapi.Verb(q.Ask)},
		{post, "/asked/{id}/pass", seller(), "pass-asked", "Say that one does not quote", openapi.Verb(q.Pass)},
		{get, "/asked/{id}/quote", seller(), "read-own-quote", "Read one's own quote", openapi.Verb(q.ReadOwn)},
		{put, "/asked/{id}/quote", seller(), "save-own-quote", "Keep what is to be sent next", openapi.Verb(q.SaveDraft)},
		{post, "/asked/{id}/quote/send", seller(), "send-own-quote", "Hold capacity and send the draft", openapi.Verb(q.Send)},
		{post, "/asked/{id}/quote/renew", seller(), "renew-own-quote", "Send the newest version with another validity", openapi.Verb(q.Renew)},
		{post, "/asked/{id}/quote/withdraw", seller(), "withdraw-own-quote", "Take one's quote back", openapi.Verb(q.WithdrawQuote)},
	}
}

func orderReader() openapi.Who { return openapi.Only(order.Sellers()...) }

// ordering are the organiser's ways: what was bought of it, from the preparation to the end.
func ordering(d Deps) []way {
	o, m := orders.Handlers{Orders: d.Orders, Bundle: d.Bundle}, talks.Handlers{Service: d.Talks, Side: gate.Organiser}
	const one = "/orders/{id}"
	return []way{
		{get, "/orders", orderReader(), "list-order", "List the orders of one's organiser", openapi.Verb(o.List)},
		{get, one, orderReader(), "read-order", "Read an order", openapi.Verb(o.Read)},
		{get, one + "/gates", orderReader(), "read-gates-order", "Read how the gates of an order stand now", openapi.Verb(o.Gates)},
		{put, one + "/told", orderReader(), "tell-order", "Tell how the work is done, never by whom", openapi.Verb(o.Tell)},
		{post, one + "/approve", owner(), "approve-order", "Take responsibility for what no rule decides, with a reason", openapi.Verb(o.Approve)},
		{post, one + "/confirm", seller(), "confirm-order", "Make an order binding, when no gate stands", openapi.Verb(o.Confirm)},
		{get, one + "/messages", orderReader(), "list-message-order", "List what was written about an order", openapi.Verb(m.Thread)},
		{post, one + "/messages", orderReader(), "create-message-order", "Write to the buyer", openapi.Verb(m.Write)},
		{put, one + "/supervisor", orderReader(), "set-supervisor-order", "Change who directs the work on site", openapi.Verb(o.SetSupervisor)},
		{post, one + "/cancel", seller(), "cancel-order", "End an order, with a reason", openapi.Verb(o.Cancel)},
		{post, one + "/proposals", seller(), "propose-order", "Propose other days, hours or people", openapi.Verb(o.Propose)},
		{post, one + "/proposals/{number}/accept", seller(), "accept-proposal-order", "Take what the buyer proposed", openapi.Verb(o.Accept)},
		{post, one + "/proposals/{number}/decline", seller(), "decline-proposal-order", "Say no to a proposal, or take one's own back", openapi.Verb(o.Decline)},
	}
}

func purchaser() openapi.Who { return openapi.Only(order.Readers()...) }

// purchasing are the buyer's ways to what it bought.
func purchasing(d Deps) []way {
	o, m := orders.Handlers{Orders: d.Orders, Bundle: d.Bundle}, talks.Handlers{Service: d.Talks, Side: gate.Client}
	const one = "/purchases/{id}"
	return []way{
		{get, "/purchases", purchaser(), "list-purchase", "List what one's organisation bought", openapi.Verb(o.ListBought)},
		{get, one, purchaser(), "read-purchase", "Read what one's organisation bought, and how its gates stand", openapi.Verb(o.ReadBought)},
		{put, one + "/told", buyer(), "tell-purchase", "Tell of the site, its hazards and who leads there", openapi.Verb(o.TellBought)},
		{get, one + "/messages", purchaser(), "list-message-purchase", "List what was written about what one's organisation bought", openapi.Verb(m.Thread)},
		{post, one + "/messages", purchaser(), "create-message-purchase", "Write to the organiser", openapi.Verb(m.Write)},
		{put, one + "/reference", purchaser(), "set-reference-purchase", "Change one's own reference", openapi.Verb(o.SetReference)},
		{post, one + "/cancel", buyer(), "cancel-purchase", "End what one bought, with a reason", openapi.Verb(o.CancelBought)},
		{post, one + "/proposals", buyer(), "propose-purchase", "Propose other days, hours or people", openapi.Verb(o.ProposeBought)},
		{post, one + "/proposals/{number}/accept", buyer(), "accept-proposal-purchase", "Take what the organiser proposed", openapi.Verb(o.AcceptBought)},
		{post, one + "/proposals/{number}/decline", buyer(), "decline-proposal-purchase", "Say no to a proposal, or take one's own back", openapi.Verb(o.DeclineBought)},
	}
}

// framing are the ways to framework agreements: the organiser's own, then the buyer's to those that it was offered.
func framing(d Deps) []way {
	f := frames.Handlers{Frames: d.Frames}
	const one, own = "/frames/{id}", "/agreements/{id}"
	return []way{
		{get, "/frames", seller(), "list-frame", "List the framework agreements of one's organiser", openapi.Verb(f.List)},
		{post, "/frames", seller(), "create-frame", "Offer a framework agreement to the buyer of an order", openapi.Verb(f.Offer)},
		{get, one, seller(), "read-frame", "Read a framework agreement with its call-offs", openapi.Verb(f.Read)},
		{post, one + "/withdraw", seller(), "withdraw-frame", "Take an offer back before anybody agreed", openapi.Verb(f.Withdraw)},
		{post, one + "/notice", seller(), "notice-frame", "Give notice, with a reason", openapi.Verb(f.Notice)},
		{get, "/agreements", purchaser(), "list-agreement", "List the framework agreements that one's organisation was offered", openapi.Verb(f.ListBought)},
		{get, own, purchaser(), "read-agreement", "Read a framework agreement with its call-offs, as the buyer", openapi.Verb(f.ReadBought)},
		{post, own + "/agree", buyer(), "agree-agreement", "Agree to the terms that were read, and tell of the site", openapi.Verb(f.Agree)},
		{post, own + "/decline", buyer(), "decline-agreement", "Say no to the terms, with a reason", openapi.Verb(f.Decline)},
		{post, own + "/notice", buyer(), "notice-agreement", "Give notice, with a reason, as the buyer", openapi.Verb(f.NoticeBought)},
		{post, own + "/calls/preview", buyer(), "preview-call", "Hear what a call-off would come to, without writing anything", openapi.Verb(f.Preview)},
		{post, own + "/calls", buyer(), "create-call", "Call work off; capacity is held for its quote to be accepted", openapi.Verb(f.CallOff)},
		{post, "/purchases/{id}/again", buyer(), "repeat-purchase", "Begin a request for the same again on other days", openapi.Verb(f.Again)},
	}
}

// rostering are the organiser's ways to its members and to who works which shift.
func rostering(d Deps) []way {
	r := rosters.Handlers{Rosters: d.Rosters, Proposals: d.Proposals, Bundle: d.Bundle}
	const member, week = "/crew-members/{id}", "/rosters/{monday}"
	return []way{
		{get, "/crew-members", crewKeeper(), "list-crew-member", "List the people who take part in one's crews", openapi.Verb(r.ListMembers)},
		{post, "/crew-members", crewKeeper(), "create-crew-member", "Add a person to one's crews", openapi.Verb(r.AddMember)},
		{get, member, crewKeeper(), "read-crew-member", "Read a person of one's crews", openapi.Verb(r.ReadMember)},
		{put, member, crewKeeper(), "change-crew-member", "Change what is filled in about a person", openapi.Verb(r.ChangeMember)},
		{post, member + "/end", crewKeeper(), "end-crew-member", "Say that a person takes part no more", openapi.Verb(r.EndMember)},
		{get, week, crewKeeper(), "read-roster", "Read who works which shift of a week, and what stands in the way", openapi.Verb(r.ReadWeek)},
		{put, week, crewKeeper(), "save-roster", "Keep who works which shift; refused when something stands in the way", openapi.Verb(r.SaveWeek)},
		{post, week + "/preview", crewKeeper(), "preview-roster", "Hear what a plan would come to, without saving", openapi.Verb(r.PreviewWeek)},
		{post, week + "/publish", crewKeeper(), "publish-roster", "Let the supervisors work with a week", openapi.Verb(r.PublishWeek)},
		{get, week + "/proposal", crewKeeper(), "read-proposal-roster", "Read what was proposed for a week", openapi.Verb(r.ReadProposal)},
		{post, week + "/proposal", crewKeeper(), "propose-roster", "Work out who could work a week", openapi.Verb(r.Propose)},
		{post, week + "/proposal/accept", crewKeeper(), "accept-roster", "Make the proposal the plan of its week", openapi.Verb(r.Accept)},
		{post, week + "/replacement", crewKeeper(), "replace-roster", "Hear who could come instead of somebody, without saving", openapi.Verb(r.Replace)},
	}
}

// attending are the ways of whoever leads a shift, and of whoever checks in to it.
func attending(d Deps) []way {
	a := attendance.Handlers{Service: d.Attendance, Bundle: d.Bundle, Gate: d.Gate}
	const one = "/shifts/{id}"
	return []way{
		{get, "/shifts", crewKeeper(), "list-shift", "List the shifts of some days", openapi.Verb(a.List)},
		{get, one + "/sheet", crewKeeper(), "read-sheet", "Read who was there in a shift", openapi.Verb(a.Read)},
		{post, one + "/marks", crewKeeper(), "mark-sheet", "Take changes from a phone; sent again they change nothing", openapi.Verb(a.Mark)},
		{post, one + "/sign", crewKeeper(), "sign-sheet", "Say that a sheet is right", openapi.Verb(a.Sign)},
		{post, one + "/reopen", crewKeeper(), "reopen-sheet", "Correct a signed sheet", openapi.Verb(a.Reopen)},
		{post, one + "/late/{change}/accept", crewKeeper(), "accept-late-sheet", "Take a change that came after signing", openapi.Verb(a.Accept)},
		{post, one + "/late/{change}/drop", crewKeeper(), "drop-late-sheet", "Let a change that came after signing go", openapi.Verb(a.Drop)},
		{post, one + "/code", crewKeeper(), "show-code-sheet", "Show the code for checking in today", openapi.Verb(a.Code)},
		{post, "/checkin", anyone(), "check-in", "Check in with a shift's code and one's own number", openapi.Verb(a.CheckIn)},
		{get, "/orders/{id}/done", keeper(), "list-done", "Read what was signed of an order, without names", openapi.Verb(a.Done)},
	}
}
