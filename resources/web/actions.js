// SPDX-License-Identifier: GPL-3.0-or-later
// The actions of a grid descriptor. An object {"method", "path", …} is sent as it says; a name alone is one of those
// below. What this page cannot do has no button.
import {restPath} from './api.js';
import {DetailGrid} from './detail_grid.js';
import {ask, openDialog} from './dialog.js';
import {el, icon} from './dom.js';
import {accountState, warningFor} from './format.js';
import {isFolder} from './grid.js';
import {pick} from './picker.js';
import {first, idOf, isContainer, nameOf, resourceOf} from './record.js';
import {askValues, canAsk, canCreate, openCreate, openSheet, sheetOf} from './sheet.js';
import {shown, t} from './words.js';

const warningsSaid = 8;
const parallel = 4; // changes under way at once

/// What a dry run says, in lines.
export function changeLines(answer) {
    const text = value => (Array.isArray(value) ? value : [value]).map(String).join(', ');
    return (answer?.changes ?? []).flatMap(change => {
        const about = change.dn ?? change.id ?? [change.server, change.share ?? change.path ?? change.name ?? change.store ?? change.user]
            .filter(Boolean).join(':');
        const line = [change.operation, about].filter(Boolean).join(' ');
        const attributes = (change.attributes ?? []).map(one =>
            `${one.name}: ${text(one.before ?? []) || '—'} → ${text(one.after ?? []) || '—'}`);
        const rest = Object.entries(change).filter(([name, value]) => Array.isArray(value) && name !== 'attributes' &&
            value.length && typeof value[0] !== 'object').map(([name, value]) => `${name}: ${text(value)}`);
        return [line, ...attributes, ...rest].filter(Boolean);
    });
}

const isAccount = record => ['identity/users', 'identity/workstations'].includes(resourceOf(record, 'identity/objects'));
const isUser = record => resourceOf(record, 'identity/objects') === 'identity/users';
const isPrincipal = record => isAccount(record) || resourceOf(record, 'identity/objects') === 'identity/groups';

/// What the page knows of an action's name: whether it fits the rows, and what it does.
const known = {
    properties: {label: () => t('Properties'), icon: 'document-properties', reads: true, one: true,
                 can: (app, grid, record) => Boolean(sheetOf(app, grid, resourceOf(record, grid.resource))),
                 run: (app, grid, [record]) => openSheet(app, grid, record)},
    rename: {label: () => t('Rename …'), icon: 'edit-rename', one: true, run: rename},
    move: {label: () => t('Move …'), icon: 'edit-move', run: move},
    delete: {label: () => t('Delete'), icon: 'edit-delete', danger: true, run: remove},
    'reset-password': {label: () => t('Reset password …'), icon: 'password-generate', one: true,
                       can: (app, grid, record) => isUser(record), run: resetPassword},
    unlock: {label: () => t('Unlock'), icon: 'unlock', can: (app, grid, record) => accountState(record).locked,
             run: (app, grid, records) => put(app, grid, records, t('Unlock'), '/unlock')},
    enable: {label: () => t('Enable'), icon: 'media-playback-start',
             can: (app, grid, record) => isAccount(record) && accountState(record).disabled,
             run: (app, grid, records) => put(app, grid, records, t('Enable'), '/enable')},
    disable: {label: () => t('Disable'), icon: 'media-playback-pause',
              can: (app, grid, record) => isAccount(record) && !accountState(record).disabled,
              run: (app, grid, records) => put(app, grid, records, t('Disable'), '/disable')},
    'add-to-group': {label: () => t('Add to a group …'), icon: 'list-add-user', can: (app, grid, record) => isPrincipal(record),
                     run: addToGroup},
    'add-member': {label: () => t('Add members …'), icon: 'list-add-user', one: true, run: addMembers},
};

function put(app, grid, records, label, path) {
    return send(app, grid, records, {label, method: 'PUT', path});
}

async function remove(app, grid, records) {
    const label = t('Delete');
    const text = records.length === 1 ? t('“%1” will be deleted.', nameOf(records[0])) : t('%1 objects will be deleted.', records.length);
    const below = records.some(isContainer) ? t('What lies below is deleted, too.') + '\n' : '';
    const form = sheetOf(app, grid, resourceOf(records[0], grid.resource));
    const why = form?.reason ? el('input', {type: 'text', maxlength: 500, autocomplete: 'off', 'data-role': 'reason'}) : null;
    const action = {label, method: 'DELETE', path: '', query: below ? {subtree: '1'} : {}};
    const extra = why ? el('label', {class: 'field'}, t('Why'), why) : null;
    if (!await ask({title: label, text, details: below + t('This cannot be undone.'), accept: label, danger: true, extra,
                    preview: preview(app, grid, records, action)}))
        return;
    if (why?.value.trim())
        action.query.reason = why.value.trim();
    await send(app, grid, records, action);
}

