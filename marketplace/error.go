package marketplace

import (
	"errors"
	"fmt"
)

// Kind is what went wrong, in the one closed list that every package uses. server/web maps each kind to one HTTP
// status, and back.
type Kind int

// The kinds of error. New ones go at the end.
const (
	Internal        Kind = iota // our fault; the text says nothing but an id to quote
	Invalid                     // the input breaks a rule; Fields say where and how to mend it
	NotFound                    // no such record, or none that this actor may know of
	Forbidden                   // the actor may know of it but not do this
	Unauthenticated             // nobody is signed in, or the token is no longer good
	Conflict                    // it exists already, or the state does not allow it
	Stale                       // somebody else saved in between; load again
	TooLarge                    // the body, file or list is larger than allowed
	TooMany                     // too many requests; try later
	Unavailable                 // a part we depend on does not answer; try later
)

// String is the stable name of the kind, used in problem types and logs.
func (k Kind) String() string {
	names := [...]string{"internal", "invalid", "not-found", "forbidden", "unauthenticated", "conflict", "stale", "too-large", "too-many", "unavailable"}
	if k < 0 || int(k) >= len(names) {
		return "internal"
	}
	return names[k]
}

// FieldError says what is wrong with one field, and how to mend it. Field is a path as the caller wrote it, such as
// "demands[2].level" or "row 14, hours_min". Key and Args make the text in the caller's language.
type FieldError struct {
	Field string            `json:"field"`
	Key   string            `json:"key"`
	Args  map[string]string `json:"args,omitempty"`
}

// Error is the only error that leaves a service. Key and Args make the safe text (a message of i18n); the cause is
// private: it is logged, never shown.
type Error struct {
	Kind   Kind
	Key    string
	Args   map[string]string
	Fields []FieldError
	cause  error
}

// Errorf makes an error of a kind. The arguments are pairs of name and value for the message. A last argument that is
// an error becomes the private cause.
func Errorf(kind Kind, key string, args ...any) *Error {
	e := &Error{Kind: kind, Key: key}
	if n := len(args); n%2 == 1 {
		if cause, ok := args[n-1].(error); ok {
			e.cause = cause
			args = args[:n-1]
		}
	}
	if len(args) > 1 {
		e.Args = pairs(args)
	}
	return e
}

// InvalidFields makes an Invalid error from field errors, or nil when there are none.
func InvalidFields(fields []FieldError) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Key: "error.invalid", Fields: fields}
}

// Field makes one FieldError; args are pairs of name and value for the message.
func Field(path, key string, args ...any) FieldError {
	return FieldError{Field: path, Key: key, Args: pairs(args)}
}

func pairs(args []any) map[string]string {
	if len(args) < 2 {
		return nil
	}
	m := make(map[string]string, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	return m
}

// Error is the text for logs; it includes the private cause.
func (e *Error) Error() string {
	s := e.Kind.String() + ": " + e.Key
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s: %s %v]", f.Field, f.Key, f.Args)
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// Unwrap gives the private cause.
func (e *Error) Unwrap() error { return e.cause }

// KindOf finds the kind of any error; what is not ours is Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// IsKind says whether the error is of the kind. A nil error is of no kind.
func IsKind(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// AsError gives any error as one of ours; what is not ours becomes Internal with the error as its private cause.
func AsError(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Kind: Internal, Key: "error.internal", cause: err}
}
