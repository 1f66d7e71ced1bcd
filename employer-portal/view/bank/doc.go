// Package bank is what the page shows on which a file of the bank is brought in.
//
// Upload is the form of the file. Its texts are in the language of the page already.
//
// It must not read anything from a service, nor decide what is shown.
//
// Read next: marketplace/payment/bank for what is done with the file, employer-portal/payments for who fills this in.
package bank

import "sovite.fi/sovite/employer-portal/view"

// Upload is the form in which a file of the bank is brought in.
type Upload struct {
	view.Base
	Heading, Lead  string
	Action, Submit string
	Field          view.Field
	Accounts       view.PlacedPart // whose statements are taken in
	Demo           *view.Link      // a file to try with; nil outside demo mode
}

// Template implements Page.
func (*Upload) Template() string { return "bank_upload" }
