// Package check gathers what is wrong with the fields of a form or a document, and brings texts and lists into the one
// form in which they are stored.
//
// Fields collects marketplace.FieldError values: each names the path of the field as the caller wrote it and says how
// to mend it. A key is an entry of a closed list of the shared scale, such as the hazard "dust".
//
// It must not know any noun of the business and must not change what it checks; Text, Lines and Keys return new values.
//
// Read next: fields.go, then profile and task, which are checked with it.
package check
