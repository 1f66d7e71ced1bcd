// Package fairness audits what the matcher gave to whom. It asks whether groups of people get jobs, places in lists and
// removals by hard limits alike, and says how far a difference can be chance.
//
// A Label says which value a client has of an attribute, and a group is all clients with one value. Reached means that
// a client has an eligible job with enough points, presented that the client is among the first proposed for a job.
// Others are the other shown groups of the same attribute. Exposure, Skew and NDKL measure places in lists (Geyik,
// Ambler and Kenthapadi, "Fairness-aware ranking", 2019). The placebo parts the same people by chance.
//
// It must not feed anything back: labels come from a table of their own and reach no profile, task or score. It tells no
// number of a group with fewer than MinGroup people and no total with them, so that none can be worked out within an
// attribute; a report with another attribute where everybody is shown still gives away the total, so keep it from readers
// who may not see small groups. It does no I/O beyond the reader and writer it is given.
//
// Read next: observe.go for what is collected, audit.go for the report, measures.go for each measure, labels.go for the
// table; the command "sovite audit" puts them together.
package fairness
