// Package official reads a release of ESCO from the files that the European Commission publishes: the download
// "classification" as CSV, in Finnish, Swedish and English.
//
// A Set is the seven files of a release: occupations and skills in three languages, and which skill is essential to which
// occupation. Columns are found by the names that ESCO gives them (versions 1.1 and 1.2); others are passed over.
//
// It must not write anything, and must not guess: a file that is cut short, of another release or saved anew by a
// spreadsheet is refused, with the file, the line, the column and what to do. No other form of ESCO is read.
//
// Read next: set.go for finding the files, read.go for what is read; esco.Builder for the table that comes of it.
package official
