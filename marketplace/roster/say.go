package roster

import (
	"cmp"
	"fmt"
	"maps"

	"sovite.fi/sovite/marketplace"
)

// Sentence is the message that says a fault in words: who is named in it is named by names, and a shift by its day and times.
// What is from the law names its rule and section, too.
func (f Fault) Sentence(names map[marketplace.ID]string) (key string, args map[string]string) {
	args = maps.Clone(f.Args)
	for _, arg := range []string{"member", "other"} {
		if id, there := args[arg]; there {
			args[arg] = cmp.Or(names[marketplace.ID(id)], "?")
		}
	}
	if f.Rule != "" {
		args["rule"], args["section"] = f.Rule, f.Section
	}
	return "roster.fault." + f.Key, args
}

func textPairs(args []any) map[string]string {
	out := map[string]string{}
	for i := 0; i+1 < len(args); i += 2 {
		out[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	return out
}

// clock writes minutes from midnight as a time of the day.
func clock(minutes int) string { return fmt.Sprintf("%d.%02d", minutes/60, minutes%60) }
