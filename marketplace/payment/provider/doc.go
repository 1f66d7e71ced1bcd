// Package provider is the port to whoever takes payments by card for organisers (maksunvälittäjä).
//
// An Account is an organiser's own at the provider: the organiser is the seller, answers refunds and bears the provider's fee; the
// platform only takes its PlatformFee of each payment. A Session is one attempt of a buyer to pay one Order on the provider's own
// page. A Payment is the money that came of it, with its Refunds and Disputes. An Event says that something changed, and names the
// object to read again: it is never believed for what it says of it.
//
// It must not know invoices beyond their ids, nor decide what is owed. It holds no adapter: marketplace/payment/stripe is the one
// for production, marketplace/payment/fake the one in process; both pass the suite in providertest.
//
// Read next: provider.go for the port, values.go for what goes through it.
package provider
