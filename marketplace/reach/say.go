package reach

import (
	"strings"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
)

// Counts are the numbers of whole groups in words, best first; what is below the first step is not said.
func (f Figures) Counts(lang i18n.Lang) []string {
	var out []string
	for _, c := range []struct {
		key    string
		people int
	}{{"reach.now", f.Now}, {"reach.if", f.If}, {"reach.missing", f.Missing}} {
		if c.people > 0 {
			out = append(out, lang.T(c.key, "n", lang.Number(int64(c.people))))
		}
	}
	return out
}

// Say is the suggestion in words.
func (m More) Say(lang i18n.Lang) string {
	n := lang.Number(int64(m.People))
	if m.Adaptation == matching.EaseDemand {
		return lang.T("reach.more.ease", "n", n, "what", lang.Word("scale", string(m.Dimension)))
	}
	return lang.T("reach.more.offer", "n", n, "what", lang.Word("adaptation", m.Adaptation))
}

// Say is the limit in words.
func (a Alone) Say(lang i18n.Lang) string {
	words := make([]string, len(a.Values))
	for i, v := range a.Values {
		words[i] = lang.Word(a.Limit, v)
	}
	return lang.T("reach.alone."+a.Limit, "n", lang.Number(int64(a.People)), "what", strings.Join(words, ", "))
}
