// SPDX-License-Identifier: GPL-3.0-or-later
// Where the person is, in the address: #/cloudvfs?id=twin:data&page=cloud-files&at=dir. So back, forward and links
// work.

export function readRoute(hash = location.hash) {
    const [path, query] = hash.replace(/^#\/?/, '').split('?');
    let tab = '';
    try {
        tab = decodeURIComponent(path);
    } catch {
        tab = ''; // a broken escape is no tab of ours
    }
    return {tab, ...Object.fromEntries(new URLSearchParams(query ?? ''))};
}

export function hashOf({tab, ...rest}) {
    const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== '' && value !== null && value !== undefined))
        .toString();
    return `#/${encodeURIComponent(tab ?? '')}${query ? '?' + query : ''}`;
}
