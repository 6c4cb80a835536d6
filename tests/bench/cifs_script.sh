#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What `./run bench volumes` compares with: the least that a Flexvolume driver in shell does for the same answers.
# $HELPER stands for mount.cifs.
set -u

answer() {
    jq -cn --arg status "$1" --arg message "$2" '{status: $status, message: $message}'
    [ "$1" = Success ]
    exit
}

case "${1:-}" in
init)
    command -v mount.cifs jq base64 mountpoint >/dev/null || answer Failure "a helper is missing"
    jq -cn '{status: "Success", capabilities: {attach: false, fsGroup: false, selinuxRelabel: false}}'
    ;;
mount)
    folder=$2
    path=$(jq -er .networkPath <<<"$3") || answer Failure "networkPath is missing"
    options=$(jq -er .mountOptions <<<"$3") || answer Failure "mountOptions is missing"
    user=$(jq -er '."kubernetes.io/secret/username"' <<<"$3" | base64 -d) || answer Failure "username is missing"
    PASSWD=$(jq -er '."kubernetes.io/secret/password"' <<<"$3" | base64 -d) || answer Failure "password is missing"
    export PASSWD
    mkdir -p "$folder" || answer Failure "the directory cannot be made"
    mountpoint -q "$folder" && answer Success "mounted already"
    [ -z "$(ls -A "$folder")" ] || answer Failure "the directory is not empty"
    said=$("$HELPER" "$path" "$folder" -o "$options,username=$user" 2>&1) || answer Failure "$said"
    echo "$(date +%F+%T) SUCCESS: mount $path $folder $options" >>"$LOG"
    answer Success "mounted"
    ;;
*) answer "Not supported" "" ;;
esac
