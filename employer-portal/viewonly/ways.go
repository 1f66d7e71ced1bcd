package viewonly

import (
	"net/http"
	"slices"
	"strings"
)

// EndPath is the form that ends looking as somebody else.
const EndPath = "/acting/end"

// Verdict says whether a way is open.
type Verdict string

// The verdicts.
const (
	Unclassified Verdict = "unclassified" // nobody has thought about it: refused
	Refused      Verdict = "refused"
	Shown        Verdict = "shown"
	Leaves       Verdict = "leaves" // by it one stops looking as somebody else
)

// Of judges a way by its method and pattern. No form is open but the two by which one leaves; of the pages, only those that do nothing
// beside showing and hand out no secret, no file and no link by which somebody comes in.
func Of(method, pattern string) Verdict {
	switch {
	case method == http.MethodPost && (pattern == EndPath || pattern == "/sign-out"):
		return Leaves
	case method != http.MethodGet && method != http.MethodHead:
		return Refused
	case slices.ContainsFunc(closed(), func(c string) bool { return pattern == c || strings.HasPrefix(pattern, c+"/") }):
		return Refused
	case slices.Contains(shown(), pattern):
		return Shown
	case slices.Contains(forms(), last(pattern)) || slices.Contains(refused(), pattern):
		return Refused
	}
	return Unclassified
}

func last(pattern string) string { return pattern[strings.LastIndexByte(pattern, '/')+1:] }

// closed are pages that are closed with everything below them: administration, everything about one's own account and its security,
// coming in, the doors of clients and of supporters, keys and webhooks, what a phone keeps for later, pages of the stand-ins.
func closed() []string {
	return []string{
		"/admin", "/account", "/organisation/keys", "/organisation/webhooks", "/organisation/sign-in", "/organisations/:org/sign-in", "/sign-in-domains",
		"/signin", "/forgot", "/reset", "/signup", "/join", "/switch", "/demo-county", "/my", "/shown", "/calendar", "/mailbox", "/checkin", "/approve", "/shifts",
		"/card-payment", "/card-account", "/online-payments", "/payments/account", "/erasures",
	}
}

// forms are the last parts of pages that only begin something.
func forms() []string {
	return []string{
		"new", "edit", "delete", "import", "prepare", "put", "end", "retire", "withdraw", "decline", "accept", "agree", "notice", "cancel", "approve", "propose", "told",
		"confirm", "keep", "dismiss", "move", "next", "renew", "refund", "settle", "credit", "reject", "hold", "unhold", "write-off", "recover", "assign", "return",
		"outside", "match", "assign-kept", "return-kept", "question", "pass", "quote", "doubt", "exempt", "about", "amend", "aside", "price", "answer",
		"dispute", "add", "call", "again", "ask", "check", "meet", "offer", "refuse", "try", "plan", "visit", "observe", "job", "care", "referral", "supervisor", "reference",
		"exceptions", "correct", "close",
	}
}

// refused are the other pages that stay closed: steps of forms, and what is handed out as a file or on paper.
func refused() []string {
	return []string{
		"/carvings/:id/:step", "/clients/:id/profile/starter", "/clients/:id/starter", "/clients/:id/starter/:question", "/clients/:id/measures/:measure",
		"/clients/:id/course/move/:to", "/prices/new/:unit", "/requests/:id/questions/:question", "/invoices/details", "/bills/details", "/fidelity/:number",
		"/clients/:id/privacy", "/clients/:id/privacy/page", "/clients/:id/privacy/file", "/clients/:id/course/forms/:kind", "/clients/:id/course/print/:kind",
		"/clients/:id/course/agreement", "/placements/:id/agreement", "/tasks/import/template.csv", "/books/files/:format", "/invoices/:id/file/:format",
		"/bills/:id/file/:format", "/reminders/invoices/:id/letter", "/payments/demo.xml", "/liability/form", "/approvals/:id/link", "/bill-payments/:id",
		"/figures/report", "/asked/:id/quote/preview", "/carvings/:id/card/:job",
	}
}

// shown are the pages that stay open.
func shown() []string {
	return []string{
		"/", "/help", "/accessibility", "/sources", "/rules", "/rules/:id", "/status", "/privacy", "/search", "/suggest/:picker", "/organisation", "/work-forms",
		"/clients", "/clients/:id", "/clients/:id/profile", "/clients/:id/profile/:section", "/clients/:id/versions", "/clients/:id/consents", "/clients/:id/matches",
		"/clients/:id/matches/:task", "/clients/:id/compare", "/clients/:id/beside", "/clients/:id/placements", "/clients/:id/course",
		"/clients/:id/course/phases/:phase", "/clients/:id/meetings", "/clients/:id/meetings/:meeting", "/clients/:id/notes", "/clients/:id/notes/:note",
		"/clients/:id/measures", "/clients/:id/network", "/clients/:id/network/:supporter",
		"/carvings", "/carvings/:id", "/tasks", "/tasks/:id", "/tasks/:id/preview", "/searches", "/searches/:id", "/lists", "/lists/:id",
		"/introductions", "/introductions/:id", "/received", "/received/:id", "/placements/:id", "/work", "/work/:id", "/liability", "/suppliers", "/suppliers/:id",
		"/figures", "/figures/organisation", "/figures/:metric/:part", "/fidelity",
		"/prices", "/prices/:id", "/crews", "/crews/:id", "/orders", "/orders/:id", "/orders/:id/messages", "/purchases", "/purchases/:id", "/purchases/:id/messages",
		"/frames", "/frames/:id", "/agreements", "/agreements/:id", "/requests", "/requests/:id", "/requests/:id/quotes/:quote", "/limits", "/asked", "/asked/:id",
		"/members", "/members/:id", "/rosters", "/rosters/:monday", "/timesheets", "/timesheets/:id", "/approvals", "/approvals/:id", "/alternates",
		"/invoices", "/invoices/:id", "/invoices/runs/:id", "/bills", "/bills/:id", "/reminders", "/reminders/:id", "/reminders/invoices/:id",
		"/payments", "/payments/imports/:id", "/payments/open", "/payments/open/:id", "/payments/received/:id",
		"/books", "/books/trial", "/books/receivables", "/books/chart", "/books/entries/:number",
		"/reports/sold", "/reports/margin", "/reports/owed", "/reports/bought",
	}
}

// Pages is how many pages stay open.
func Pages() int { return len(shown()) }
