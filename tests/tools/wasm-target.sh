# shellcheck shell=bash
# Makes cargo able to compile for wasm32-unknown-unknown. Sourced by build.sh after
# install.sh.
#
# The usual way is `rustup target add`. Where rustup's server cannot be reached, Debian's
# `rustc-web` (the compiler that Debian builds Chromium with) makes the standard library
# for the target from its own sources, once, into the cache folder; a wrapper named rustc
# then uses that compiler with that library. MSI_WASM_FALLBACK=1 takes this way at once,
# to try it on a machine that would not need it.

need_wasm_target() {
  need_rust
  if [[ "${MSI_WASM_FALLBACK:-}" != 1 ]]; then
    has_wasm_target && return
    if command -v rustup >/dev/null; then
      say "Adding the WebAssembly target by rustup (about 30 MB)"
      RUST_BACKTRACE=0 rustup target add wasm32-unknown-unknown >&2 && has_wasm_target && return
    fi
    [[ "$(uname -s)" == Darwin ]] && die "please install the target by hand: rustup target add wasm32-unknown-unknown"
    say "rustup could not add the target; taking Debian's rustc-web instead"
  fi
  use_debian_rustc
}

has_wasm_target() {
  compgen -G "$(rustc --print target-libdir --target wasm32-unknown-unknown)/libstd-*.rlib" >/dev/null
}

# Clippy for the target must come from the same compiler as its standard library.
wasm_clippy() {
  if [[ -n "${WASM_SYSROOT:-}" ]]; then
    need_files "/usr/bin/cargo-clippy:rust-web-clippy"
    SYSROOT="$WASM_SYSROOT" CARGO_TARGET_DIR=target/debian-clippy with_wasm /usr/bin/cargo-clippy clippy "$@"
  else
    cargo clippy "$@"
  fi
}

# Runs a command with the compiler that knows the target.
with_wasm() {
  if [[ -n "${WASM_SYSROOT:-}" ]]; then
    RUSTC="$WASM_SYSROOT/bin/rustc" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$WASM_LINKER" "$@"
  else
    "$@"
  fi
}

use_debian_rustc() {
  need_files "/usr/share/doc/rustc-web:rustc-web" "/usr/lib/rustlib/src/rust/library/std:rust-web-src"
  # The linker has to read the compiler's LLVM objects, so it has the same major version.
  local llvm
  llvm="$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
  WASM_LINKER="wasm-ld-$llvm"
  need_packages "$WASM_LINKER:lld-$llvm"

  WASM_SYSROOT="$CACHE/wasm-sysroot-$(/usr/bin/rustc -vV | cksum | cut -d' ' -f1)"
  [[ -e "$WASM_SYSROOT/complete" ]] || build_sysroot "$WASM_SYSROOT"
}

build_sysroot() {
  local sysroot="$1" host work lib
  say "Building the standard library for WebAssembly, once (two minutes)"
  host="$(/usr/bin/rustc -vV | sed -n 's/^host: //p')"
  work="$(mktemp -d)"
  mkdir -p "$work/src" "$sysroot/bin"
  : >"$work/src/lib.rs"
  cat >"$work/Cargo.toml" <<'TOML'
[package]
name = "sysroot_builder"
version = "0.0.0"
edition = "2021"
[profile.release]
panic = "abort"
opt-level = "s"
codegen-units = 1
TOML
  # embed-bitcode: without it fat LTO fails later ("Can't find section .llvmbc").
  # build-std is unstable, hence RUSTC_BOOTSTRAP; `test` is for wasm-bindgen-test.
  RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cembed-bitcode=yes" CARGO_TARGET_DIR="$work/target" \
    cargo build --manifest-path "$work/Cargo.toml" --release --quiet \
    --target wasm32-unknown-unknown -Z build-std=std,panic_abort,test >&2 ||
    die "Debian's rustc-web could not build the standard library for WebAssembly; see above."

  lib="$sysroot/lib/rustlib/wasm32-unknown-unknown/lib"
  mkdir -p "$lib"
  cp "$work"/target/wasm32-unknown-unknown/release/deps/lib*.rlib "$lib/"
  rm -f "$lib"/libsysroot_builder*
  ln -sfn "/usr/lib/rustlib/$host" "$sysroot/lib/rustlib/$host" # the host's own library, for procedural macros
  cat >"$sysroot/bin/rustc" <<WRAPPER
#!/bin/sh
case " \$* " in *" --sysroot"*) exec /usr/bin/rustc "\$@" ;; esac
exec /usr/bin/rustc --sysroot "$sysroot" "\$@"
WRAPPER
  chmod +x "$sysroot/bin/rustc"
  rm -rf "$work"
  touch "$sysroot/complete"
}
