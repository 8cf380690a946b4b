#!/bin/sh
# Makes the chosen stage's parameters those that azd reads. FELTSKEMA_STAGE: dev, test or prod.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
stage=${FELTSKEMA_STAGE:-}
if [ ! -f "$here/bicep/$stage.bicepparam" ] || [ "$stage" = main ]; then
  echo "FELTSKEMA_STAGE is '$stage': set it by 'azd env set FELTSKEMA_STAGE dev' (or test, prod)" >&2
  exit 1
fi
# azd names its deployments after its environment, so that is the stage.
if [ "${AZURE_ENV_NAME:-$stage}" != "$stage" ]; then
  echo "The environment of azd is '$AZURE_ENV_NAME' and FELTSKEMA_STAGE is '$stage': name the one after the other, by 'azd env new $stage'" >&2
  exit 1
fi
cp "$here/bicep/$stage.bicepparam" "$here/bicep/main.bicepparam"
