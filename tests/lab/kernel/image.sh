#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A Linux with CIFS that QEMU can start: Debian's own kernel and busybox, for tests that need a real mount.
#
#   tests/lab/kernel/image.sh FOLDER FILE...
#
# Makes FOLDER/vmlinuz and FOLDER/initrd. The system has mount.cifs, mount, umount and the files that are named, each
# at its own path, programs with their libraries, and one job: agent.sh, which does what it is told on the second serial
# port. The kernel is fetched once by apt (27 MB), unpacked and not installed, into $SMC_LAB_CACHE.
set -euo pipefail

die() {
    printf 'kernel: %s\n' "$@" >&2
    exit 1
}

if [ "$(id -u)" != 0 ]; then exec sudo --preserve-env=SMC_LAB_CACHE "$0" "$@"; fi # its cache is root's
here=$(dirname "$(readlink -f "$0")")
out=$1
shift
cache=${SMC_LAB_CACHE:-/var/cache/smc-lab}
mkdir -p "$cache" "$out"
exec 9>"$cache/kernel.lock"
flock 9
package=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/ { print $2; exit }')
[ -n "$package" ] || package=$(basename "$(ls -d "$cache"/kernel-linux-image-* 2>/dev/null | tail -n 1)" | sed 's/^kernel-//')
[ -n "$package" ] || die "apt knows no linux-image-cloud-amd64" "apt-get update, then again"
kernel=$cache/kernel-$package
if [ ! -e "$kernel/complete" ]; then
    work=$(mktemp -d "$cache/fetch.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && apt-get -q -o APT::Sandbox::User=root download "$package" >&2) ||
        die "apt cannot fetch $package" "Is the network there? Or copy $kernel from another machine."
    rm -rf "$kernel"
    dpkg-deb -x "$work"/*.deb "$kernel"
    depmod -b "$kernel" "$(ls "$kernel/lib/modules")"
    touch "$kernel/complete"
fi
version=$(ls "$kernel/lib/modules")
cp "$kernel"/boot/vmlinuz-* "$out/vmlinuz"

root=$out/root
rm -rf "$root"
mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,dev,proc,sys,run,tmp,etc,var/log,lib/modules}
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in $("$root/bin/busybox" --list); do
    [ -e "$root/bin/$applet" ] || ln -s busybox "$root/bin/$applet"
done

# add FILE: itself and the libraries that it is linked to, each at its own path.
add() {
    local file
    for file in "$1" $({ ldd "$1" 2>/dev/null || true; } | grep -o '/[^ ]*'); do
        mkdir -p "$root${file%/*}"
        rm -f "$root/bin/$(basename "$file")"
        [ -e "$root$file" ] || cp -L "$file" "$root$file"
    done
}
for file in /sbin/mount.cifs /bin/mount /bin/umount "$@"; do add "$file"; done

# The ciphers are what SMB 3 signs and encrypts with; without them a mount says "no such file".
modules=
for module in virtio_pci virtio_net cifs md4 md5 hmac cmac ctr ghash_generic seqiv ccm gcm sha256_generic \
    sha512_generic aes_generic ecb cbc nls_utf8; do
    while read -r _ path _; do
        name=$(basename "$path")
        if [ ! -e "$root/lib/modules/$name" ]; then
            cp "$path" "$root/lib/modules/$name"
            modules+=" $name"
        fi
    done < <(modprobe -d "$kernel" -S "$version" --show-depends "$module" 2>/dev/null | grep ^insmod || true)
done
echo "$modules" >"$root/lib/modules/order"
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
cp "$here/agent.sh" "$root/init"
chmod +x "$root/init"
(cd "$root" && find . -print0 | cpio --null -o -H newc --quiet | gzip -1 >"$out/initrd")
