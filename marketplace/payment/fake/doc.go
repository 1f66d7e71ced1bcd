// Package fake is a payment provider in process, for the demo and for tests: no money moves (maksunvälittäjän kokeiluversio).
//
// It holds Accounts, Sessions with their payment, refunds and disputes, and Payouts, in the store, so that they survive a restart
// as the demo's data do. What happens is an Event in the document that changed; Deliver signs it as a real provider does and sends
// it to the product's own address for messages, again and again until it is taken. A person drives it through the Stage.
//
// It must not be chosen in production, know anything of the product but what goes through the port, or be believed without its
// signature: what it sends is checked as if it came from outside.
//
// Read next: fake.go, then session.go for what can happen to a payment, and deliver.go; marketplace/payment/provider for the port.
package fake
