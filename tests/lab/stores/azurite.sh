# SPDX-License-Identifier: GPL-3.0-or-later
# start_azurite FOLDER: the Blob storage of Azure as Microsoft emulates it. It is no package of Debian's: ./run gets it
# from npm (azurite, beside this file). False when it is not there. Then there are
#   AZURE_ENDPOINT, AZURE_ACCOUNT, AZURE_KEY
# shellcheck source=tests/lab/stores/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

start_azurite() {
    local azure=$1 port=18090 main
    main=$("$(dirname "${BASH_SOURCE[0]}")/azurite" --offline) || return 1
    mkdir -p "$azure"
    AZURE_ACCOUNT=smctest AZURE_KEY=$(printf 'a key of thirty-two bytes, for us' | base64)
    AZURE_ENDPOINT=http://127.0.0.1:$port/$AZURE_ACCOUNT
    AZURITE_ACCOUNTS=$AZURE_ACCOUNT:$AZURE_KEY node "$main" --blobHost 127.0.0.1 --blobPort $port -l "$azure" --silent \
        --disableTelemetry --skipApiVersionCheck >"$azure/log" 2>&1 &
    until_done Azurite "$azure/log" curl -s -m 2 "$AZURE_ENDPOINT?comp=list"
}
