// Package esco is the list of occupations and skills that goals, profiles and tasks are tied to, with their names in
// Finnish, Swedish and English.
//
// A Concept is an Occupation or a Skill: it has an ESCO id ("occupation/…", "skill/…") and labels by language. An
// occupation has an ISCO-08 unit group of four digits and the skills that are essential to it. A Table is one release of
// ESCO: the embedded part (Load), or what was imported (Read; esco/official reads the files that ESCO publishes). What
// a release dropped stays known as retired: it has a name and is not suggested any more.
//
// It must not decide anything: matching compares ids and codes, and never looks at this list. Source: ESCO v1.1.1, ©
// European Union, published by the European Commission and reused under Decision 2011/833/EU with attribution; the
// labels are unchanged. The embedded part has all 3,007 occupations; of the skills the 7,966 that are transversal, or
// essential or optional to an occupation of ISCO-08 major groups 4, 5, 7, 8 or 9; all other columns were left out.
//
// Read next: esco.go, suggest.go for typing, builder.go and text.go for how a table is made and kept;
// matching/points.go for how close a task is to a goal.
package esco
