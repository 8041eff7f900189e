# shellcheck shell=bash
# Installs what a command needs and is not there yet. Sourced by build.sh.
#
# Each need_* function is cheap when nothing is missing (it looks for files, it starts no
# package manager) and says what it is about to do, and how long that may take, when
# something is. Tools that are not Debian packages are kept in $CACHE, outside the clone.

CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/msi-actions"

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() {
  printf '\033[1;31mbuild.sh: %s\033[0m\n' "$*" >&2
  exit 1
}

# The Rust toolchain and a C linker for it.
need_rust() {
  command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"
  command -v cargo >/dev/null ||
    die "Rust is missing. Install rustup (https://rustup.rs), open a new shell and start again."
  need_pinned_rust
  need_packages "cc:build-essential"
}

# The version that rust-toolchain.toml names. Where rustup has it under another name alone (`stable`), that
# toolchain is taken; else rustup fetches it.
need_pinned_rust() {
  is_pinned_rust && return
  command -v rustup >/dev/null || {
    [[ "${RUST_TOLD:-}" ]] || say "Rust $(pinned_rust) is pinned and rustup is not here; going on with $(rustc --version)"
    RUST_TOLD=1
    return
  }
  local name
  while read -r name _; do
    RUSTUP_TOOLCHAIN="$name" is_pinned_rust || continue
    export RUSTUP_TOOLCHAIN="$name"
    return
  done < <(rustup toolchain list)
  say "Installing Rust $(pinned_rust) by rustup (about 200 MB)"
  unset RUSTUP_TOOLCHAIN
  rustup toolchain install "$(pinned_rust)" --profile minimal >&2 || die "rustup could not install Rust $(pinned_rust)."
  is_pinned_rust || die "rustup installed another Rust than $(pinned_rust)."
}

pinned_rust() { sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml; }

is_pinned_rust() { [[ "$(rustc --version 2>/dev/null)" == "rustc $(pinned_rust) "* ]]; }

# One of rustup's components ($1), asked for by the name of the program it brings ($2).
need_component() {
  "$2" --version >/dev/null 2>&1 && return
  say "Installing Rust's $1 by rustup (some seconds)"
  rustup component add "$1" >&2 || die "rustup could not add $1."
}

# Node.js with npm.
need_node() {
  local oldest=20.12 found
  command -v npm >/dev/null || die "Node.js and npm are missing. Install Node.js $oldest or newer (https://nodejs.org) and start again."
  found="$(node --version)"
  [[ "$(printf '%s\n' "$oldest" "${found#v}" | sort -V | head -n 1)" == "$oldest" ]] ||
    die "Node.js $oldest or newer is needed; found $found."
}

# The npm packages that $1/package-lock.json names.
need_npm() {
  need_node
  node tests/tools/npm-installed.js "$1" && return
  say "Installing the npm packages of $1 (up to a minute)"
  npm ci --prefix "$1" --no-audit --no-fund --loglevel=error >&2 || die "npm ci failed in $1; see above."
}

# Chromium and its driver, for everything that runs in a browser; sets $CHROMIUM and
# $CHROMEDRIVER to their paths. Ubuntu has them under other names.
need_chromium() {
  local browser=chromium driver=chromium-driver
  if ! command -v chromium >/dev/null && grep -qs '^ID=ubuntu$' /etc/os-release; then
    browser=chromium-browser driver=chromium-chromedriver
  fi
  need_packages "$browser:$browser" "chromedriver:$driver"
  # Without any font, text is invisible, and nothing says so.
  [[ "$(uname -s)" != Linux || -n "$(find /usr/share/fonts -name '*.[to]tf' -print -quit 2>/dev/null)" ]] ||
    install_packages fonts-liberation
  # Nor without Japanese ones: the screens are looked at in Japanese, too.
  [[ "$(uname -s)" != Linux || -n "$(find /usr/share/fonts \( -iname '*cjk*' -o -iname '*gothic*' \) -print -quit)" ]] ||
    install_packages fonts-vlgothic
  CHROMIUM="$(command -v "$browser")"
  CHROMEDRIVER="$(command -v chromedriver)"
  export CHROMIUM CHROMEDRIVER
}

# Debian packages, each given as "program:package"; only those whose program is missing.
need_packages() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
  done
  [[ ${#missing[@]} -eq 0 ]] && return
  install_packages "${missing[@]}"
}

# The same, each given as "path:package"; only those whose path is missing.
need_files() {
  local pair missing=()
  for pair in "$@"; do
    [[ -e "${pair%%:*}" ]] || missing+=("${pair#*:}")
  done
  [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
}

install_packages() {
  if [[ "$(uname -s)" == Darwin ]]; then
    die "please install by hand, then start again: $*
  build-essential          xcode-select --install
  chromium                 brew install --cask chromium
  chromium-driver          brew install chromedriver
  shellcheck               brew install shellcheck"
  fi
  command -v apt-get >/dev/null || die "please install by hand (this is not Debian or Ubuntu): $*"
  local as_root=()
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || die "not root and no sudo: please install by hand: $*"
    as_root=(sudo)
  fi
  say "Installing by apt: $* (one to three minutes)"
  # ${a[@]+...}: bash before 4.4 takes an empty array for an unset variable.
  ${as_root[@]+"${as_root[@]}"} apt-get update -qq >/dev/null || say "apt-get update failed; going on with the old lists"
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null || die "apt could not install: $*"
}

# wasm-bindgen and its test runner, of exactly the version in Cargo.lock: the generated
# glue and the tool share a private format. Its own lock file names every crate of it.
need_wasm_bindgen() {
  need_rust
  local from=tests/tools/wasm-bindgen version root
  version="$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)"
  [[ -n "$version" ]] || die "Cargo.lock does not name wasm-bindgen."
  root="$CACHE/wasm-bindgen-$version-$(cksum <$from/Cargo.lock | cut -d' ' -f1)"
  PATH="$root/bin:$PATH"
  [[ -x "$root/bin/wasm-bindgen" && -x "$root/bin/wasm-bindgen-test-runner" ]] && return
  say "Building wasm-bindgen $version, once (three to seven minutes)"
  CARGO_TARGET_DIR="$CACHE/build" cargo install --path "$from" --locked --root "$root" --quiet >&2 ||
    die "cargo install of $from failed; see above."
  rm -rf "$CACHE/build"
}
