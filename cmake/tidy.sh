#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-tidy in the place of the compiler: tidy.sh SOURCE OBJECT COMPILER FLAGS…
# All is found by reading; the object is an empty file, and the compiler only says which headers there were.
set -eu
source=$1 object=$2
shift 2

# Most checks look at every header that a source includes, which takes most of the time: a unity file, which has
# several sources, lets them look once. The analyzer follows the functions of the file itself, so it gets each source.
all_but_analyzer='-clang-analyzer-*,-bugprone-suspicious-include'
analyzer='-bugprone-*,-cert-*,-concurrency-*,-misc-*,-modernize-*,-performance-*,-readability-*'
case $source in
    *_autogen/* | */.rcc/*) ;; # what moc and rcc write is not ours to mend
    */Unity/*)
        status=0
        clang-tidy-19 --quiet --checks="$all_but_analyzer" "$source" -- "$@" || status=1
        for one in $(sed -n 's/^#include "\(.*\)"$/\1/p' "$source"); do
            clang-tidy-19 --quiet --checks="$analyzer" "$one" -- "$@" || status=1
        done
        if [ "$status" -ne 0 ]; then exit "$status"; fi
        ;;
    *) clang-tidy-19 --quiet "$source" -- "$@" ;;
esac
"$@" -E "$source" -o /dev/null
: >"$object"
