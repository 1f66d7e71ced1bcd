// Package measure keeps how a client and the coach see things change: the work ability score from 0 to 10 (työkykypisteet),
// belief in managing at work (työhönpaluun pystyvyydentunne, RTW-SE), readiness to return to work (työhönpaluuvalmius), and
// how far the client's own goals were reached (tavoitteiden saavuttaminen).
//
// A Measurement is one document: one instrument asked of one client on one day. A Goal is one document too, in the
// client's own words, with what each of five levels would look like. Correcting a measurement keeps what stood there
// before. What was not asked has no measurement, and what a client did not want to say has one without a score; neither is
// ever zero.
//
// It must not hold the questions of instruments whose wording belongs to others: of those only the score and the day are
// kept. It must not tell an employer or the owner of the provider anything: only the client's own coach and the client read
// here, and each read by a coach is recorded.
//
// Read next: instrument.go for the scales, attain.go for the formula of goal attainment, add.go for the verbs, series.go
// for what pages show, outcome for what happened at work.
package measure
