#!/usr/bin/env bash
# Every command of the project. `./build.sh help` lists them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# shellcheck source=tests/tools/install.sh
. tests/tools/install.sh
# shellcheck source=tests/tools/wasm-target.sh
. tests/tools/wasm-target.sh

usage() {
  cat <<'TEXT'
Usage: ./build.sh COMMAND [ARGUMENTS]

  demo [--headless]  open Chromium on the demo org with the extension; without a display, or
                     with --headless, walk through the guide and save screenshots in target/demo
  test [STAGE...]    all tests, or some stages: check native browser conformance views e2e
  build [--quick]    make the extension in dist/unpacked, ready for "Load unpacked"; with --quick
                     not optimised, to try a change in seconds
  check              formatting, lints, types, licences, manifest; runs nothing of the product
  bench              the budgets, measured beside what is allowed
  package            make dist/msi-actions-VERSION.zip for the stores; needs the internet, to ask
                     for known vulnerabilities
  org [ARGUMENTS]    run the demo org in the foreground; prints one JSON line when ready
  help               this text

Each command first installs what it lacks: Debian packages by apt (with sudo unless root),
the WebAssembly target by rustup, wasm-bindgen into ~/.cache/msi-actions, npm packages from
the lock files. The first run takes up to 15 minutes, later ones start at once.
MSI_WASM_FALLBACK=1 takes Debian's rustc-web for the target, as where rustup cannot add it.
TEXT
}

main() {
  local command="${1:-help}"
  shift || true
  case "$command" in
    build)
      case "$*" in
        "") run_build ;;
        --quick) build_quickly ;;
        *) die "build takes --quick or nothing" ;;
      esac
      ;;
    check | bench | package)
      [[ $# -eq 0 ]] || die "$command takes no arguments"
      "run_$command"
      ;;
    demo | test | org) "run_$command" "$@" ;;
    stage) "stage_$1" ;; # one stage of test, in a shell of its own
    help | -h | --help) usage ;;
    *)
      usage >&2
      die "there is no command '$command'"
      ;;
  esac
}

# --- build -----------------------------------------------------------------------------

# The modules that the extension loads: the programs of src/entry.
MODULES=(worker panel popup app)

run_build() {
  local module pids=() pid
  need_build_tools
  say "Building the WebAssembly modules (about four minutes from nothing)"
  compile_modules release
  mkdir -p target/made-from
  for module in "${MODULES[@]}"; do
    make_module "$module" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || die "a module could not be made"; done
  node tests/tools/assemble.js target/modules dist/unpacked
}

need_build_tools() {
  need_wasm_target
  need_wasm_bindgen
  need_npm extension
}

# All in one call: cargo compiles what they share once, and links them side by side.
compile_modules() {
  with_wasm cargo build --locked --bins --features modules --profile "$1" --target wasm32-unknown-unknown
}

# Modules that run as the released ones do, only larger and slower.
build_quickly() {
  local module
  need_build_tools
  compile_modules quick
  for module in "${MODULES[@]}"; do glue "$module" quick target/modules-quick; done
  node tests/tools/assemble.js target/modules-quick dist/unpacked
}

# The JavaScript glue and the optimised module of program $1, unless they were made from the same bytes
# before.
make_module() {
  local module="$1" wasm="target/modules/${1}_bg.wasm" marker="target/made-from/$1" made_from
  made_from="$(cksum "target/wasm32-unknown-unknown/release/$module.wasm" extension/package-lock.json Cargo.lock)"
  [[ -f "$wasm" && "$made_from" == "$(cat "$marker" 2>/dev/null)" ]] && return
  say "Optimising $module for size (some seconds)"
  rm -f "$marker"
  glue "$module" release target/modules
  # low-memory-unused: no object lies below address 1024, only the last of the 1 MB stack.
  node extension/node_modules/binaryen/bin/wasm-opt -Oz --low-memory-unused -o "$wasm.optimised" "$wasm"
  mv "$wasm.optimised" "$wasm"
  printf '%s\n' "$made_from" >"$marker"
}

# The JavaScript glue and the module of program $1, compiled with profile $2, in $3. __wbg_reset_state is
# how the worker's loader starts a fresh instance after a trap.
glue() {
  wasm-bindgen --target web --no-typescript --experimental-reset-state-function --remove-name-section --remove-producers-section \
    --out-dir "$3" --out-name "$1" "target/wasm32-unknown-unknown/$2/$1.wasm"
}

