// SPDX-License-Identifier: GPL-3.0-or-later
// Values as people read them, as the client writes them: in their zone, in units.
import {first, fits, hasClass, nameOfDn, values} from './record.js';
import {locale, shown, t} from './words.js';

const dateTime = new Intl.DateTimeFormat(locale, {dateStyle: 'short', timeStyle: 'short'});
const timestamp = new Intl.DateTimeFormat(locale, {dateStyle: 'short', timeStyle: 'medium'});
const dateOnly = new Intl.DateTimeFormat(locale, {dateStyle: 'short'});
const whole = new Intl.NumberFormat(locale);
const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

export const number = (value, digits) =>
    digits === undefined ? whole.format(value)
                         : new Intl.NumberFormat(locale, {maximumFractionDigits: digits}).format(value);

/// FILETIME, GeneralizedTime or ISO 8601, told by the value; null for never.
export function directoryTime(value) {
    if (!value)
        return null;
    let milliseconds = NaN;
    const general = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(value);
    if (value.includes('T'))
        milliseconds = Date.parse(value);
    else if (general)
        milliseconds = Number(general[1]) > 1601
            ? Date.UTC(general[1], general[2] - 1, general[3], general[4], general[5], general[6]) : NaN;
    else if (/^\d+$/.test(value) && value !== '9223372036854775807' && BigInt(value) > 0n)
        milliseconds = Number((BigInt(value) - 116444736000000000n) / 10000n);
    return Number.isFinite(milliseconds) ? new Date(milliseconds) : null;
}

export function ago(then, now = new Date()) {
    const seconds = Math.round((now - then) / 1000);
    const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86400000);
    if (seconds < -60) {
        if (-seconds < 3600)
            return t('in %1 min', Math.floor(-seconds / 60));
        return -seconds < 86400 ? t('in %1 h', Math.floor(-seconds / 3600)) : dateTime.format(then);
    }
    if (seconds < 60)
        return t('now');
    if (seconds < 3600)
        return t('%1 min ago', Math.floor(seconds / 60));
    if (days === 0 || seconds < 6 * 3600)
        return t('%1 h ago', Math.floor(seconds / 3600));
    if (days === 1)
        return t('yesterday');
    return days <= 30 ? t('%1 days ago', days) : dateOnly.format(then);
}

export function duration(seconds) {
    const full = Math.floor(seconds);
    if (full < 60)
        return t('%1 s', number(seconds, 1));
    if (full < 3600)
        return t('%1 min', Math.floor(full / 60));
    if (full < 86400)
        return t('%1 h %2 min', Math.floor(full / 3600), Math.floor(full % 3600 / 60));
    return t('%1 d %2 h', Math.floor(full / 86400), Math.floor(full % 86400 / 3600));
}

export function bytes(value) {
    let unit = 0;
    let rest = value;
    for (; rest >= 1024 && unit + 1 < units.length; ++unit)
        rest /= 1024;
    return `${number(rest, unit === 0 ? 0 : 2)} ${units[unit]}`;
}

const numeric = (value, write) => value !== '' && Number.isFinite(Number(value)) ? write(Number(value)) : value;

function inFormat(format, value) {
    switch (format) {
    case 'datetime': {
        const time = directoryTime(value);
        return time ? dateTime.format(time) : t('never');
    }
    case 'timestamp': {
        const time = directoryTime(value);
        return time ? timestamp.format(time) : value;
    }
    case 'duration': return numeric(value, duration);
    case 'dn-name': return nameOfDn(value);
    case 'number': return numeric(value, number);
    case 'bytes': return numeric(value, bytes);
    case 'flags': return numeric(value, bits => '0x' + (bits >>> 0).toString(16));
    case 'group-type': return groupType(value);
    default: return value;
    }
}

function groupType(value) {
    const bits = Number(value);
    if (value === '' || !Number.isFinite(bits))
        return '';
    if (bits & 1)
        return t('Built-in group');
    const security = (bits & 0x80000000) !== 0;
    if (bits & 2)
        return security ? t('Global security group') : t('Global mail list');
    if (bits & 4)
        return security ? t('Domain-local security group') : t('Domain-local mail list');
    return security ? t('Universal security group') : t('Universal mail list');
}

export function objectKind(record) {
    const kinds = [['computer', t('Workstation')], ['user', t('User')], ['group', t('Group')],
                   ['organizationalUnit', t('Organisational unit')], ['domainDNS', t('Domain')],
                   ['container', t('Container')], ['builtinDomain', t('Container')], ['contact', t('Contact')]];
    return kinds.find(([name]) => hasClass(record, name))?.[1] ?? values(record, 'objectClass').at(-1) ?? '';
}

