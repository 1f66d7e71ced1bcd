// Package money is what the business counts in: amounts, worked time and prices, with the only rounding of the product.
// Everything is whole numbers; no amount is ever a floating-point number.
//
// Cents is an amount, which may be negative. Quarters is worked time in quarter-hours (vartti), the billing grain, so that
// every quantity is exact with two decimals of an hour; Area is hundredths of a square metre; pieces are whole. Rate is a
// price for one of them in ten-thousandths of a euro, because a price may have more decimals than an amount. What does not
// fit into 64 bits is an error, never a wrong number.
//
// It must not know value added tax, invoices or who pays whom, and does no I/O. A price meets a quantity once, for the
// whole line, and is rounded there, half away from zero; what is added up afterwards is exact. Nobody rounds elsewhere.
//
// Read next: money.go and quantity.go for the arithmetic, text.go for reading and writing; marketplace/i18n for amounts within sentences.
package money
