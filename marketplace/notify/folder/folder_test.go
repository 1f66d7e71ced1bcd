package folder

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace/notify"
)

func TestFolder(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "messages")
	f, err := Open(path, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	first := notify.Message{ID: "1", Kind: "reset", To: "a@example.fi", Subject: "Vaihda salasana – äöå", Text: "Hei!\n\nLinkki:\nhttps://x.fi/reset/1.abc\n", Lang: "fi"}
	second := notify.Message{ID: "2", Kind: "invitation", To: "b@example.fi\r\nBcc: c@example.fi", Subject: "S", Text: "T", Lang: "sv"}
	for _, m := range []notify.Message{first, second, first} {
		if err := f.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Minute)
	}
	got, err := f.List(10)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v %v", got, err)
	}
	if diff := cmp.Diff(first, got[1].Message); diff != "" {
		t.Errorf("read back:\n%s", diff)
	}
	if got[0].ID != "2" || got[0].To != "b@example.fiBcc: c@example.fi" || got[1].Sent.String() != "2026-11-23T08:00:00.000Z" {
		t.Errorf("newest %+v, oldest sent %s", got[0], got[1].Sent)
	}
	if one, err := f.List(1); err != nil || len(one) != 1 || one[0].ID != "2" {
		t.Errorf("the newest one: %+v %v", one, err)
	}
	if err := f.Send(t.Context(), notify.Message{ID: "../escape", To: "a@example.fi"}); err == nil {
		t.Error("an id that leaves the folder was taken")
	}
	files, err := os.ReadDir(path)
	if err != nil || len(files) != 2 {
		t.Errorf("files %v %v", files, err)
	}
}
