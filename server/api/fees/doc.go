// Package fees is the JSON interface to what organisers pay to the platform: the agreement, its months, and the next invoice as it
// would be now.
//
// A FeeAgreement holds dated terms and the months that were billed; a FeePreview the month to come, with what it was reckoned from.
//
// It must not decide or reckon anything: marketplace/fee does. Administrators of the platform agree; an organiser reads its own.
//
// Read next: fees.go.
package fees
