// Package folder sends messages into a folder: one text file per message, in the form of an e-mail, for demonstrations
// and tests. It is the embedded default of notify.Sender.
//
// A file is named after the id of its message; writing the same message again changes nothing. List reads them back
// for the page that shows them in demo mode.
//
// It must not be used where real people wait for their messages: nothing leaves the machine.
//
// Read next: marketplace/notify for the port.
package folder
