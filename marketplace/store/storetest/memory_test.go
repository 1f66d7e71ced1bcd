package storetest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

func TestFaultyCrashesAtTheChosenWriteAndStaysDown(t *testing.T) {
	for _, moment := range []Moment{BeforeWrite, AfterWrite} {
		inner := Memory(t, store.Schema{Collection: "things"})
		f := Faulty(inner, 2, moment)
		if err := f.Insert(t.Context(), "things", "a", []byte(`{}`), nil); err != nil {
			t.Fatalf("the first write: %v", err)
		}
		if err := f.Insert(t.Context(), "things", "b", []byte(`{}`), nil); !marketplace.IsKind(err, marketplace.Unavailable) {
			t.Fatalf("the second write: %v, want Unavailable", err)
		}
		if _, err := f.Get(t.Context(), "things", "a"); !marketplace.IsKind(err, marketplace.Unavailable) {
			t.Fatalf("a read after the crash: %v, want Unavailable", err)
		}
		_, err := inner.Get(t.Context(), "things", "b")
		if performed := err == nil; performed != (moment == AfterWrite) {
			t.Errorf("moment %d: performed is %v", moment, performed)
		}
	}
}
