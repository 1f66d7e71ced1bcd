// Command sovite is the whole product in one program: the server with its pages and API, and the tools to run it.
//
// Each subcommand is one file (serve.go, admin.go, seed.go, import.go, reindex.go, match.go, replay.go, health.go, doctor.go,
// backup.go, migrate.go); those that judge from files stand in judging. Options are one table (config.go): a flag, an environment
// variable, and for secrets a variable with _FILE that names a file. Parts are the services put together by wire.go, the only place
// that chooses a technology.
//
// It must not decide anything about the business: a subcommand calls services and prints what they say.
//
// Read next: wire.go for every choice of technology from top to bottom, then server/routes.go for every way in.
package main