export function accountState(record) {
    const expires = directoryTime(first(record, 'accountExpires'));
    return {disabled: (Number(first(record, 'userAccountControl')) & 2) !== 0,
            locked: directoryTime(first(record, 'lockoutTime')) !== null,
            expired: expires !== null && expires < new Date()};
}

function accountWords(record) {
    const state = accountState(record);
    return [state.disabled && t('disabled'), state.locked && t('locked'), state.expired && t('expired')]
        .filter(Boolean).join(', ');
}

/// Of a bar, how much of it there is: 0…1, or null where that is not known.
export function filled(column, record) {
    const value = first(record, column.field);
    const all = Number.isFinite(Number(column.of)) ? Number(column.of) : Number(first(record, column.of) || NaN);
    if (value === '' || !Number.isFinite(Number(value)) || !(all > 0))
        return null;
    const part = column.left ? 1 - value / all : value / all;
    return Math.min(1, Math.max(0, part));
}

/// A column of a record. "usage" is drawn elsewhere and empty here.
export function formatted(column, record) {
    const format = column.format ?? 'text';
    const held = values(record, column.field);
    if (format === 'bar') {
        const part = filled(column, record);
        return part === null ? '' : t('%1 %', Math.round(part * 100));
    }
    if (format === 'usage')
        return '';
    if (column.choices && held.length)
        return held.map(value => {
            const choice = column.choices.find(one => one.value === value);
            return choice ? shown(choice.label) : inFormat(format, value);
        }).join(', ');
    if (format === 'object-kind')
        return objectKind(record);
    if (format === 'account-state')
        return accountWords(record);
    if (format === 'ago') {
        const time = directoryTime(held[0] ?? '');
        // Only what can sign in can have never done so.
        return time ? ago(time) : held.length || values(record, 'userAccountControl').length ? t('never') : '';
    }
    if (format === 'count')
        return held.length ? number(held.length) : '';
    return held.map(value => inFormat(format, value)).join(', ');
}

export const alignsRight = format =>
    ['number', 'bytes', 'count', 'duration', 'bar', 'usage'].includes(format);

/// The icon of a row by its grid's rules.
export const iconFor = (rules, record) => (rules ?? []).find(rule => fits(rule, record, accountState))?.icon ?? '';

/// What a sign means, so that it has a colour as well: the same in every list.
export const toneOf = iconName =>
    ({'dialog-warning': 'fault', 'dialog-error': 'fault', 'dialog-cancel': 'fault', 'dialog-ok-apply': 'ok',
      'media-playback-pause': 'off', 'media-playback-stop': 'off', 'process-stop': 'fault',
      'media-playback-start': 'running', 'chronometer': 'running', 'object-locked': 'attention',
      'user-disabled': 'off'})[iconName] ?? '';

/// What a person hears of an object before an action: the first warning that fits.
export function warningFor(warnings, record) {
    const warning = (warnings ?? []).find(one => fits(one, record, accountState));
    return warning ? shownFilled(warning.text, record) : '';
}

export function shownFilled(text, record) {
    return shown(text).replace(/\{\{|\{([^}]*)\}/g,
                               (all, name) => all === '{{' ? '{' : values(record, name).join(', '));
}

/// What attributes are called that no column names.
export function attributeLabel(field) {
    const labels = {description: t('Description'), title: t('Title'), department: t('Department'),
                    company: t('Company'), telephoneNumber: t('Telephone'), mail: t('E-mail'),
                    manager: t('Manager'), managedBy: t('Managed by'), memberOf: t('Member of'),
                    member: t('Members'), groupType: t('Type'), whenCreated: t('Created'),
                    whenChanged: t('Changed'), pwdLastSet: t('Password set'),
                    lastLogonTimestamp: t('Last sign-in'), accountExpires: t('Account expires'),
                    dNSHostName: t('Host name'), operatingSystem: t('Operating system'),
                    operatingSystemVersion: t('Version'), location: t('Location'), street: t('Street'),
                    streetAddress: t('Street'), l: t('City'), st: t('State or province'),
                    postalCode: t('Postal code'), physicalDeliveryOfficeName: t('Office'),
                    userPrincipalName: t('Sign-in name'), distinguishedName: t('Distinguished name')};
    return labels[field] ?? field;
}
export const attributeFormat = field =>
    ({manager: 'dn-name', managedBy: 'dn-name', memberOf: 'dn-name', member: 'dn-name', directReports: 'dn-name',
      groupType: 'group-type', whenCreated: 'datetime', whenChanged: 'ago', pwdLastSet: 'ago',
      lastLogonTimestamp: 'ago', accountExpires: 'datetime'})[field] ?? 'text';
