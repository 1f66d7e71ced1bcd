// Package portal is the pages: what employers, coaches and organisers see in their browsers, in Finnish, Swedish and
// English. Every action is a plain form post that answers with a redirect, so that everything works without scripts.
//
// A Way is one page or one form. The Portal is all ways together, mounted after the JSON interface; who asks is found
// out by cookies, and every form carries a token.
//
// It must not decide anything about the business, show an employer anything about a client, or write text for people:
// text stands in the catalogues.
//
// Read next: portal.go, then people, coach and employer for the pages, visit for what they share, and form, present,
// view and static for the way from typed text to HTML.
package portal
