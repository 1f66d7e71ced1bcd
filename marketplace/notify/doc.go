// Package notify tells people what happened, by messages that leave the program.
//
// A Sender takes a Message and brings it on its way; folder is the embedded one, which writes messages to files. Letters
// words the messages that accounts ask for: invitations, sign-ups and new passwords.
//
// It must not decide who is told what (the fact and the slice that owns it do), and must not keep a secret: the link of
// a letter is made while the letter is worded and stands nowhere else.
//
// Read next: sender.go for the port, letters.go for one whole way from a fact to a message, folder for the default.
package notify
