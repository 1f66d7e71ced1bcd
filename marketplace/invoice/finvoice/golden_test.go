package finvoice_test

import (
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/finvoice"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/marketplace/printtest"
)

// Every sample is written as it was before; the files are clean for the schema (see testdata/README.md).
func TestGolden(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		t.Run(s.Name, func(t *testing.T) {
			out, err := finvoice.Write(s.Doc, options(s.Doc))
			if err != nil {
				t.Fatal(err)
			}
			printtest.Same(t, "testdata/"+s.Name+".xml", string(out))
			if _, err := charmap.ISO8859_15.NewDecoder().Bytes(out); err != nil {
				t.Error(err)
			}
		})
	}
}

// options send every document through an operator.
func options(d en16931.Document) finvoice.Options {
	return finvoice.Options{Message: finvoice.Message{ID: "sovite-" + d.Number, At: marketplace.At(time.Date(2026, 12, 1, 7, 30, 0, 0, time.UTC))}}
}