async function rename(app, grid, [record]) {
    const name = el('input', {type: 'text', value: nameOf(record), maxlength: 200, autocomplete: 'off', 'data-role': 'name'});
    const yes = await ask({title: t('Rename'), text: nameOf(record), accept: t('Rename'), extra: el('label', {class: 'field'}, t('New name'), name)});
    if (yes && name.value.trim() && name.value.trim() !== nameOf(record))
        await send(app, grid, [record], {label: t('Rename'), method: 'PUT', path: '/rename', body: () => ({name: name.value.trim()}), ifMatch: '*'});
}

async function resetPassword(app, grid, [record]) {
    const password = el('input', {type: 'password', autocomplete: 'new-password', maxlength: 1000, 'data-role': 'password'});
    const must = el('input', {type: 'checkbox', checked: true});
    const yes = await ask({title: t('Reset password'), text: nameOf(record), accept: t('Reset password'), extra: el('div', {class: 'sign-in'},
        el('label', {class: 'field'}, t('New password'), password),
        el('label', {class: 'beside'}, must, t('To be changed at the next sign-in')))});
    const body = {password: password.value, mustChange: must.checked};
    password.value = '';
    if (yes && body.password)
        await send(app, grid, [record], {label: t('Reset password'), method: 'PUT', path: '/password', body: () => body});
}

async function move(app, grid, records) {
    const [place] = await pick(app, {title: t('Move to'), resource: 'identity/ous'});
    if (place)
        await send(app, grid, records, {label: t('Move'), method: 'PUT', path: '/move', body: () => ({parent: first(place, 'distinguishedName')})});
}

async function addToGroup(app, grid, records) {
    const [group] = await pick(app, {title: t('Add to a group'), resource: 'identity/groups'});
    if (group)
        await send(app, grid, records, {label: t('Added to %1', nameOf(group)), method: 'PUT',
                                        pathOf: record => restPath('identity/groups', idOf(group), `/members/${encodeURIComponent(idOf(record))}`)});
}

async function addMembers(app, grid, [group]) {
    const members = await pick(app, {title: t('Add members to %1', nameOf(group)), resource: 'identity/objects', fits: isPrincipal, several: true});
    if (members.length)
        await send(app, grid, members, {label: t('Added to %1', nameOf(group)), method: 'PUT',
                                        pathOf: record => restPath('identity/groups', idOf(group), `/members/${encodeURIComponent(idOf(record))}`)});
}

function preview(app, grid, records, action) {
    return Promise.all(records.slice(0, warningsSaid).map(async record => {
        const answer = await app.api.request(action.method, pathOf(grid, record, action), {query: {...action.query, 'dry-run': '1'}});
        return changeLines(answer.json);
    })).then(all => all.flat());
}

const pathOf = (grid, record, action) =>
    action.pathOf?.(record) ?? restPath(resourceOf(record, grid.resource), idOf(record), action.path ?? '');

/// Sends an action for each row, a few at a time, and says what came of it.
async function send(app, grid, records, action) {
    const waiting = [...records];
    const failed = [];
    const work = async () => {
        for (let record = waiting.shift(); record; record = waiting.shift()) {
            try {
                await app.api.request(action.method, pathOf(grid, record, action),
                                      {query: action.query, body: action.body?.(record), ifMatch: action.ifMatch});
            } catch (fault) {
                failed.push([record, fault]);
            }
        }
    };
    app.busy(+1);
    await Promise.all(Array.from({length: Math.min(parallel, records.length)}, work));
    app.busy(-1);
    if (failed.length === 0)
        app.messages.done(records.length === 1 ? `${action.label}: ${nameOf(records[0])}` : t('%1: %2 objects', action.label, records.length));
    else if (records.length === 1)
        app.messages.fault(`${action.label} (${nameOf(records[0])}):`, failed[0][1]);
    else
        app.messages.fault(t('%1: %2 of %3 failed, %4 first:', action.label, failed.length, records.length, nameOf(failed[0][0])), failed[0][1]);
    if (failed.length < records.length)
        app.refresh();
}

