// Package keys compares lists of keys of closed lists, such as the shifts of a task with those that suit a person.
//
// A key is a word of a closed list or an id of a public one. Wanted keys are what one side asks for, had keys what the
// other side has; a list may hold a key twice, and its order means nothing.
//
// It must not know what a key stands for, and must not decide anything.
//
// Read next: keys.go; matching/limits.go and matching/points.go for what is compared.
package keys
