// Package invoicetest gives the tests of the invoice formats their documents.
//
// Samples are fixed documents with names, over every treatment and every edge that has gone wrong elsewhere: cents that round,
// a change of rate within a period, credit notes in parts, long names. Draw makes random ones that keep every rule.
//
// It must not be imported by anything but tests, and asks no clock: the days of the samples are fixed, so that files made of
// them stay the same.
//
// Read next: samples.go, then the golden files of marketplace/invoice/ubl and marketplace/invoice/finvoice, which are made of them.
package invoicetest
