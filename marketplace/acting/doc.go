// Package acting lets an administrator look at Sovite as somebody else sees it (toisen silmin katsominen), with a reason.
//
// A Visit is one time of that: it belongs to the administrator's session, lasts thirty minutes at most, and holds the reason,
// which the person reads. A Look is a page that was seen in it. An Ending says how a visit ended.
//
// It must not let anybody do anything: while somebody acts as another, Guarded refuses every write but that something was read,
// and the pages refuse every form. It never begins for another administrator, for oneself, or for a closed account.
//
// Read next: visit.go for the decisions, service.go for the verbs, guard.go for what may still be written.
package acting
