// Package outcome counts what came of the coaching by written definitions: who was referred and accepted, who began, who got
// to work, who is at work three, six and twelve months later, for how many hours and what pay, how soon and how often
// employers were met, how many clients a coach has, and what became of the jobs for which the matcher had given a forecast.
//
// A Case is what the definitions need to know of one client, as plain values; whoever keeps referrals, contacts and jobs
// hands them in. A Metric is one definition, a Part one number of it, and an Item what is counted: the number is the length
// of its list of items. The fidelity check (laatukriteerit) lists what a good service does: what can be counted is counted,
// the rest is what people of the provider think, with who and when.
//
// It must not show a coach other coaches' clients, and must not show the owner of a provider, or anybody a report goes to,
// a group under ten people, or numbers from which one could be worked out (conceal.go). What nobody wrote down is counted as
// not known, never as zero. The printed criteria of the fidelity scale belong to their authors; here are names in our own
// words.
//
// Read next: value.go for what is known of a client, metric.go, count.go and forecast.go for the definitions, conceal.go for what is
// hidden, service.go for who may ask, report.go for the table for funders.
package outcome
