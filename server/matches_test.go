package server_test

func matchSamples() map[string]sample { return nil }
