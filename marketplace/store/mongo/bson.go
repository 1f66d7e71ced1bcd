package mongo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"go.mongodb.org/mongo-driver/bson"

	"sovite.fi/sovite/marketplace/store/grammar"
)

// toBSON turns a JSON object into a document of the same keys in the same order. Integers become 64-bit integers, other
// numbers doubles.
func toBSON(body []byte) (bson.D, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	v, err := decodeValue(d)
	if err != nil {
		return nil, err
	}
	object, ok := v.(bson.D)
	if !ok {
		return nil, errors.New("the document is not an object")
	}
	return object, nil
}

func decodeValue(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return decodeObject(d)
		}
		return decodeArray(d)
	case json.Number:
		return grammar.Number(token)
	}
	return token, nil // text, booleans and null are the same in both
}

func decodeObject(d *json.Decoder) (bson.D, error) {
	object := bson.D{}
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		key, ok := token.(string)
		if !ok || seen[key] {
			return nil, fmt.Errorf("the key %v stands twice in one object", token)
		}
		seen[key] = true
		value, err := decodeValue(d)
		if err != nil {
			return nil, err
		}
		object = append(object, bson.E{Key: escape(key), Value: value})
	}
	_, err := d.Token()
	return object, err
}

func decodeArray(d *json.Decoder) (bson.A, error) {
	array := bson.A{}
	for d.More() {
		value, err := decodeValue(d)
		if err != nil {
			return nil, err
		}
		array = append(array, value)
	}
	_, err := d.Token()
	return array, err
}

// escape writes a key so that every tool and server can address it: ".", "$", "%" and the zero character become "%2E",
// "%24", "%25" and "%00"; the empty key becomes "%", and "_id", which some servers move to the front, "%5Fid".
func escape(key string) string {
	switch key {
	case "":
		return "%"
	case "_id":
		return "%5Fid"
	}
	if !strings.ContainsAny(key, ".$%\x00") {
		return key
	}
	return strings.NewReplacer("%", "%25", ".", "%2E", "$", "%24", "\x00", "%00").Replace(key)
}

func unescape(key string) string {
	if key == "%" {
		return ""
	}
	if !strings.Contains(key, "%") {
		return key
	}
	return strings.NewReplacer("%25", "%", "%2E", ".", "%24", "$", "%00", "\x00", "%5F", "_").Replace(key)
}

// toJSON is the way back from toBSON.
func toJSON(document bson.Raw) ([]byte, error) {
	var out bytes.Buffer
	if err := writeObject(&out, document); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func writeObject(out *bytes.Buffer, document bson.Raw) error {
	elements, err := document.Elements()
	if err != nil {
		return err
	}
	out.WriteByte('{')
	for i, e := range elements {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := writeText(out, unescape(e.Key())); err != nil {
			return err
		}
		out.WriteByte(':')
		if err := writeValue(out, e.Value()); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

func writeArray(out *bytes.Buffer, array bson.Raw) error {
	values, err := array.Values()
	if err != nil {
		return err
	}
	out.WriteByte('[')
	for i, v := range values {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := writeValue(out, v); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	return nil
}

func writeValue(out *bytes.Buffer, v bson.RawValue) error {
	switch v.Type {
	case bson.TypeEmbeddedDocument:
		return writeObject(out, v.Document())
	case bson.TypeArray:
		return writeArray(out, v.Array())
	case bson.TypeString:
		return writeText(out, v.StringValue())
	case bson.TypeInt64, bson.TypeInt32:
		out.WriteString(strconv.FormatInt(v.AsInt64(), 10))
	case bson.TypeBoolean:
		out.WriteString(strconv.FormatBool(v.Boolean()))
	case bson.TypeNull:
		out.WriteString("null")
	case bson.TypeDouble:
		text, err := json.Marshal(v.Double())
		out.Write(text)
		return err
	default:
		return fmt.Errorf("a value of the type %s, which this program does not write", v.Type)
	}
	return nil
}

func writeText(out *bytes.Buffer, s string) error {
	text, err := json.Marshal(s)
	out.Write(text)
	return err
}
