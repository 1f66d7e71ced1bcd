// Package fake is the sign-in service of a county that does not exist, in process, for the demo and for tests (maakunnan
// kirjautumispalvelun kokeiluversio).
//
// A Guest is somebody whom it knows. It grants a code for a guest and a question, and trades the code once for a token that it signs
// with a key of its own, which changes with every start. ServeHTTP is what a service shows to programs; the page on which a person
// chooses a guest is the portal's, through the Stage. Bend lets a test make it lie.
//
// It must not be chosen in production: whoever asks is whoever they say.
//
// Read next: fake.go; account/oidc for the port, account/oidc/goidc for the adapter that speaks with it.
package fake
