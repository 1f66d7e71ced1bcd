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
//   - carving (työn muotoilu): taking everyday tasks out of the staff's week and gathering them into jobs others can do.
//   - duty (arkityö): one everyday task in somebody's week. Job (räätälöity työ): what duties are gathered into.
//   - route (reitti): how a job could be done: hired, as a gig, with a wage subsidy, as a work trial, by a crew.
//   - profile (ammatillinen profiili): what a client wants, can do and needs at work. Never a diagnosis.
//   - own rating (itsearvio): what a client says of their own abilities, beside the profile; matching does not go by it.
//   - starter (alkukartoitus): twelve questions that begin a profile, answered together or by the client alone.
//   - evidence (havainto): what somebody said, saw at work or tried about one ability or need; never changes it by itself.
//   - confirmed together (vahvistettu yhdessä): coach and client went through the profile on a day, and who was there.
//   - demand (vaatimus): how much of one dimension of the scale a task asks for, 0 to 5.
//   - ability (työkyky): how much of the same dimension a person has; "not asked" is a value of its own.
//   - limit, need, wish (ehdoton raja, tarve, toive): must not; only with support; would like. Three different things.
//   - adaptation (mukautus): a change in the work, the tools or the guidance that makes a demand smaller.
//   - verdict (arvio): fits now, fits if, missing information, or left out; always with its reasons.
//   - rule (sääntö): what the law or a method asks for, as dated data with its source and how sure it is.
//   - aid (tuki): public money that may pay for a change, such as työolosuhteiden järjestelytuki.
//   - choice (valinta): what the coach does with a match: keeps it to talk about, puts it aside and says why, or opens it again.
//   - saved search (tallennettu haku, hakuvahti): a query that a person is told about once a day while it finds something new.
//   - shortlist (yhteinen lista): tasks that the coaches of one organisation keep together; of no client.
//   - introduction (esittely): a client put forward to an employer for a task, with who has to act next and by which day.
//   - notice (ilmoitus): one thing that somebody is told; a day's notices go out in one letter.
//   - measurement (mittaus): one instrument asked of one client on one day, such as the work ability score (työkykypisteet).
//   - goal (tavoite): what a client wants to reach, in the client's own words, with what each of five levels looks like.
//   - forecast (ennuste): the group of the verdict on the day a client was put forward; set against what happened it judges the
//     matcher, never the client.
//   - outcome (tulos): what came of the coaching, counted by a written definition (määritelmä).
//   - job start (työhön pääsy): the first paid job in which at least four hours of work were done.
//   - fidelity check (laadun itsearviointi): how far a service does what the quality criteria (laatukriteerit) ask.
//   - course (työhönvalmennus): the coaching process of one client, from the referral (lähete) over five phases (vaihe) and
//     the cooperation agreement (yhteistyösopimus) to the final report (loppuraportti).
//   - criterion (ehto): what a phase asks for at its beginning or its end; who goes on without one says why.
//   - next step (seuraava askel): what is done next in an open course, with a day and an owner.
//   - meeting (työnantajatapaaminen): a contact with an employer for a client; note (merkintä): a line on what was done.
//   - network (asiakkaan verkosto): the people beside a client. Supporter (verkoston jäsen): one of them; sees only the parts
//     (osat) that the client said yes to, each by a consent of its own.
//   - work form (työn muoto): the legal route, such as employment, wage subsidy (palkkatuki) or work trial (työkokeilu).
//   - price book (hinnasto): what an organiser sells, by unit (yksikkö), with dated prices; full cost (täysi kustannus): what one
//     unit costs to do, without public support; margin (kate): what is aimed at above it.
//   - crew (ryhmä): a supervised group of an organiser; its capacity (kapasiteetti) is participants and supervisors by the
//     quarter-hour. Crew hours are participants × time, supervisor hours supervisors × time.
//   - booking (varaus): crew hours promised to a buyer: held (pidetty) for a quote until a moment, or sold (myyty).
//   - contractor's liability (tilaajavastuu): the check that a customer makes of a supplier before a contract; pack (selvitykset):
//     the supplier's papers for it; chain (ketju): contracts of the same two that count together.
//   - route gate (työn muodon portti): what an order is held against before it is confirmed; displacement (korvaaminen): paid work
//     that would be done by people who are not paid for it.
//   - request (tarjouspyyntö): what a buyer asks organisers for; quote (tarjous): what one of them offers, in versions (versio).
//     Award (valinta): the buyer's choice of one version. Limit (hyväksymisraja): up to which total somebody accepts alone.
//   - feed (kalenterisyöte): a secret link through which somebody's calendar reads their shifts and the days of their orders.
//   - order (tilaus): the work that was bought, with what both sides tell (osuus) before it is confirmed (vahvistettu).
//   - framework agreement (puitesopimus, ramavtal): what both agree on once for many orders; call-off (kotiinkutsu, avrop): an
//     order's request and quote on its prices; ceiling (enimmäisarvo): what all call-offs come to at most; notice (irtisanominen).
//   - member (ryhmäläinen): a person who takes part in an organiser's crews. Roster (työvuorolista): who works which shift
//     (työvuoro) of a week. Seat (paikka): one member in one shift. Induction (perehdytys): being shown the place of the work.
//   - attendance sheet (läsnäololista): who was there in a shift; signed (kuitattu) by the supervisor. Absence (poissaolo) is
//     one of three neutral classes, never a reason in words.
//   - timesheet (tuntilista): the hours and quantities of an order in one week, approved line by line before they are billed.
//   - reference number (viitenumero), RF reference (RF-viite): what a buyer pays with, so that the invoice is found.
//   - receivable (saatava): what is open of an invoice. Payment (suoritus): a movement of an account, as the bank reports it.
//   - settlement (kohdistus): what became of a payment: applied to invoices, parked (selvitettävä), kept as an advance
//     (ennakko), to be returned (palautettava), outside (ulkopuolinen), or undone by the bank (peruttu).
//   - chart (tilikartta): which account serves which use. Entry (vienti, tosite): balanced lines of debit and credit.
//   - invoice (lasku): what a buyer is asked to pay, by EN 16931. Credit note (hyvityslasku): gives back an invoice or parts of it.
//     Allowance (alennus) and charge (lisämaksu): what lowers or raises a line or the whole. Reverse charge (käännetty
//     verovelvollisuus): the buyer is liable for the tax. E-invoice address (verkkolaskuosoite): an OVT id and its operator.
//   - delivery (laskun toimitus): how an issued invoice comes to its buyer, with the bytes of it that never change.
//   - looking as somebody (toisen silmin katsominen): an administrator sees the pages of a person, view only, with a reason they read.
//   - fact (tapahtuma): something that happened, written once, hash-chained, never changed.
//
// The kernel must not know any noun of the business and must not do I/O. Two threads run through the packages below it,
// each importing only backwards: account → consent → profile, task → carving → introduction → placement → coaching → network
// (the person thread), and account → rule → liability → capacity → price → request → quote → order → frame → roster →
// attendance → timesheet → invoice → payment → journal (the money thread).
//
// Read next: marketplace/store for how documents are kept, marketplace/task for one whole slice, server/routes.go for
// every way in, cmd/sovite/wire.go for every choice of technology.
package marketplace
