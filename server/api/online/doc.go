// Package online is the part of the JSON interface about online payments: the organiser's account at the provider, what buyers paid or
// tried to, and the page on which a buyer pays an invoice.
//
// A Payment is a checkout as one side reads it: the organiser with refunds, disputes and what waits for a person, the buyer with how
// far it is. Amounts are whole cents. Its types follow the rules of package api.
//
// It must not decide anything: marketplace/payment/online does. The address of the provider's page is for the buyer only.
//
// Read next: shapes.go for what is told, online.go for the verbs.
package online
