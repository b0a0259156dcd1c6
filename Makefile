# `make` lists the targets. Needs Maven 3, a JDK 25 (found wherever it usually lies) and Python 3.11 or newer.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
# On the JDK the code is written for: the formatter parses with the JDK that Maven runs on.
MAVEN = JAVA_HOME="$$(dirname "$$(dirname "$$(local/java25)")")" mvn -B -ntp
PYTHON := .venv/bin/python
JAR := target/nodepath.jar

export SAM_CLI_TELEMETRY := 0

.PHONY: help
help: ## Lists the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

.PHONY: build
build: ## Builds target/nodepath.jar without testing it
	$(MAVEN) -q package -DskipTests -DskipAnalysis

.PHONY: demo
demo: .venv/installed build ## Tells the story of a deleted NAT route on an AWS of its own
	@java=$$(local/java25) && mkdir -p target/demo && $(PYTHON) local/demo.py "$$java" $(JAR) target/demo/report.json

.PHONY: test
test: lint test-moto test-templates test-java test-permissions test-functions ## Runs everything CI runs

.PHONY: lint
lint: .venv/installed ## Checks the templates, and that the conformance cases are what their descriptions give
	for template in template.yaml org/*.yaml; do .venv/bin/sam validate --lint --region us-east-1 -t "$$template"; done
	.venv/bin/cfn-lint template.yaml org/*.yaml
	$(PYTHON) local/conformance --check
	$(PYTHON) local/check_commands.py docs/runbook.md docs/notifications.md

.PHONY: test-moto
test-moto: .venv/installed ## Tests the patches that make moto answer as AWS does
	$(PYTHON) local/test_moto_patches.py

.PHONY: test-templates
test-templates: .venv/installed ## Translates the templates and deploys them into moto
	$(PYTHON) -W ignore local/test_templates.py

.PHONY: test-java
test-java: .venv/installed .dynamodb-local/installed ## Compiles, analyses and tests the Java code, with moto as AWS
	$(MAVEN) verify -Dmaven.test.skip=false

.PHONY: faults
faults: .venv/installed .dynamodb-local/installed ## Puts every kind of fault at every call of a run, and kills it there; takes its time
	$(MAVEN) -q verify -DskipAnalysis -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='FaultsIT,KilledProcessIT' -Dfaults=all

NETWORKS := 1000000
.PHONY: properties
properties: ## Tries what holds for every network on a million generated ones; SEED=n for others
	@mkdir -p target && $(MAVEN) -q test -DskipAnalysis -Dtest='GeneratedNetworksTest,RouteLookupPropertyTest' \
		-Dnetworks=$(NETWORKS) $(if $(SEED),-Dseed=$(SEED))

# A package is changed with its own tests alone, so that what notices a change is close to it; what of the paths only rules
# ask for, the rules' tests notice.
MUTATE = $(MAVEN) -q org.pitest:pitest-maven:mutationCoverage -Pmutation -DskipAnalysis -Dthreads=2
.PHONY: mutation
mutation: ## Changes the core in small ways and counts which changes no test notices; HTML in target/pit-reports
	rm -rf target/pit-reports
	$(MAVEN) -q test-compile -DskipAnalysis
	$(MUTATE) -Dmutated=network
	$(MUTATE) -Dmutated=path -Dnoticing=catalogue
	$(MUTATE) -Dmutated=catalogue
	$(MUTATE) -Dmutated=finding
	python3 local/mutation.py target/pit-reports docs/mutation.md

.PHONY: organization
organization: .venv/installed .dynamodb-local/installed ## Sweeps 200 accounts with the memory of one function; takes its time
	$(MAVEN) -q verify -DskipAnalysis -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test='OrganizationIT#everyClusterOfTheOrganization*' -Dorganization.accounts=200
	cat target/organization.txt

.PHONY: conformance
conformance: ## Holds Nodepath against the conformance suite; prints a line a case
	@mkdir -p target && rm -f target/conformance.txt
	@$(MAVEN) -q test -Dtest=ConformanceTest > target/conformance.log 2>&1 && status=0 || status=$$?; \
	cat target/conformance.txt || cat target/conformance.log; exit $$status

.PHONY: conformance-cases
conformance-cases: ## Writes the cases of the conformance suite from their descriptions
	python3 local/conformance

.PHONY: test-permissions
test-permissions: .venv/installed ## Holds the roles of the templates against the calls the functions make
	test -f $(JAR) || $(MAKE) build
	@java=$$(local/java25) && $(PYTHON) -W ignore local/test_permissions.py "$$java" $(JAR)

# Last: where there is no container engine its closing lines say what did not run.
.PHONY: test-functions
test-functions: .venv/installed ## Packages the functions and invokes each in its container
	.venv/bin/sam build
	$(PYTHON) local/test_functions.py

.PHONY: bench
bench: .venv/installed ## Measures rounds, calls, time and memory beside a plain boto3 script
	$(MAVEN) -q package -DskipTests -DskipAnalysis
	@java=$$(local/java25) && $(PYTHON) local/bench.py "$$java" $(JAR) target/test-classes

.PHONY: format
format: ## Formats the Java code
	$(MAVEN) -q spotless:apply

.PHONY: docs
docs: .venv/installed ## Writes the documentation that is made from the code
	$(MAVEN) -q test -Dtest='DocsTest,OrganizationTemplatesTest' -Dupdate-docs
	$(PYTHON) local/costs.py --write

.PHONY: rule
rule: ## Starts a rule: make rule ID=ND-012 SUBJECT=node CLASS=NodeSubnetTooSmall TITLE="Node subnets are large enough"
	@python3 local/new_rule.py "$(ID)" "$(SUBJECT)" "$(CLASS)" "$(TITLE)"
	$(MAKE) format

.PHONY: golden
golden: ## Writes the golden files anew; read the difference
	$(MAVEN) -q verify -Dupdate-golden -Dtest='*Test,!DocsTest'
	$(MAKE) docs

.PHONY: moto
moto: .venv/installed ## Starts the patched moto for playing; prints its URL, ends with Ctrl-C
	@$(PYTHON) local/moto_server.py --verbose

.PHONY: clean
clean: ## Removes everything that was built or installed here
	rm -rf target .aws-sam .venv .dynamodb-local

# The database that tests of states run against, with the libraries it needs.
.dynamodb-local/installed: local/dynamodb-local/pom.xml
	rm -rf .dynamodb-local
	$(MAVEN) -q -f $< org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=$(CURDIR)/.dynamodb-local
	touch $@

.venv/installed: local/requirements.txt
	python3 -m venv --clear .venv
	$(PYTHON) -m pip install -q --disable-pip-version-check -r local/requirements.txt
	touch $@
