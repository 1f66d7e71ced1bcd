// Package privacy carries out what people may ask for about their own data: that it is erased.
//
// An Erasure belongs to one client or one person with an account. It is asked for, thought over, decided and carried out: a client
// asks on their own pages or by the coach, the coach or an owner of the coaching provider decides after having seen what goes, what
// stays and what stands in the way; a person with an account closes it themselves. Carrying out goes step by step through the
// inventory (holding); each step says afterwards that it is done, so that a program that stops anywhere goes on there.
//
// It must not touch the audit record: a fact holds ids, dates, amounts and codes and never a name, an address or a free text, so
// that an erasure leaves the chain whole, and what is left in it names nobody. It must not touch what bookkeeping rests on. It must
// not erase while something runs: a placement, a seat in a crew, a caseload, an organisation without another owner.
//
// Read next: erasure.go for the decisions, service.go and carry.go for the verbs, holding for the inventory, extract for "what do
// you hold about me", retention for what goes by itself.
package privacy
