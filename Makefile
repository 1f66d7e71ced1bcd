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
# One set of flags, so that the linters, the program and its tests share what is compiled.
export CGO_ENABLED := 0
# At least the Go that go.mod names, the oldest in which no vulnerability that the program meets was known; an older one fetches it.
export GOTOOLCHAIN := auto
export GOFLAGS := -trimpath

# The tests of the whole program are flows, one step after the other, and ten times slower with the race detector, and the language is
# one long computation. What runs at once is tested with it: every other package, and of the flows those that are named so.
FLOWS := ./server ./employer-portal/... ./cmd/sovite ./matching/language
GOTEST := go run gotest.tools/gotestsum@$(TESTSUM_VERSION) --format pkgname-and-test-fails --format-hide-empty-pkg --
RACE := CGO_ENABLED=1 $(GOTEST) -race -gcflags='modernc.org/sqlite/lib=-race=false'

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: build ## start Sovite on 127.0.0.1:8080 with demo data
	@exec bin/sovite serve --demo

build: assets ## build bin/sovite
	go build -o bin/sovite ./cmd/sovite

assets: $(PORTAL)/static/vendor/.done ## fetch and copy the pages' fonts and scripts
$(PORTAL)/static/vendor/.done: $(PORTAL)/package.json $(PORTAL)/package-lock.json
	@if command -v npm >/dev/null; then \
	  cd $(PORTAL) && npm ci --no-audit --no-fund --loglevel=error && npm run --silent assets && touch static/vendor/.done; \
	else echo "npm is not installed: the pages will be plainer (no htmx, system font)"; fi

test: assets chromium ## the whole suite: Go tests, those of what runs at once with the race detector, then the browser walks
	$(GOTEST) -timeout 30m $(FLOWS)
	$(RACE) -timeout 45m $$(go list ./... | grep -vxF "$$(go list $(FLOWS))")
	$(RACE) -run AtOnce ./server
	$(MAKE) --no-print-directory browser

browser: assets chromium ## the browser walks alone
	go build -o bin/sovite ./cmd/sovite
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

# The database of known vulnerabilities is a module like any other; its own tool writes the index that the check reads.
VULNERABILITIES := golang.org/x/vulndb
VULNCHECK_VERSION := v1.9.0

vulnerabilities: ## is a vulnerability known in what the program calls, of its dependencies or of Go itself?
	rm -rf .tools/vulnerabilities
	go run $(VULNERABILITIES)/cmd/indexdb@latest -out .tools/vulnerabilities \
	  -vulns "$$(go mod download -json $(VULNERABILITIES)@latest | sed -n 's/^.*"Dir": "\(.*\)",$$/\1/p')/data/osv"
	go run golang.org/x/vuln/cmd/govulncheck@$(VULNCHECK_VERSION) -db file://$(TOOLS)/vulnerabilities ./...

fuzz: ## every fuzz target for some seconds each (SECONDS_EACH=10)
	@for pkg in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	  echo "$$pkg $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $${SECONDS_EACH:-10}s $$pkg; done; done

bench: ## the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

# Secrets are files. What is there already stays; what is new is readable to the user inside a container, and to nobody outside it,
# because of the folder.
SECRETS ?= deploy/secrets
secret = [ -e $(SECRETS)/$(1) ] || { $(2) > $(SECRETS)/$(1) && chmod 444 $(SECRETS)/$(1) && echo "made $(SECRETS)/$(1)"; }

secrets: ## make the secrets of an installation in deploy/secrets (SECRETS=folder)
	@install -d -m 700 $(SECRETS)
	@for name in secret metrics-token backup-key search-key mongo-root mongo-sovite; do $(call secret,$$name,openssl rand -hex 32); done
	@$(call secret,mail,true)
	@$(call secret,mongo-keyfile,openssl rand -base64 756)
	@$(call secret,meilisearch.toml,printf 'master_key = "%s"\n' "$$(cat $(SECRETS)/search-key)")
	@$(call secret,store,printf 'mongodb://sovite:%s@mongo-1$(comma)mongo-2$(comma)mongo-3/sovite?replicaSet=rs0' "$$(cat $(SECRETS)/mongo-sovite)")
comma := ,

KUSTOMIZE := sigs.k8s.io/kustomize/kustomize/v5@v5.8.1
VALIDATE := sigs.k8s.io/kubectl-validate@v0.0.4
COMPOSE := github.com/compose-spec/compose-go/v2/cmd@v2.16.2
DOCKERFILE := dockerfile-utils@0.16.3

deploy-check: deploy-tools ## render and lint what stands in deploy, by the files' own tools
	@rm -rf .tools/deploy && mkdir -p .tools && cp -r deploy .tools/deploy
	@$(MAKE) --no-print-directory secrets SECRETS=.tools/deploy/secrets
	@mkdir .tools/deploy/kubernetes/secrets && for name in store search-key secret mail metrics-token backup-key; do echo short > .tools/deploy/kubernetes/secrets/$$name; done
	cd .tools/deploy && go run $(COMPOSE) --no-interpolation compose.yaml > compose.rendered.yaml
	go run $(KUSTOMIZE) build .tools/deploy/kubernetes > .tools/deploy/kubernetes.rendered.yaml
	go run $(VALIDATE) --version 1.30 .tools/deploy/kubernetes.rendered.yaml
	cd deploy/monitoring && promtool check config --syntax-only prometheus.yaml && promtool check rules alerts.yaml && promtool test rules alerts_test.yaml
	@set -a && . deploy/compose.env.example && caddy validate --adapter caddyfile --config deploy/Caddyfile
	npx --yes $(DOCKERFILE) lint deploy/Containerfile
	for f in deploy/mongo/*.js; do node --check $$f; done
deploy-tools:
	@if ! command -v caddy >/dev/null || ! command -v promtool >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing caddy and promtool from the system's packages"; apt-get update -qq && apt-get install -y -qq --no-install-recommends caddy prometheus >/dev/null; \
	  else echo "make deploy-check needs caddy and promtool: install the packages 'caddy' and 'prometheus'" >&2; exit 1; fi; fi

doctor: ## say in words whether the data is sound
	go run ./cmd/sovite doctor

clean: ## remove what was built; data stays
	rm -rf bin $(PORTAL)/node_modules $(PORTAL)/static/vendor/.done

.PHONY: help run build assets test browser chromium lint vulnerabilities fuzz bench secrets deploy-check deploy-tools doctor clean
