// Package demo holds the invented people, firms, clients and tasks of a demo installation: eighteen organisations, eleven
// clients with their profiles, one coaching process, and more than seventy adapted tasks, most of them around Tampere.
//
// Load reads the embedded files of data/. They are written to be read: working times are hours, abilities are plain
// levels 0 to 5 or "withheld", a list that is missing was not asked, an empty one was asked with the answer "none". The
// field "note" says in English what an entry is there to show; it is for readers of the files and is not stored.
//
// Nobody in here exists, and no name, business id or address may be that of a real person or firm: business ids are
// the very first numbers of the series, addresses are made up, only postal codes are real. A profile never holds a
// diagnosis. The package reads no clock and writes nothing; whoever seeds an installation decides when and where.
//
// Read next: demo.go for what is loaded, task.go and client.go for the form of the files, data/clients and data/tasks
// for the contents.
package demo
