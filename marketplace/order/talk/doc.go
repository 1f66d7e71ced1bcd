// Package talk is what a buyer and an organiser write to each other about an order (viestit).
//
// A Message belongs to one order and is read by everybody who reads that order on either side; a Thread says so on top. What
// is written stays: an order's agreements rest on it, so nobody changes or removes a message afterwards.
//
// It must not change what is agreed, which takes another version of the order, and is no place for anybody's health or the
// names of participants; the pages say so beside the field.
//
// Read next: talk.go for the values and verbs, marketplace/order for who reads an order.
package talk
