// Package language understands Finnish, Swedish and English words well enough to find work by them: inflected words,
// compounds, and the everyday words that people use where official lists use others.
//
// A piece is a part of a word of three to five characters (Pieces), a part one of the words that a compound is made of
// (Lexicon), a synonym an official word for an everyday one (Vocabulary). A Ranker orders texts for a question;
// SearchBatch does so for two files. Occupations of one ISCO-08 group are a family, and lend each other evidence.
//
// It must not know tasks, people or engines, and must not learn from what anybody asks. Which words a text gives does not
// depend on other texts; only a Ranker weighs words by how rare they are in the texts it was given.
//
// Read next: words.go and pieces.go for what both search engines index, vocabulary.go and data/synonyms.tsv for everyday
// words, rank.go for how the evidence adds up, testdata/README.md for how its quality is measured.
package language
