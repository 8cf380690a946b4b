#!/bin/sh
# Looks at what was just deployed and fails loudly: `sh ops/deployed.sh [pages] [functions]`. PUBLIC_URL, FUNCTION_HOST and
# STATIC_SITE_HOST are outputs of the deployment (infra/outputs.py); azd's hooks have them.
set -eu
cd "$(dirname -- "$0")/.."
local/setup.sh python
: "${PUBLIC_URL:?is not set: deploy the resources first}"
for part in "$@"; do
  case $part in
  pages) set -- -m ops.pages static-web/dist "$PUBLIC_URL" --site "https://${STATIC_SITE_HOST:?is not set}" ;;
  functions) set -- -m ops.doctor "$PUBLIC_URL" --direct "https://${FUNCTION_HOST:?is not set}" --wait 300 ;;
  *) echo "ops/deployed.sh: '$part' is neither pages nor functions" >&2 && exit 2 ;;
  esac
  # 2: nothing is wrong, but without an operator's session not everything can be seen.
  .venv/bin/python "$@" || [ $? = 2 ]
done
