# SPDX-License-Identifier: GPL-3.0-or-later
# start_webdav FOLDER: mod_dav of Apache. Then there are
#   WEBDAV_ENDPOINT, WEBDAV_USER, WEBDAV_PASSWORD
# shellcheck source=tests/lab/stores/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

start_webdav() {
    local dav=$1 port=18060 module
    mkdir -p "$dav"/{files/share,lock}
    chmod 755 "$dav"
    chown -R www-data:www-data "$dav/files" "$dav/lock"
    WEBDAV_ENDPOINT=http://127.0.0.1:$port WEBDAV_USER=dav WEBDAV_PASSWORD=davpw
    htpasswd -bc "$dav/users" $WEBDAV_USER $WEBDAV_PASSWORD 2>/dev/null
    {
        for module in mpm_event authn_core authn_file authz_core authz_user auth_basic dav dav_fs; do
            echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
        done
        cat <<CONF
ServerRoot $dav
ServerName localhost
Listen 127.0.0.1:$port
PidFile $dav/pid
ErrorLog $dav/errors
Mutex file:$dav/lock
User www-data
Group www-data
DocumentRoot $dav/files
DavLockDB $dav/lock/locks
LimitXMLRequestBody 0
<Directory $dav/files>
  Dav On
  DavDepthInfinity on
  AuthType Basic
  AuthName files
  AuthUserFile $dav/users
  Require valid-user
</Directory>
CONF
    } >"$dav/httpd.conf"
    apache2 -DFOREGROUND -f "$dav/httpd.conf" >"$dav/log" 2>&1 &
    until_done Apache "$dav/errors" curl -sf -m 2 -u "$WEBDAV_USER:$WEBDAV_PASSWORD" -X OPTIONS "$WEBDAV_ENDPOINT/"
}
