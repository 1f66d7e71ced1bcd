package columns

import (
	"slices"
	"testing"
)

// The numbers of rare words are packed in three parts; they come back as they were, in order.
func TestPack(t *testing.T) {
	want := []uint32{0, 1, mark - 1, mark, mark + 1, 1<<20 + 3, 1<<31 + 65_535, 7}
	var packed []uint16
	for _, id := range want {
		packed = pack(packed, id)
	}
	var got []uint32
	for len(packed) > 0 {
		var id uint32
		id, packed = unpack(packed)
		got = append(got, id)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
