// Command testserver is a server that speaks MongoDB's protocol over SQLite, for the tests of the MongoDB adapter on
// machines without MongoDB. It is FerretDB, embedded.
//
// A folder holds its data; the address it listens at is its own choice on the loopback interface, printed as a
// connection string on the first line of its output. It ends when its input ends, so that it never outlives its test.
//
// It must not be used for anything but tests, and nothing imports it: it is a module of its own, so that none of its
// dependencies reach the product. Its updates are not atomic across connections; tests give it one.
//
// Read next: the adapter's store_test.go, which builds and starts it.
package main
