package people

import (
	"regexp"
	"sovite.fi/sovite/employer-portal/visit"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

func (r *request) getHelp() error {
	return r.Show(&view.Help{Base: r.Base(r.T("help")), Email: r.Contact})
}

func (r *request) getStatement() error {
	return r.Show(&view.Statement{Base: r.Base(r.T("footer.accessibility")), Email: r.Contact})
}

func (r *request) getSources() error {
	return r.Show(&view.Sources{Base: r.Base(r.T("footer.sources"))})
}

// letters are the messages that were sent; NotFound where they cannot be read.
func (r *request) letters() ([]visit.Letter, error) {
	if r.Messages == nil {
		return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return r.Messages()
}

func (r *request) getMailbox() error {
	list, err := r.letters()
	if err != nil {
		return err
	}
	page := &view.Mailbox{Base: r.Base(r.T("mailbox"))}
	for _, l := range list {
		page.Messages = append(page.Messages, view.Message{ID: string(l.ID), To: l.To, Subject: l.Subject, Sent: r.Say.When(l.Sent)})
	}
	return r.Show(page)
}

// ownLink finds addresses of this service in a message: those that lead to a page with a token.
var ownLink = regexp.MustCompile(`https?://[^\s/]+(/(?:join|reset|signin)[A-Za-z0-9./_~=-]*)`)

func (r *request) getMessage() error {
	list, err := r.letters()
	if err != nil {
		return err
	}
	id := web.Param(r.C, "id")
	for _, l := range list {
		if string(l.ID) != id {
			continue
		}
		page := &view.Message{Base: r.Base(l.Subject), ID: id, To: l.To, Subject: l.Subject, Sent: r.Say.When(l.Sent), Text: strings.TrimSpace(l.Text)}
		page.Back = &view.Link{Text: r.T("mailbox"), Href: "/mailbox"}
		for _, found := range ownLink.FindAllStringSubmatch(l.Text, -1) {
			page.Links = append(page.Links, found[1])
		}
		return r.Show(page)
	}
	return marketplace.Errorf(marketplace.NotFound, "error.not_found")
}
