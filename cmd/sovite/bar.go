package main

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
)

// bar shows how far long work has come, on a terminal only: a log file stays free of it.
type bar struct {
	show *progressbar.ProgressBar
	out  io.Writer
	what string
}

func newBar(out io.Writer, what string) *bar {
	if f, ok := out.(*os.File); !ok || !terminal(f) {
		out = io.Discard
	}
	return &bar{out: out, what: what}
}

func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// of tells how many are done; total below 1 means that nobody knows how many there are.
func (b *bar) of(done, total int) {
	if total < 1 {
		total = -1
	}
	if b.show == nil {
		b.show = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(b.what),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(true))
	}
	b.show.ChangeMax(total)
	_ = b.show.Set(done) // a bar that cannot be drawn must not stop the work
}

func (b *bar) finish() {
	if b.show != nil {
		_ = b.show.Finish()
	}
}

// barsOn makes bars for commands that know only what a bar does.
func barsOn(out io.Writer) func(what string) (func(done, total int), func()) {
	return func(what string) (func(done, total int), func()) {
		b := newBar(out, what)
		return b.of, b.finish
	}
}
