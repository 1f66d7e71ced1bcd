package discovery

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

// Log is what a ranking considered and decided, in numbers, ids and keys of closed lists: never a text of anybody's.
type Log struct {
	Considered []Considered     `json:"considered"` // every task, in the order of the ranking
	Shown      []Shown          `json:"shown"`      // in the order in which they were shown
	Limits     []Limit          `json:"limits,omitempty"`
	Failed     []marketplace.ID `json:"failed,omitempty"` // tasks that could not be explained
}

// Considered is one task that was judged.
type Considered struct {
	Task   marketplace.ID `json:"task"`
	State  string         `json:"state"` // digest of the task as matching saw it: its version
	Group  string         `json:"group"`
	Score  float64        `json:"score"`            // 0 to 100; of what is left out, the score without the texts
	Broken []string       `json:"broken,omitempty"` // hard limits broken
}

// Shown is one task that was shown with its reasons.
type Shown struct {
	Task    marketplace.ID  `json:"task"`
	Group   string          `json:"group"`
	Score   float64         `json:"score"`
	Low     float64         `json:"low"`
	High    float64         `json:"high"`
	Parts   []matching.Part `json:"parts"`
	Verdict string          `json:"verdict"` // digest of the whole verdict with every reason
}

// log writes down what was decided.
func (d decided) log() (Log, error) {
	out := Log{Considered: make([]Considered, 0, len(d.order)), Shown: []Shown{}, Limits: d.Limits}
	for _, j := range d.order {
		out.Considered = append(out.Considered, Considered{j.id, j.state, j.group.String(), j.score, j.broken.Keys()})
	}
	for _, t := range d.NotEvaluated {
		out.Failed = append(out.Failed, t.ID)
	}
	for _, g := range d.Groups {
		for _, m := range g.Items {
			v := m.Verdict
			digest, _, err := encoded(v)
			if err != nil {
				return out, err
			}
			out.Shown = append(out.Shown, Shown{m.Task.ID, g.Key, v.Score, v.Low, v.High, v.Parts, digest})
		}
	}
	return out, nil
}

// piece is a part of a packed log: a store takes no document of any size. Org and client say whose it is.
type piece struct {
	Org    marketplace.ID `json:"org"`
	Client marketplace.ID `json:"client"`
	Data   []byte         `json:"data"`
}

// pieceSize is the most of a packed log in one document, in bytes.
const pieceSize = 1 << 20

func pieceID(ranking marketplace.ID, number int) marketplace.ID {
	return marketplace.ID(fmt.Sprintf("%s.%04d", ranking, number))
}

// pack makes a log small: 10,000 tasks take about half a megabyte.
func pack(text string) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := io.WriteString(w, text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// maxLog is the most that a log unpacks to, in bytes: more is no log of ours.
const maxLog = 256 << 20

// unpack is the text of a packed log; false if it is none.
func unpack(data []byte) (string, bool) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return "", false
	}
	raw, err := io.ReadAll(io.LimitReader(r, maxLog))
	return string(raw), err == nil
}

// saveLog writes the pieces of a log. The ranking's id stands for its content, so a piece that is there is the same.
func (s *Service) saveLog(ctx context.Context, r Ranking, packed []byte) error {
	for n := range r.Pieces {
		data := packed[n*pieceSize : min(len(packed), (n+1)*pieceSize)]
		_, err := s.pieces.Insert(ctx, pieceID(r.ID, n), piece{r.Org, r.Client, data})
		if err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
			return err
		}
	}
	return nil
}

// loadLog reads the log of a ranking; false if it is missing or not the one that was written.
func (s *Service) loadLog(ctx context.Context, r Ranking) (Log, bool, error) {
	var packed []byte
	for n := range r.Pieces {
		if n > maxLog/pieceSize {
			return Log{}, false, nil
		}
		e, err := s.pieces.Get(ctx, pieceID(r.ID, n))
		if marketplace.IsKind(err, marketplace.NotFound) {
			return Log{}, false, nil
		}
		if err != nil {
			return Log{}, false, err
		}
		packed = append(packed, e.Value.Data...)
	}
	var out Log
	text, ok := unpack(packed)
	ok = ok && sound(r.Log, text, &out)
	return out, ok, nil
}
