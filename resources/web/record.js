// SPDX-License-Identifier: GPL-3.0-or-later
// What the service tells of an object: attribute → values.

export const values = (record, name) => {
    const held = record?.[name];
    return Array.isArray(held) ? held.map(String) : held === undefined || held === null ? [] : [String(held)];
};
export const first = (record, name) => values(record, name)[0] ?? '';

const firstOf = (record, names) => names.map(name => first(record, name)).find(Boolean) ?? '';

export const idOf = record => firstOf(record, ['objectGUID', 'distinguishedName', 'id']);
export const nameOf = record =>
    firstOf(record, ['name', 'cn', 'ou', 'displayName', 'sAMAccountName']) ||
    nameOfDn(first(record, 'distinguishedName')) || first(record, 'id');

export const hasClass = (record, name) =>
    values(record, 'objectClass').some(one => one.toLowerCase() === name.toLowerCase());
export const isContainer = record =>
    ['organizationalUnit', 'container', 'builtinDomain', 'domainDNS'].some(one => hasClass(record, one));

export const isDirectory = resource => resource.startsWith('identity/');

/// A list of the directory holds objects of several kinds; each is changed as one of its own.
export function resourceOf(record, listed) {
    if (!isDirectory(listed))
        return listed;
    if (hasClass(record, 'computer')) // a computer is a user, too
        return 'identity/workstations';
    if (hasClass(record, 'user'))
        return 'identity/users';
    if (hasClass(record, 'group'))
        return 'identity/groups';
    return isContainer(record) ? 'identity/ous' : values(record, 'objectClass').length ? 'identity/objects' : listed;
}

/// Splits at the first comma that no backslash precedes.
function endOfRdn(dn) {
    for (let i = 0; i < dn.length; ++i) {
        if (dn[i] === '\\')
            ++i;
        else if (dn[i] === ',')
            return i;
    }
    return dn.length;
}
export function nameOfDn(dn) {
    const rdn = dn.slice(0, endOfRdn(dn));
    return rdn.slice(rdn.indexOf('=') + 1).replace(/\\(.)/g, '$1');
}
export const parentOfDn = dn => dn.slice(endOfRdn(dn) + 1);

/// Replaces "{attribute}" in a text of a descriptor; "{{" stands for a brace.
export function fill(text, valueOf) {
    return text.replace(/\{\{|\{([^}]*)\}/g, (all, name) => all === '{{' ? '{' : valueOf(name));
}

/// Fills "{givenName:account:1}.{sn:account}@{realm:lower}": what stands behind a name is carried out from left to
/// right.
export function fillTemplate(text, valueOf) {
    const modifiers = {lower: value => value.toLowerCase(), upper: value => value.toUpperCase(), latin: latinOf,
                       account: value => latinOf(value).toLowerCase().replace(/[^a-z0-9._-]|^[._-]+|[.-]+$/g, '')};
    return fill(text, expression => {
        const [name, ...behind] = expression.split(':');
        return behind.reduce((value, one) => (/^\d+$/.test(one) ? value.slice(0, Number(one)) : modifiers[one]?.(value) ?? value),
                             valueOf(name));
    }).replace(/\s+/g, ' ').trim();
}
const latinOf = text => text.replace(/[ßæœøłđ]/gi, one =>
    ({ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd'})[one.toLowerCase()]).normalize('NFKD').replace(/\p{M}/gu, '');

/// Fills a descriptor's query; null when the object lacks a value of it.
export function fillQuery(query, record) {
    const made = {};
    let complete = true;
    for (const [name, text] of Object.entries(query ?? {})) {
        made[name] = fill(text, attribute => {
            const value = first(record, attribute);
            complete &&= value !== '';
            return value;
        });
    }
    return complete ? made : null;
}

/// Whether a rule of a descriptor fits: an attribute has a value, or ("is") an account a state.
export function fits(rule, record, accountState) {
    if (!rule.when)
        return true;
    if (rule.when === 'is')
        return accountState(record)[rule.has] === true;
    return values(record, rule.when).some(value => value.toLowerCase() === String(rule.has).toLowerCase());
}
