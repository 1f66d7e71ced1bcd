package task

import "embed"

//go:embed data/template.*.csv
var templates embed.FS

// Template is a table to fill in and import: the header and two example rows, in Finnish, Swedish ("sv") or English
// ("en"), as UTF-8 with a byte order mark, so that spreadsheets show ä and ö.
func Template(lang string) []byte {
	raw, err := templates.ReadFile("data/template." + lang + ".csv")
	if err != nil {
		raw, _ = templates.ReadFile("data/template.fi.csv") // embedded; a test reads it
	}
	return raw
}
