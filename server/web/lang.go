package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace/i18n"
)

// LangCookie keeps the language that a person chose on a page.
const LangCookie = "lang"

// Language chooses the language of the answer and puts it into the context: the query ?lang, then the cookie "lang",
// then the signed-in person's own, then Accept-Language. For programs it is Accept-Language, then the person's own. It
// runs after authentication.
func Language(bundle *i18n.Bundle) fiber.Handler {
	return func(c *fiber.Ctx) error {
		lang := string(choose(c))
		c.SetUserContext(WithLang(c.UserContext(), lang))
		c.Set(fiber.HeaderContentLanguage, lang)
		c.Vary(fiber.HeaderAcceptLanguage)
		return c.Next()
	}
}

// Lang is the bundle in the language of the request, also before Language has run.
func Lang(bundle *i18n.Bundle, c *fiber.Ctx) i18n.Lang {
	if lang, ok := c.UserContext().Value(langKey).(string); ok && lang != "" {
		return bundle.In(i18n.Voice(lang))
	}
	return bundle.In(choose(c))
}

func choose(c *fiber.Ctx) i18n.Voice {
	accept, own := c.Get(fiber.HeaderAcceptLanguage), ActorFrom(c.UserContext()).Lang
	wishes := []string{c.Query("lang"), c.Cookies(LangCookie), own, accept}
	if isAPI(c.Path()) {
		wishes = []string{accept, own}
	}
	for _, wish := range wishes {
		if voice, ok := spoken(wish); ok {
			return voice
		}
	}
	return i18n.Fi
}

// spoken says whether any language of a tag or a header is one of ours, and which.
func spoken(wish string) (i18n.Voice, bool) {
	for part := range strings.SplitSeq(strings.ToLower(wish), ",") {
		part = strings.TrimSpace(part)
		for _, voice := range i18n.Languages() {
			if rest, ok := strings.CutPrefix(part, string(voice)); ok && (rest == "" || rest[0] == '-' || rest[0] == ';') {
				return voice, true
			}
		}
	}
	return "", false
}
