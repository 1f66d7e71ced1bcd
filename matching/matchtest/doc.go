// Package matchtest draws profiles and tasks for the property tests of matching and of everything that has to decide as
// matching does.
//
// A World draws from few dimensions and few keys, so that limits break, gaps close and adaptations collide often.
//
// Only tests import it. It asserts nothing itself.
//
// Read next: world.go; matching/property_test.go for what must always hold.
package matchtest
