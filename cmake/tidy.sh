#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-tidy in the place of the compiler: tidy.sh SOURCE OBJECT COMPILER FLAGS…
# All is found by reading; the object is an empty file, and the compiler only says which headers there were.
set -eu
source=$1 object=$2
shift 2
case $source in
    *_autogen/* | */.rcc/*) ;; # what moc and rcc write is not ours to mend
    *) clang-tidy-19 --quiet "$source" -- "$@" ;;
esac
"$@" -E "$source" -o /dev/null
: >"$object"