run_package() {
  need_rust
  is_pinned_rust || die "a package is made by Rust $(pinned_rust) alone; this is $(rustc --version)"
  run_build
  [[ -z "${WASM_SYSROOT:-}" ]] || die "a package is made by Rust $(pinned_rust) alone, not by Debian's compiler"
  need_npm tests
  node tests/tools/advisories.js --answered || die "no package without an answer about advisories"
  node tests/tools/package.js dist/unpacked dist
}

# --- check -----------------------------------------------------------------------------

run_check() {
  need_check_tools
  local failed=()
  check "formatting" cargo fmt --check
  # Without the unit tests inside src/: with them all of it would be compiled once more; their stage warns of the worst.
  check "native lints" cargo clippy --locked --lib --examples --test native --test wasm --quiet -- -D warnings
  check "WebAssembly lints" wasm_clippy --locked --lib --bins --features modules --target wasm32-unknown-unknown --quiet -- -D warnings
  check "shell scripts" shellcheck -x build.sh .ci/run tests/tools/*.sh
  check "JavaScript types" node tests/node_modules/typescript/bin/tsc --project tests/tsconfig.json
  check "manifest and package" node tests/tools/manifest.js
  check "own rules" node tests/tools/guards.js
  check "licences and sources" node tests/tools/dependencies.js
  check "advisories" node tests/tools/advisories.js
  check "the tools themselves" node_tests tests/tools
  [[ ${#failed[@]} -eq 0 ]] || die "check failed: $(printf '%s; ' "${failed[@]}")"
}

need_check_tools() {
  need_rust
  need_component rustfmt rustfmt
  need_component clippy cargo-clippy
  need_wasm_target
  need_npm extension
  need_npm tests
  need_packages "shellcheck:shellcheck"
}

# Runs one check and goes on after a failure, so that one run shows everything.
check() {
  local name="$1"
  shift
  say "check: $name"
  "$@" || failed+=("$name")
}

# --- test ------------------------------------------------------------------------------

STAGES=(check native browser conformance views e2e)
# What computes, and no browser's clock waits for it: while others wait in Chromium, these run beside them.
BESIDE=" check native conformance views "
# What tests the extension as it is built. It is built once, before them.
OF_BUILD=" views e2e "
EACH_VIEW=tests/e2e/gallery/gallery.test.js

run_test() {
  local stages=("$@") stage beside=() before=() build=()
  [[ $# -gt 0 ]] || stages=("${STAGES[@]}")
  for stage in "${stages[@]}"; do
    [[ " ${STAGES[*]} " == *" $stage "* ]] || die "there is no stage '$stage' (stages: ${STAGES[*]})"
    if [[ "$BESIDE" == *" $stage "* ]]; then beside+=("$stage"); else before+=("$stage"); fi
    [[ "$OF_BUILD" != *" $stage "* ]] || build=(build)
  done
  before=("${build[@]}" "${before[@]}")
  stages=("${build[@]}" "${stages[@]}")
  # In a fresh clone each thing is compiled once: what the compiler keeps for a second time only costs.
  [[ -d target ]] || export CARGO_INCREMENTAL=0
  RESULTS="$(mktemp -d)"
  mkdir "$RESULTS/log"
  trap stop_beside EXIT
  if [[ ${#beside[@]} -gt 0 && ${#before[@]} -gt 0 ]]; then
    # Two package managers at a time would be in each other's way.
    need_check_tools
    need_build_tools
    need_chromium
    run_beside "${beside[@]}"
    run_stages "${before[@]}"
    wait "$BESIDE_PID" || true
    for stage in "${beside[@]}"; do
      say "What stage $stage printed"
      cat "$RESULTS/log/$stage"
    done
  else
    run_stages "${stages[@]}"
  fi
  say "Stages"
  for stage in "${stages[@]}"; do cat "$RESULTS/$stage"; done | tee "$RESULTS/all"
  printf 'stages: %d passed, %d failed\n' "$(grep -c passed "$RESULTS/all")" "$(grep -c FAILED "$RESULTS/all")"
  for stage in "${stages[@]}"; do
    grep -q FAILED "$RESULTS/$stage" || continue
    say "The end of what stage $stage printed"
    tail -n 80 "$RESULTS/log/$stage"
  done
  ! grep -q FAILED "$RESULTS/all"
}

# Each stage runs in a shell of its own: `set -e` has no effect inside a condition, and a
# failed stage must not stop the ones after it.
run_stages() {
  local stage start rc
  for stage in "$@"; do
    say "Stage $stage"
    start=$SECONDS rc=0
    if [[ "$OF_BUILD" == *" $stage "* ]] && ! is_built; then
      echo "There is no build to test." | tee "$RESULTS/log/$stage"
      rc=1
    else
      ./build.sh stage "$stage" 2>&1 | tee "$RESULTS/log/$stage" || rc=$?
    fi
    printf '%-12s %5d s  %s\n' "$stage" $((SECONDS - start)) "$([[ $rc -eq 0 ]] && echo passed || echo FAILED)" >"$RESULTS/$stage"
  done
}

# Waits for the end of the build, and says whether it is one.
is_built() {
  until [[ -s "$RESULTS/build" ]]; do sleep 1; done
  grep -q passed "$RESULTS/build"
}

# The stages at the lowest priority, in a process group of their own; what they print is kept for the end.
run_beside() {
  local stage
  say "Beside the others, at low priority: $*"
  set -m
  (
    set +m
    renice -n 19 -p "$BASHPID" >/dev/null
    for stage in "$@"; do
      run_stages "$stage" >/dev/null 2>&1
      say "$(cat "$RESULTS/$stage")"
    done
  ) &
  BESIDE_PID=$!
  set +m
}

stop_beside() {
  [[ -z "${BESIDE_PID:-}" ]] || kill -- "-$BESIDE_PID" 2>/dev/null || true
  rm -rf "$RESULTS"
}

stage_check() { run_check; }

stage_native() {
  need_rust
  # Optimised a little: one and a half minutes more to compile, and eight less of crash tests to run. A panic
  # says its line without debug information too.
  # And the memory of large mails is kept for the next one: to give it back to the system took a third of their tests.
  MALLOC_MMAP_THRESHOLD_=$((1 << 30)) MALLOC_TRIM_THRESHOLD_=$((1 << 30)) \
    CARGO_PROFILE_TEST_OPT_LEVEL=1 CARGO_PROFILE_TEST_DEBUG=0 cargo test --locked
}

stage_browser() {
  need_wasm_target
  need_wasm_bindgen
  need_chromium
  # In a folder of its own: else it waits for cargo's lock until the check that runs beside it, at low priority, is done.
  CARGO_TARGET_DIR=target/browser CARGO_PROFILE_TEST_DEBUG=0 \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    WASM_BINDGEN_TEST_WEBDRIVER_JSON="$PWD/tests/tools/webdriver.json" \
    with_wasm cargo test --locked --target wasm32-unknown-unknown --test wasm
}

stage_conformance() {
  need_npm tests
  need_chromium # the org's pages are tested in it
  node_tests tests/org
}

stage_build() { run_build; }

# Each view in each window: nothing in it waits for a clock.
stage_views() {
  need_npm tests
  need_chromium
  node --test --test-reporter=spec "$EACH_VIEW"
}

stage_e2e() {
  need_npm tests
  need_chromium
  node_tests tests/e2e --test-concurrency=1 # beside another Chromium, frames are drawn late or not at all
}

# Every *.test.js below $1 but the one that is a stage of its own; Node's own search would take node_modules along.
node_tests() {
  local folder="$1" file files=()
  shift
  while IFS= read -r file; do files+=("$file"); done < <(find "$folder" -name '*.test.js' -not -path '*/node_modules/*' -not -path "$EACH_VIEW" | sort)
  [[ ${#files[@]} -gt 0 ]] || die "no tests in $folder"
  node --test --test-reporter=spec "$@" "${files[@]}"
}

# --- the demo org and the demo ---------------------------------------------------------

run_org() {
  need_npm tests >&2
  exec node tests/org/run.js "$@"
}

run_demo() {
  run_build
  need_npm tests
  need_chromium
  [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" || "$(uname -s)" == Darwin ]] || set -- --headless "$@"
  exec node tests/e2e/demo.js "$@"
}

run_bench() {
  run_build
  need_npm tests
  need_chromium
  node tests/tools/bench.js dist/unpacked
}

main "$@"
