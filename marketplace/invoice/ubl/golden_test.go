package ubl_test

import (
	"testing"

	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/marketplace/invoice/ubl"
	"sovite.fi/sovite/marketplace/printtest"
)

// Every sample is written as it was before; the files are clean for the official rules (see testdata/README.md).
func TestGolden(t *testing.T) {
	samples, err := invoicetest.Samples()
	if err != nil {
		t.Fatal(err)
	}
	if len(samples) < 40 {
		t.Fatalf("only %d samples", len(samples))
	}
	for _, s := range samples {
		t.Run(s.Name, func(t *testing.T) {
			out, err := ubl.Write(s.Doc)
			if err != nil {
				t.Fatal(err)
			}
			printtest.Same(t, "testdata/"+s.Name+".xml", string(out))
		})
	}
}
