package mongo

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/bson/primitive"
	"go.mongodb.org/mongo-driver/mongo/options"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// script is a server that calls itself the primary of a replica set and answers find with what it was given, one answer
// after the other. It speaks OP_MSG only, which the driver uses from the start when it is told a version of the API.
type script struct {
	mu      sync.Mutex
	answers []bson.D
	asked   []bson.Raw
}

const (
	headerSize = 16 // length, id of the message, id of the one answered, kind of message
	bodyAt     = headerSize + 4 + 1
	opMsg      = 2013
)

// open gives a store at the server.
func (s *script) open(t *testing.T) *Store {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go s.talk(connection)
		}
	}()
	stable := func(o *options.ClientOptions) { o.SetServerAPIOptions(options.ServerAPI(options.ServerAPIVersion1)) }
	one, err := Open(t.Context(), "mongodb://"+listener.Addr().String()+"/?directConnection=true", "test", stable)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := one.Close(); err != nil {
			t.Error(err)
		}
	})
	return one
}

func (s *script) talk(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	for {
		header := make([]byte, headerSize)
		if _, err := io.ReadFull(connection, header); err != nil {
			return
		}
		rest := make([]byte, binary.LittleEndian.Uint32(header)-headerSize)
		if _, err := io.ReadFull(connection, rest); err != nil {
			return
		}
		answer, err := bson.Marshal(s.answer(bson.Raw(rest[bodyAt-headerSize:])))
		if err != nil {
			return
		}
		message := binary.LittleEndian.AppendUint32(nil, uint32(bodyAt+len(answer))) //nolint:gosec // small
		message = append(message, header[4:8]...)
		message = append(message, header[4:8]...)
		message = binary.LittleEndian.AppendUint32(message, opMsg)
		message = append(message, 0, 0, 0, 0, 0)
		if _, err := connection.Write(append(message, answer...)); err != nil {
			return
		}
	}
}

func (s *script) answer(command bson.Raw) bson.D {
	s.mu.Lock()
	defer s.mu.Unlock()
	if elements, err := command.Elements(); err == nil && elements[0].Key() == "find" && len(s.answers) > 0 {
		s.asked = append(s.asked, command)
		next := s.answers[0]
		s.answers = s.answers[1:]
		return next
	}
	return bson.D{
		{Key: "ok", Value: 1},
		{Key: "isWritablePrimary", Value: true},
		{Key: "setName", Value: "rs"},
		{Key: "maxWireVersion", Value: 21},
		{Key: "minWireVersion", Value: 0},
		{Key: "logicalSessionTimeoutMinutes", Value: 30},
		{Key: "maxBsonObjectSize", Value: 16 << 20},
		{Key: "maxMessageSizeBytes", Value: 48_000_000},
		{Key: "maxWriteBatchSize", Value: 100_000},
	}
}

// found is an answer with one document, at a moment if there is one.
func found(collection string, moment *primitive.Timestamp) bson.D {
	document := bson.D{{Key: "_id", Value: "a"}, {Key: "rev", Value: int64(3)}, {Key: "doc", Value: bson.D{{Key: "n", Value: int64(1)}}}}
	cursor := bson.D{{Key: "id", Value: int64(0)}, {Key: "ns", Value: "test." + collection}, {Key: "firstBatch", Value: bson.A{document}}}
	if moment != nil {
		cursor = append(cursor, bson.E{Key: "atClusterTime", Value: *moment})
	}
	return bson.D{{Key: "ok", Value: 1}, {Key: "cursor", Value: cursor}}
}

func refusal(code int32) bson.D {
	return bson.D{{Key: "ok", Value: 0}, {Key: "code", Value: code}, {Key: "codeName", Value: "Refused"}, {Key: "errmsg", Value: "refused"}}
}

func collections(names ...string) (out []store.Schema) {
	for _, name := range names {
		out = append(out, store.Schema{Collection: name})
	}
	return out
}

// Every question of a dump beside writers is asked at the moment that the answer to the first one named.
func TestDumpReadsEverythingAtOneMoment(t *testing.T) {
	moment := &primitive.Timestamp{T: 1796000000, I: 7}
	server := &script{answers: []bson.D{found("others", moment), found("others", moment), found("things", moment)}}
	s := server.open(t)
	s.catalogue.Add(collections("others", "things"))
	var got []string
	err := s.Dump(t.Context(), store.WritersRun, func(w store.Whole) error {
		got = append(got, w.Collection+"/"+string(w.ID)+" "+string(w.Body))
		return nil
	})
	if err != nil || len(got) != 2 || got[0] != `others/a {"n":1}` || got[1] != `things/a {"n":1}` || len(server.asked) != 3 {
		t.Fatalf("%d questions gave %v %v", len(server.asked), got, err)
	}
	for i, command := range server.asked {
		concern := command.Lookup("readConcern").Document()
		seconds, _, named := concern.Lookup("atClusterTime").TimestampOK()
		if concern.Lookup("level").StringValue() != "snapshot" || named != (i > 0) || named && seconds != moment.T {
			t.Errorf("question %d is asked with the read concern %v", i, concern)
		}
	}
}

// What cannot be shown at one moment is refused as such: by a server that is no replica set, and when the moment is gone.
func TestDumpSaysThatThereIsNoMoment(t *testing.T) {
	moment := &primitive.Timestamp{T: 1796000000, I: 7}
	for name, answers := range map[string][]bson.D{
		"no replica set":         {refusal(123)},
		"no moment in the reply": {found("things", nil)},
		"the moment is gone":     {found("things", moment), refusal(codeSnapshotTooOld)},
		"the collection changed": {found("things", moment), refusal(codeSnapshotUnavailable)},
	} {
		t.Run(name, func(t *testing.T) {
			s := (&script{answers: answers}).open(t)
			s.catalogue.Add(collections("things"))
			err := s.Dump(t.Context(), store.WritersRun, func(store.Whole) error { return nil })
			if !errors.Is(err, store.ErrNoMoment) || !marketplace.IsKind(err, marketplace.Conflict) {
				t.Errorf("%v", err)
			}
		})
	}
}

// A dump that is stopped is no server that cannot show a moment.
func TestDumpStopsWithItsContext(t *testing.T) {
	s := (&script{}).open(t)
	s.catalogue.Add(collections("things"))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	err := s.Dump(ctx, store.WritersRun, func(store.Whole) error { return nil })
	if errors.Is(err, store.ErrNoMoment) || !marketplace.IsKind(err, marketplace.Unavailable) {
		t.Errorf("%v", err)
	}
}
