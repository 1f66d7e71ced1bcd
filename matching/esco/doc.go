// Package esco is the list of occupations that goals and tasks are tied to: 3,007 occupations with their names in
// Finnish, Swedish and English.
//
// An Occupation has an ESCO id ("occupation/…"), an ISCO-08 unit group of four digits, and labels by language. Suggest
// finds occupations from what somebody has typed so far.
//
// It must not decide anything: matching compares ids and codes, and never looks at this list. Source: ESCO v1.1.1, ©
// European Union, published by the European Commission and reused under Decision 2011/833/EU with attribution; the
// labels are unchanged, all other columns were left out.
//
// Read next: esco.go; matching/points.go for how close two occupations are.
package esco
