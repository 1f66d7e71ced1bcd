# Every target runs on a fresh machine with Go and Node; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

TOOLS := $(CURDIR)/.tools
LINT_VERSION := v2.15.0
TESTSUM_VERSION := v1.13.0
PORTAL := employer-portal
CHROMIUM_PATH ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome || true)
export CHROMIUM_PATH

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

run: build ## start Sovite on 127.0.0.1:8080 with demo data
	@exec bin/sovite serve --demo

build: assets ## build bin/sovite
	CGO_ENABLED=0 go build -trimpath -o bin/sovite ./cmd/sovite

assets: $(PORTAL)/static/vendor/.done ## fetch and copy the pages' fonts and scripts
$(PORTAL)/static/vendor/.done: $(PORTAL)/package.json $(PORTAL)/package-lock.json
	@if command -v npm >/dev/null; then \
	  cd $(PORTAL) && npm ci --no-audit --no-fund --loglevel=error && npm run --silent assets && touch static/vendor/.done; \
	else echo "npm is not installed: the pages will be plainer (no htmx, system font)"; fi

test: assets chromium ## the whole suite: Go tests with the race detector, then the browser walks
	go run gotest.tools/gotestsum@$(TESTSUM_VERSION) --format pkgname-and-test-fails --format-hide-empty-pkg -- -race -gcflags='modernc.org/sqlite/lib=-race=false' -timeout 45m ./...
	$(MAKE) --no-print-directory browser

browser: assets chromium ## the browser walks alone
	CGO_ENABLED=0 go build -trimpath -o bin/sovite ./cmd/sovite
	cd $(PORTAL) && SOVITE_BINARY=$(CURDIR)/bin/sovite npm test --silent

chromium:
	@if [ -z "$$CHROMIUM_PATH" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium from the system's packages"; apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else echo "The browser tests need Chromium: install the package 'chromium' (Debian: sudo apt-get install chromium), or name it in CHROMIUM_PATH" >&2; exit 1; fi; fi

lint: $(TOOLS)/golangci-lint-$(LINT_VERSION) ## vet, formatting and the linters
	go vet ./...
	$(TOOLS)/golangci-lint-$(LINT_VERSION) run ./...
$(TOOLS)/golangci-lint-$(LINT_VERSION):
	GOBIN=$(TOOLS) GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)
	mv $(TOOLS)/golangci-lint $@

fuzz: ## every fuzz target for some seconds each (SECONDS_EACH=10)
	@for pkg in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	  echo "$$pkg $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $${SECONDS_EACH:-10}s $$pkg; done; done

bench: ## the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

doctor: ## say in words whether the data is sound
	go run ./cmd/sovite doctor

clean: ## remove what was built; data stays
	rm -rf bin $(PORTAL)/node_modules $(PORTAL)/static/vendor/.done

.PHONY: help run build assets test browser chromium lint fuzz bench doctor clean
