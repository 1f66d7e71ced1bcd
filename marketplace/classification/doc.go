// Package classification keeps the release of ESCO that an installation uses in place of the embedded part.
//
// A Release names a release and the pieces that its table is cut into. A piece is named by the digest of what it holds, so
// pieces that are equal are kept once and writing them may be stopped and begun again. The one document "active" says
// which release counts: it is written last, in one write, so that a release is used whole or not at all.
//
// It must not read files (cmd/sovite does, with matching/esco/official) and must not choose anything for anybody. A
// running server keeps the release that it began with.
//
// Read next: classification.go; matching/esco for the table itself.
package classification