async function custom(app, grid, records, descriptor) {
    const label = shown(descriptor.label);
    if (descriptor.form)
        return openSheet(app, grid, records[0], {form: descriptor.form, resource: descriptor.resource});
    if (descriptor.grid)
        return openRows(app, descriptor, records[0]);
    const action = {label, method: descriptor.method ?? 'PUT', path: descriptor.path ?? ''};
    if (descriptor.resource)
        action.pathOf = record => restPath(descriptor.resource, idOf(record), action.path);
    if (descriptor.asks) {
        const about = records.length === 1 ? nameOf(records[0]) : t('%1 objects', records.length);
        const servers = new Set(records.map(record => first(record, 'server')));
        const values = await askValues(app, descriptor.asks, {title: label, text: about, accept: label},
                                       servers.size === 1 ? [...servers][0] : '');
        if (values)
            await send(app, grid, records, {...action, body: () => values});
        return;
    }
    if (descriptor.confirm) {
        const warnings = [...new Set(records.map(record => warningFor(descriptor.warnings, record)).filter(Boolean))];
        const more = warnings.length - warningsSaid;
        const details = warnings.slice(0, warningsSaid).concat(more > 0 ? [t('and %1 more', more)] : []).join('\n');
        const yes = await ask({title: label, text: shown(descriptor.confirm), details, accept: label, danger: true,
                               preview: preview(app, grid, records, action)});
        if (!yes)
            return;
    }
    await send(app, grid, records, action);
}

/// The list that an action opens of an object, with what its own grid offers to do; what comes of that is said in it.
function openRows(app, descriptor, record) {
    const rows = new DetailGrid(app, app.grid(descriptor.grid), {title: descriptor.label, grid: descriptor.grid, query: descriptor.query});
    const dialog = openDialog({
        title: `${shown(descriptor.label)}: ${nameOf(record)}`,
        content: rows.el,
        buttons: [el('button', {type: 'button', onclick: () => dialog.close('')}, t('Close'))],
        rows: true,
        done: () => {
            rows.stop();
            app.place.after(app.messages.el);
        },
    });
    dialog.querySelector('.content').append(app.messages.el);
    rows.setObject(record);
    rows.seen(true);
}

/// The buttons of a grid. `records` gives the chosen rows; update() after they changed. Where folders open in the
/// list, nothing is done with them.
export class ActionBar {
    #app;
    #records;
    #foldersOpen;
    #buttons = [];

    constructor(app, grid, records, {foldersOpen = false} = {}) {
        this.#app = app;
        this.#records = records;
        this.#foldersOpen = foldersOpen;
        this.el = el('div', {class: 'actions', role: 'toolbar', 'aria-label': t('Actions')});
        for (const made of grid.creates ?? []) {
            if ((grid.actions ?? []).includes('create') && canCreate(app, made))
                this.#add({name: `create-${made.form}`, label: `+ ${shown(made.label)}`, icon: made.icon ?? 'list-add', none: true,
                           run: () => openCreate(app, grid, made)});
        }
        for (const action of grid.actions ?? []) {
            if (typeof action !== 'string') {
                if (action.form && !sheetOf(app, {form: action.form}, action.resource))
                    continue;
                if (action.asks && !canAsk(app, action.asks))
                    continue;
                if (action.grid && !app.grid(action.grid)) // a list that the person's role does not see
                    continue;
                this.#add({name: action.name, label: shown(action.label), icon: action.icon, one: Boolean(action.form || action.grid),
                           reads: Boolean(action.grid),
                           run: rows => custom(app, grid, rows, action)});
            } else if (known[action]) {
                const {label, can, run, ...rest} = known[action];
                this.#add({name: action, label: label(), can: can && (record => can(app, grid, record)),
                           run: rows => run(app, grid, rows), ...rest});
            }
        }
        this.update();
    }

    #add(action) {
        // Who may only read is shown nothing that changes.
        if (!action.reads && !this.#app.api.mayChange)
            return;
        const button = el('button', {type: 'button', 'data-action': action.name, class: action.danger ? 'danger-text' : null,
                                     onclick: () => this.#run(button, action)},
                          icon(action.icon), el('span', {class: 'label'}, action.label));
        this.#buttons.push({button, action});
        this.el.append(button);
    }

    async #run(button, action) {
        const rows = this.#records();
        button.setAttribute('aria-busy', 'true');
        try {
            await action.run(rows);
        } finally {
            button.removeAttribute('aria-busy');
            this.update();
        }
    }

    get isEmpty() {
        return this.#buttons.length === 0;
    }

    update() {
        const rows = this.#records();
        for (const {button, action} of this.#buttons) {
            const fit = action.none || (rows.length > 0 && !(this.#foldersOpen && rows.some(isFolder)) && (!action.one || rows.length === 1) &&
                (!action.can || rows.every(record => action.can(record))));
            button.disabled = !fit;
        }
    }
}
