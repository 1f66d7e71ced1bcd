// Package i18n turns message keys into sentences in the languages of Sovite: Finnish, Swedish and English, and plain
// Finnish (selko) for what a client reads.
//
// A catalogue is a flat JSON file per area and voice (catalogue/errors.fi.json). A message has {name} placeholders;
// {name:vocabulary} looks the argument up in a closed list (a dimension of the scale, a hazard, or with a dot one of the
// catalogue such as liability.kind), {name:minutes}, {name:hours} and {name:hour_count} write a duration, {name:euros} cents. A key with ".one" and ".other" has a singular and a plural. Bundle holds everything;
// Lang is a bundle seen in one voice.
//
// It must not decide anything and must not hold text that names a person. A missing key is shown as the key itself and
// fails the tests.
//
// Read next: bundle.go for messages, format.go for dates, durations and amounts.
package i18n
