#!/bin/sh
# cargo runs this in place of rustc for our own crate, when it makes the shipped module.
# Cargo leaves link-time optimisation out without a word when a crate type that cannot have
# it is asked for in the same call, which costs a quarter of the size.
case " $* " in
  *" --crate-name msi_actions "*)
    case " $* " in
      *" -C lto "* | *" -C lto=fat "*) ;;
      *)
        echo "require-lto.sh: msi_actions would be compiled without fat LTO; is there a crate-type in Cargo.toml?" >&2
        exit 1
        ;;
    esac
    ;;
esac
exec "$@"
