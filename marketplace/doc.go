// Package marketplace is the kernel of Sovite: the few words that every noun of the business shares, namely who acts
// (Actor), when (Clock, Instant, Date), what happened (Fact), what went wrong (Error) and how long lists are read
// (Page). It holds no business rule of its own.
//
// Glossary, English term first, then the Finnish term of the field:
//
//   - employer (työnantaja): has work to be done and posts adapted tasks.
//   - coach (työhönvalmentaja): has about twenty clients and finds the work that fits each of them.
//   - organiser (järjestäjä): sells supervised crew hours and keeps the direction of work (työnjohto).
//   - client (asiakas): the person everything is about; buys nothing, says yes or no.
//   - task (tehtävä): a piece of work an employer has carved out, with its demands; what other sites call a job.
//   - profile (ammatillinen profiili): what a client wants, can do and needs at work. Never a diagnosis.
//   - demand (vaatimus): how much of one dimension of the scale a task asks for, 0 to 5.
//   - ability (työkyky): how much of the same dimension a person has; "not asked" is a value of its own.
//   - limit, need, wish (ehdoton raja, tarve, toive): must not; only with support; would like. Three different things.
//   - adaptation (mukautus): a change in the work, the tools or the guidance that makes a demand smaller.
//   - verdict (arvio): fits now, fits if, missing information, or left out; always with its reasons.
//   - work form (työn muoto): the legal route, such as employment, wage subsidy (palkkatuki) or work trial (työkokeilu).
//   - fact (tapahtuma): something that happened, written once, hash-chained, never changed.
//
// The kernel must not know any noun of the business and must not do I/O. Two threads run through the packages below it,
// each importing only backwards: account → consent → profile, task → placement (the person thread), and account →
// rule → capacity → order → roster → attendance → invoice → payment → journal (the money thread).
//
// Read next: marketplace/store for how documents are kept, marketplace/task for one whole slice, server/routes.go for
// every way in, cmd/sovite/wire.go for every choice of technology.
package marketplace
