package main

import (
	"testing"

	"sovite.fi/sovite/employer-portal/admin"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/worker"
)

// TestJobsInWords: the page about jobs calls each by words, and each step of the courier that can fail, in every language.
func TestJobsInWords(t *testing.T) {
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, j := range jobs(&installation{Parts: &server.Parts{}}) {
		keys["portal."+admin.JobKey(j.Name)] = j.Name
	}
	jobs := len(keys)
	for _, r := range worker.Reactions(worker.Followers{}) {
		keys["portal."+admin.ReactionKey(r.Name)] = r.Name
	}
	if jobs < 20 || len(keys) < jobs+30 {
		t.Fatalf("%d jobs, %d reactions", jobs, len(keys)-jobs)
	}
	for key, name := range keys {
		for _, voice := range i18n.Languages() {
			if !bundle.In(voice).Has(key) {
				t.Errorf("%q has no words in %s: %s", name, voice, key)
			}
		}
	}
}
