// SPDX-License-Identifier: GPL-3.0-or-later
// Property sheets and dialogs for new objects, as form descriptors say. A change goes with the ETag of what was read;
// only what was changed is sent.
import {changeLines} from './actions.js';
import {Problem, restPath} from './api.js';
import {ask, faultBlock, openDialog} from './dialog.js';
import {el} from './dom.js';
import {canEdit, Editor} from './editors.js';
import {fill, fillTemplate, first, idOf, isDirectory, nameOf, resourceOf} from './record.js';
import {readRoute} from './route.js';
import {shown, t} from './words.js';

/// The form of an object's sheet: its grid's own, or the first of the resource that makes nothing new.
export function sheetOf(app, grid, resource) {
    return app.form(grid.form) ?? app.descriptors.forms.find(one => one.resource === resource && !one.creates) ?? null;
}
/// A form is filled in here when every field that it needs can be.
export function canAsk(app, name) {
    const form = app.form(name);
    return Boolean(form) && form.pages.every(page => page.fields.every(field => !field.required || canEdit(field)));
}

export function openSheet(app, grid, record, {form, resource} = {}) {
    return new Sheet(app, form ? app.form(form) : sheetOf(app, grid, resourceOf(record, grid.resource)),
                     resource ?? resourceOf(record, grid.resource), record).open();
}
export function openCreate(app, grid, create) {
    return new Sheet(app, app.form(create.form), create.resource, null, create).open();
}

export function canCreate(app, create) {
    return canAsk(app, create.form);
}

let count = 0;

/// What an action needs, by the fields of a form: the first value of each that is not empty, or null when the person
/// has thought better of it. `question` is that of ask(); `server` is that of what is asked about.
export async function askValues(app, name, question, server = '') {
    const editors = app.form(name).pages.flatMap(page => page.fields).filter(canEdit)
        .map(field => new Editor(app, field, `field-${++count}`, {readOnly: false, creating: true, server}));
    for (const editor of editors) {
        editor.load({});
        if (editor.field.default)
            editor.fillIn([editor.field.default]);
    }
    const extra = el('div', {class: 'sheet'}, editors.map(one => one.el));
    for (;;) {
        if (!await ask({...question, extra}))
            return null;
        const faults = editors.map(editor => [editor, editor.verify()]);
        for (const [editor, fault] of faults)
            editor.say(fault);
        if (faults.every(([, fault]) => !fault))
            break;
    }
    return Object.fromEntries(editors.filter(one => one.values.length).map(one => [one.field.field, one.values[0]]));
}

class Sheet {
    #app;
    #form;
    #resource;
    #record;
    #create;
    #etag = '';
    #editors = [];
    #dialog = null;
    #template = null; ///< that was chosen for a new object

    constructor(app, form, resource, record, create = null) {
        this.#app = app;
        this.#form = form;
        this.#resource = resource;
        this.#record = record;
        this.#create = create;
    }

    async open() {
        if (this.#record) {
            this.#app.busy(+1);
            try {
                await this.#read();
            } catch (fault) {
                this.#app.messages.fault(t('Reading %1:', nameOf(this.#record)), fault);
                return;
            } finally {
                this.#app.busy(-1);
            }
        }
        this.#draw();
    }

