#!/bin/sh
# Prints how many bytes xz makes of a text, with the options $1. lc + lp must not pass 4: xz refuses, and the trial fails.
set -e
compressed=$(mktemp -p "$HYPERSEARCH_SCRATCH")
seq 1 3 100000 | xz --stdout --lzma2="$1" >"$compressed"
wc -c <"$compressed"
