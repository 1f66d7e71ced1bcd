// Package smtp sends messages by a mail server (postipalvelin). It is the notify.Sender for production.
//
// An Address says which server, how it is reached and who signs in: smtp://… turns to TLS before anything is said (STARTTLS), smtps://…
// begins with it. A server that offers no TLS is refused, except on this machine. A message keeps its Message-ID however often it is
// sent, so that mailboxes can drop the second one.
//
// It must not write addresses or texts to the log: links in them open accounts. A recipient that the server refuses for good is logged by
// the message's id and counts as sent, because trying again would never help and would hold up what comes after.
//
// Read next: marketplace/notify for the port.
package smtp
