# The developers' commands. Without `just` at hand: ./desk just <recipe>

set positional-arguments
export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")
export DJANGO_SETTINGS_MODULE := "recado.house.settings"

# List the commands
default:
    @just --list --unsorted

# Install what is missing into .venv, as the lock says
setup:
    ./desk setup

# Run the desk on this machine, with its own PostgreSQL
up *options:
    ./desk up "$@"

# Show the desk with a past, and a customer's phone to write from
demo *options:
    ./desk demo "$@"

# Run the tests: `just test`, `just test tests/desk/clock -k weekend`
test *options:
    ./desk test "$@"

# Ask the walls in seconds: style, types, imports, budgets, names, templates, migrations, catalogues
check: setup
    ruff check --quiet .
    ruff format --quiet --check .
    mypy --no-error-summary
    pytest -n 0 -q tests/architecture -m "not django_db"

# Everything that CI does
ci: check test

# Bring the code into shape
fmt: setup
    ruff check --quiet --fix --exit-zero .
    ruff format --quiet .

# Measure: `just bench ack`, `just bench ingest`
bench *options:
    ./desk bench "$@"

# Resolve the locks as of [tool.uv] exclude-newer; move that date to take newer releases
lock: setup
    uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "just lock" \
        pyproject.toml -o requirements.lock
    uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "just lock" \
        pyproject.toml --group dev -o requirements-dev.lock

# Bring the catalogues up to date with what the interface says; what is new stands there empty, to be translated
messages: setup
    python -m tests.architecture.catalogues

# Take the pictures of docs/screenshots anew, from a fresh demo; needs a Chromium
screenshots *addresses: setup
    python -m tests.stories.screenshots "$@"

# How long from a key to the next picture, in a browser four times slower; needs a Chromium
paint *addresses: setup
    python -m tests.stories.painting "$@"
