package portal

import (
	"regexp"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

func (r *request) getHelp() error {
	return r.show(&view.Help{Base: r.base(r.t("help")), Email: r.Contact})
}

func (r *request) getStatement() error {
	return r.show(&view.Statement{Base: r.base(r.t("footer.accessibility")), Email: r.Contact})
}

func (r *request) getSources() error {
	return r.show(&view.Sources{Base: r.base(r.t("footer.sources"))})
}

// letters are the messages that were sent; NotFound where they cannot be read.
func (r *request) letters() ([]Letter, error) {
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
	page := &view.Mailbox{Base: r.base(r.t("mailbox"))}
	for _, l := range list {
		page.Messages = append(page.Messages, view.Message{ID: string(l.ID), To: l.To, Subject: l.Subject, Sent: r.say.When(l.Sent)})
	}
	return r.show(page)
}

// ownLink finds addresses of this service in a message: those that lead to a page with a token.
var ownLink = regexp.MustCompile(`https?://[^\s/]+(/(?:join|reset|signin)[A-Za-z0-9./_~=-]*)`)

func (r *request) getMessage() error {
	list, err := r.letters()
	if err != nil {
		return err
	}
	id := web.Param(r.c, "id")
	for _, l := range list {
		if string(l.ID) != id {
			continue
		}
		page := &view.Message{Base: r.base(l.Subject), ID: id, To: l.To, Subject: l.Subject, Sent: r.say.When(l.Sent), Text: strings.TrimSpace(l.Text)}
		page.Back = &view.Link{Text: r.t("mailbox"), Href: "/mailbox"}
		for _, found := range ownLink.FindAllStringSubmatch(l.Text, -1) {
			page.Links = append(page.Links, found[1])
		}
		return r.show(page)
	}
	return marketplace.Errorf(marketplace.NotFound, "error.not_found")
}
