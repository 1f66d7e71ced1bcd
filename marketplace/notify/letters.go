package notify

import (
	"context"
	"maps"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
)

// Letters words and sends the messages that accounts ask for.
type Letters struct {
	accounts *account.Service
	sender   Sender
	bundle   *i18n.Bundle
	origin   string
}

// NewLetters makes the sender of letters; origin is where the pages are reached, such as "https://sovite.fi".
func NewLetters(accounts *account.Service, sender Sender, bundle *i18n.Bundle, origin string) *Letters {
	return &Letters{accounts: accounts, sender: sender, bundle: bundle, origin: strings.TrimRight(origin, "/")}
}

// The paths of the pages to which links lead; the token follows after a slash.
const (
	JoinPath  = "/join"  // invitation and sign-up
	ResetPath = "/reset" // new password
	EntryPath = "/signin"
)

// Send sends the message that a fact of account.LetterFacts asks for, if it still stands.
func (l *Letters) Send(ctx context.Context, f marketplace.Fact) error {
	letter, ok, err := l.accounts.Letter(ctx, f)
	if err != nil || !ok {
		return err
	}
	return l.sender.Send(ctx, word(l.bundle.In(i18n.ParseVoice(letter.Lang)), letter, l.origin, f.ID))
}

// word makes the message of a letter: the texts are "mail.<kind>.subject" and "mail.<kind>.text".
func word(lang i18n.Lang, letter account.Letter, origin string, id marketplace.ID) Message {
	args := map[string]string{"link": origin + address(letter), "origin": origin}
	maps.Copy(args, letter.Args)
	key := "mail." + letter.Kind
	return Message{
		ID: id, Kind: letter.Kind, To: letter.To, Lang: lang.Code(),
		Subject: lang.Render(key+".subject", args), Text: lang.Render(key+".text", args),
	}
}

func address(letter account.Letter) string {
	switch letter.Kind {
	case "reset":
		return ResetPath + "/" + letter.Token
	case "known":
		return EntryPath
	}
	return JoinPath + "/" + letter.Token
}
