// Package liability serves contractor's liability: a supplier's papers, who may read them, and what a customer concludes about
// a contract with that supplier.
//
// A supplier's owners and billing reach their own pack; a customer's owners, billing and those who post tasks reach the
// suppliers that they asked. A conclusion comes with its findings, each with the rule, the section, its days and how sure it is.
//
// It must not decide anything, and must answer to a customer without the papers that the supplier has not shown.
//
// Read next: supplier.go and customer.go, server/routes.go for the ways in, marketplace/liability for the verbs and the words.
package liability