    async #read() {
        const id = this.#create ? '' : idOf(this.#record);
        const answer = await this.#app.api.get(restPath(this.#resource, id));
        this.#record = answer.json;
        this.#etag = answer.etag;
    }

    #draw() {
        const readOnly = !this.#app.mayChange;
        const creating = Boolean(this.#create);
        const pages = this.#form.pages.map(page => ({page, fields: page.fields.filter(field => creating ? canEdit(field) : true)}))
            .filter(({fields}) => fields.length);
        const sections = pages.map(({page, fields}) => {
            const editors = fields.map(field => new Editor(this.#app, field, `field-${++count}`, {readOnly, creating}));
            this.#editors.push(...editors);
            return el('section', {'aria-label': shown(page.title), 'data-page': page.name}, el('h3', {}, shown(page.title)),
                      editors.map(one => one.el));
        });
        this.said = el('div', {class: 'said', 'aria-live': 'polite'});
        this.reason = el('input', {type: 'text', id: 'sheet-reason', maxlength: 500, autocomplete: 'off'});
        const reason = this.#form.reason && !readOnly
            ? el('div', {class: 'form-row'}, el('label', {for: 'sheet-reason'}, t('Why')), el('div', {class: 'control'}, this.reason)) : '';
        const close = el('button', {type: 'button', onclick: () => this.#dialog.close('')}, readOnly ? t('Close') : t('Cancel'));
        const preview = el('button', {type: 'button', 'data-role': 'preview', onclick: () => this.#send(true)}, t('Preview'));
        this.apply = el('button', {type: 'submit', class: 'accent', 'data-role': 'apply'}, creating ? t('Create') : t('Apply'));
        const form = el('form', {class: 'sheet', novalidate: true, onsubmit: event => {
            event.preventDefault();
            this.#send(false);
        }, oninput: () => this.#changed(), onchange: () => this.#changed()}, el('div', {class: 'fields'}, this.#templates(), sections, reason),
        el('div', {class: 'footer'}, this.said, el('div', {class: 'buttons'}, close, readOnly ? '' : [preview, this.apply])));
        for (const editor of this.#editors) {
            editor.load(this.#record ?? {});
        }
        const title = creating ? shown(this.#form.title)
            : fill(shown(this.#form.title), name => (name === 'name' ? nameOf(this.#record) : first(this.#record, name)));
        this.#dialog = openDialog({title, content: [form], buttons: [], wide: true});
        this.#changed();
        (this.#editors.find(one => !one.readOnly)?.focusTarget ?? close).focus();
    }

    #templates() {
        const offered = this.#create ? this.#app.descriptors.templates.filter(one => one.form === this.#form.name) : [];
        if (!offered.length)
            return '';
        const words = el('p', {class: 'faint'});
        const select = el('select', {id: 'sheet-template', onchange: () => {
            const chosen = offered[select.selectedIndex - 1];
            words.textContent = chosen ? [shown(chosen.hint), ...chosen.values.map(one => shown(one.why))].filter(Boolean).join(' ') : '';
            for (const editor of this.#editors.filter(one => !one.touched))
                editor.fillIn([]);
            this.#template = chosen;
        }}, [t('Without a template'), ...offered.map(one => shown(one.title))].map(text => el('option', {}, text)));
        return el('div', {class: 'form-row'}, el('label', {for: 'sheet-template'}, t('Template')), el('div', {class: 'control'}, select, words));
    }

    #valuesOf(name) {
        return this.#editors.find(one => one.field.field === name)?.values ?? [];
    }
    get #there() {
        return this.#editors.filter(one => one.isWanted(name => this.#valuesOf(name)));
    }
    /// What nobody has typed into has what the template or the form puts there, as other fields stand now.
    #fillDefaults() {
        for (let pass = 0; pass < 3; ++pass) { // one default may stand on another
            for (const editor of this.#editors.filter(one => !one.touched && !one.readOnly)) {
                const wanted = this.#template?.values.find(one => one.field === editor.field.field)?.value ??
                    (editor.field.default ? [editor.field.default] : null);
                const filled = wanted?.map(text => fillTemplate(text, name => this.#valuesOf(name)[0] ??
                    (name === 'realm' ? this.#app.api.session.realm : ''))).filter(Boolean);
                if (filled)
                    editor.fillIn(filled);
            }
        }
    }
    #changed() {
        if (this.#create)
            this.#fillDefaults();
        const there = this.#there;
        for (const editor of this.#editors)
            editor.el.hidden = !there.includes(editor);
        const changes = there.filter(one => one.isChanged).length;
        if (!this.#create) {
            this.apply.textContent = changes ? t('Apply (%1)', changes) : t('Apply');
            this.apply.disabled = changes === 0;
        }
    }

    #body() {
        const body = {};
        for (const editor of this.#there) {
            if (editor.readOnly || !(editor.isChanged || (this.#create && editor.values.length)))
                continue;
            body[editor.field.field] = editor.values;
        }
        if (this.#create && isDirectory(this.#resource)) {
            const node = readRoute().node;
            if (node)
                body.parent = node;
            for (const meta of ['password', 'mustChangePassword', 'enabled']) {
                if (body[meta])
                    body[meta] = meta === 'password' ? body[meta][0] : body[meta][0].toLowerCase() === 'true';
            }
        }
        return body;
    }

    async #send(dry) {
        let wrong = null;
        for (const editor of this.#there) {
            const fault = editor.verify();
            editor.say(fault);
            wrong ??= fault ? editor : null;
        }
        if (wrong) {
            wrong.focusTarget?.focus();
            return;
        }
        const query = {};
        if (dry)
            query['dry-run'] = '1';
        if (this.reason.value.trim())
            query.reason = this.reason.value.trim();
        this.apply.disabled = true;
        this.said.replaceChildren();
        try {
            const answer = await this.#app.api.request(this.#create ? 'POST' : 'PUT',
                restPath(this.#resource, this.#create ? null : idOf(this.#record)),
                {query, body: this.#body(), ifMatch: this.#create ? '' : this.#etag || '*'});
            if (dry) {
                const lines = changeLines(answer.json);
                this.said.replaceChildren(el('h3', {}, t('What it would do')), lines.length
                    ? el('ul', {}, lines.map(line => el('li', {}, line))) : el('p', {}, t('Nothing would change.')));
                return;
            }
            this.#dialog.close('');
            this.#app.messages.done(this.#create ? t('%1 is there now.', nameOf(answer.json ?? {}) || this.#valuesOf('name')[0] || '')
                                                 : t('%1 was changed.', nameOf(this.#record)));
            if (this.#create && idOf(answer.json ?? {}))
                this.#app.go({id: idOf(answer.json), page: '', at: ''});
            this.#app.refresh();
        } catch (fault) {
            this.#show(fault);
        } finally {
            this.apply.disabled = false;
            this.#changed();
        }
    }

    #show(fault) {
        for (const one of [fault, ...(fault.more ?? [])])
            this.#editors.find(editor => editor.field.field === one.field)?.say([one.message, one.hint].filter(Boolean).join(' '));
        this.said.replaceChildren(faultBlock(fault));
        if (!(fault instanceof Problem) || fault.status !== 412)
            return;
        // Somebody else was faster: what he wrote is shown, and what was typed here goes.
        this.said.append(el('button', {type: 'button', 'data-role': 'reload', onclick: async () => {
            await this.#read();
            for (const editor of this.#editors)
                editor.load(this.#record);
            this.said.replaceChildren();
            this.#changed();
        }}, t('Read it anew')));
    }
}
