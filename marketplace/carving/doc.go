// Package carving helps an employer carve work out of the staff's week (työn muotoilu): the everyday tasks are listed, each
// is marked as needing the staff's own expertise, or as one that somebody else could do, and those released are gathered
// into new jobs, which become drafts of tasks.
//
// A Carving is one document of an employer. A Duty (arkityö) is one everyday task in it, with its minutes a week and who
// does it now; a Job (räätälöity työ) is what duties were gathered into, and its Route is how it could be done: hired, as
// a gig, with a wage subsidy, as a work trial or by a crew. A coach helps when the employer asks, or prepares a carving
// and offers it. The Catalogue knows types of entry-level work, examples by sector and wordings without a task reason.
// When a provider is asked, its coaches are told once, each in their own letters.
//
// It must not know any client, and no coach may turn a carving into tasks: finishing is the employer's alone. A duty
// stands in at most one job, so that no minute is given away twice. Hints on wording never block.
//
// Read next: carving.go for the document, state.go for its moves, draft.go for how a job becomes a task, then the verbs:
// edit.go, help.go, finish.go.
package carving
