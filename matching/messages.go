package matching

import (
	"strconv"
	"strings"
)

// Message is the key of the reason in the message catalogues and its arguments.
func (r Reason) Message() (key string, args map[string]string) {
	return "match.reason." + r.Code, r.Args
}

// Message is the key of the breach in the message catalogues and its arguments: values, needs, has.
func (b Breach) Message() (key string, args map[string]string) {
	key = b.Limit
	if b.Limit == "hours" {
		key = "hours_less"
		if b.Needs > b.Has {
			key = "hours_more"
		}
	}
	return "match.breach." + key, map[string]string{
		"values": strings.Join(b.Values, ","), "needs": strconv.Itoa(b.Needs), "has": strconv.Itoa(b.Has),
	}
}

// Message is the key of the question in the message catalogues and its arguments.
func (q Question) Message() (key string, args map[string]string) {
	if q.Dimension != "" {
		return "match.question." + q.Of + ".ability", map[string]string{"dimension": string(q.Dimension)}
	}
	return "match.question." + q.Of + "." + q.Subject, nil
}

// Message is the key of the change in the message catalogues and its arguments: adaptation, dimensions. The
// key says who still has to move: offer (the employer), use (the person), agree (both), or ease_demand.
func (c Change) Message() (key string, args map[string]string) {
	switch {
	case c.Adaptation == EaseDemand:
		key = EaseDemand
	case c.Usable:
		key = "offer"
	case c.Offered:
		key = "use"
	default:
		key = "agree"
	}
	return "match.change." + key, map[string]string{
		"adaptation": c.Adaptation, "dimensions": joinDimensions(c.Closes),
	}
}

func joinDimensions(dimensions []Dimension) string {
	keys := make([]string, len(dimensions))
	for i, d := range dimensions {
		keys[i] = string(d)
	}
	return strings.Join(keys, ",")
}
