// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a form descriptor. An editor shows the values of an attribute and says which ones the person wants;
// what nobody touched is given back as it was.
import {restPath} from './api.js';
import {el} from './dom.js';
import {directoryTime, formatted} from './format.js';
import {pick} from './picker.js';
import {first, nameOfDn, values} from './record.js';
import {shown, t} from './words.js';

let count = 0;
const epochOffset = 11644473600000n; // milliseconds from 1601 to 1970
const same = (a, b) => a.length === b.length && a.every((one, i) => one === b[i]);
const lower = text => String(text ?? '').toLowerCase();

/// Each makes {control, show(values), read()}; `read` is the values as they stand in the control.
const kinds = {
    text: (field, app, server) => {
        if (field.from)
            return typedOrChosen(field, app, server);
        const input = el('input', {type: 'text', maxlength: field.maxLength || null, spellcheck: 'false', autocomplete: 'off'});
        return {control: input, show: held => input.value = held.join('; '), read: before =>
            input.value === before.join('; ') ? before : input.value === '' ? [] : [input.value]};
    },
    number: () => {
        const input = el('input', {type: 'text', inputmode: 'numeric', autocomplete: 'off', size: 12});
        return {control: input, show: held => input.value = held[0] ?? '', read: () => (input.value.trim() ? [input.value.trim()] : []),
                fault: () => (/^-?\d*$/.test(input.value.trim()) ? '' : t('A whole number is needed.'))};
    },
    lines: () => {
        const area = el('textarea', {rows: 3});
        return {control: area, show: held => area.value = (held[0] ?? '').replace(/\r\n/g, '\n'),
                read: () => (area.value ? [area.value.replace(/\n/g, '\r\n')] : [])};
    },
    multi: () => {
        const area = el('textarea', {rows: 3, title: t('One value in each line')});
        return {control: area, show: held => area.value = held.join('\n'),
                read: () => area.value.split('\n').map(one => one.trim()).filter(Boolean)};
    },
    password: () => {
        const input = el('input', {type: 'password', autocomplete: 'new-password'});
        return {control: input, show: () => input.value = '', read: () => (input.value ? [input.value] : [])};
    },
    check: field => {
        const yes = field.true ?? 'TRUE';
        const no = field.false ?? 'FALSE';
        const means = held => (yes ? lower(held[0]) === lower(yes) : held.length > 0 && held[0] !== no);
        const box = el('input', {type: 'checkbox'});
        return {control: box, labelled: true, show: held => {
            box.checked = means(held);
            if (!yes && !box.checked)
                box.disabled = true; // nobody sets what only happens
        }, read: (before, creating) => {
            if (!creating && box.checked === means(before))
                return before;
            const value = box.checked ? yes : no;
            return value ? [value] : [];
        }};
    },
    choice: field => {
        const select = el('select');
        return {control: select, show: held => {
            const options = (field.choices ?? []).map(one => [one.value, shown(one.label)]);
            const known = options.find(([value]) => lower(value) === lower(held[0]));
            if (held.length && !known)
                options.push([held[0], held[0]]);
            if (!options.some(([value]) => value === ''))
                options.unshift(['', '']);
            select.replaceChildren(...options.map(([value, text]) => el('option', {value}, text)));
            select.value = known?.[0] ?? held[0] ?? '';
        }, read: before => (lower(select.value) === lower(before[0]) ? before : select.value ? [select.value] : [])};
    },
    flags: field => {
        const boxes = (field.flags ?? []).map(flag => ({flag, box: el('input', {type: 'checkbox'})}));
        const control = el('fieldset', {class: 'flags'}, boxes.map(({flag, box}) => el('label', {}, box, shown(flag.label))));
        const bits = held => Number(held[0] ?? 0) >>> 0;
        return {control, show: held => {
            for (const {flag, box} of boxes)
                box.checked = ((bits(held) & flag.bit) !== 0) !== Boolean(flag.inverted);
        }, read: before => {
            let wanted = bits(before);
            for (const {flag, box} of boxes)
                wanted = (box.checked !== Boolean(flag.inverted) ? wanted | flag.bit : wanted & ~flag.bit) >>> 0;
            return wanted === bits(before) ? before : [String(wanted | 0)]; // the directory writes signed numbers
        }};
    },
    date: field => {
        const word = field.zero && field.zero !== 'never' ? field.zero : t('never');
        const never = el('input', {type: 'checkbox', onchange: () => input.disabled = never.checked});
        const input = el('input', {type: 'datetime-local'});
        const local = time => new Date(time - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
        return {control: el('div', {class: 'beside'}, el('label', {}, never, word), input), focus: input, show: held => {
            const time = directoryTime(held[0] ?? '');
            never.checked = !time;
            input.disabled = !time;
            input.value = time ? local(time) : '';
        }, read: before => {
            const time = directoryTime(before[0] ?? '');
            if (never.checked)
                return time ? ['0'] : before;
            if (!input.value || (time && local(time) === input.value))
                return before;
            return [String((BigInt(new Date(input.value).getTime()) + epochOffset) * 10000n)];
        }};
    },
};
kinds.path = kinds.text;

/// Text that is also chosen among what the records of a resource have under the field's name, those of the server.
function typedOrChosen(field, app, server) {
    const offered = el('datalist', {id: `offered-${field.field}-${++count}`});
    const input = el('input', {type: 'text', list: offered.id, spellcheck: 'false', autocomplete: 'off'});
    app.api.get(restPath(field.from), {...(server ? {server} : {}), fields: field.field}).then(({json}) => {
        const all = new Set(json.items.flatMap(record => values(record, field.field)));
        offered.replaceChildren(...[...all].sort().map(value => el('option', {value})));
    }, fault => app.messages.fault(t('Looking for what can be chosen:'), fault));
    return {control: el('div', {class: 'beside offered'}, input, offered), focus: input, show: held => input.value = held[0] ?? '',
            read: () => (input.value.trim() ? [input.value.trim()] : [])};
}

kinds.dn = (field, app) => {
    let now = [];
    const name = el('span', {class: 'value'});
    const control = el('div', {class: 'beside'}, name);
    const set = held => {
        now = held;
        name.textContent = held.map(nameOfDn).join(', ');
        clear.disabled = held.length === 0;
    };
    const told = () => control.dispatchEvent(new Event('change', {bubbles: true}));
    const choose = el('button', {type: 'button', onclick: async () => {
        const [record] = await pick(app, {title: shown(field.label), resource: field.from});
        if (record) {
            set([first(record, 'distinguishedName')]);
            told();
        }
    }}, t('Choose …'));
    const clear = el('button', {type: 'button', onclick: () => {
        set([]);
        told();
    }}, t('None'));
    control.append(choose, clear);
    return {control, focus: choose, show: set, read: () => now};
};

/// Whether this page has an editor for it; others are shown and changed in the client.
export const canEdit = field =>
    field.editor === undefined || (field.editor in kinds && (field.editor !== 'dn' || /^[^,]+$/.test(field.from ?? '')));

export class Editor {
    #kind;
    #before = [];

    constructor(app, field, id, {readOnly = false, creating = false, server = ''} = {}) {
        this.field = field;
        this.creating = creating;
        const plain = field.editor === 'read-only' || !canEdit(field);
        this.readOnly = readOnly || plain || field.readOnly || (field.createOnly && !creating);
        const label = shown(field.label);
        this.fault = el('p', {class: 'field-fault', id: `${id}-fault`, role: 'alert', hidden: true});
        if (plain) {
            this.control = el('div', {class: 'value', id});
        } else {
            this.#kind = kinds[field.editor ?? 'text'](field, app, server);
            this.control = this.#kind.control;
            this.focusTarget = this.#kind.focus ?? (this.control.matches('fieldset') ? this.control.querySelector('input') : this.control);
            if (this.focusTarget) {
                this.focusTarget.id = id;
                this.focusTarget.setAttribute('aria-describedby', `${id}-fault`);
                if (field.required)
                    this.focusTarget.setAttribute('aria-required', 'true');
            }
        }
        const notes = [];
        if (field.editor !== 'read-only' && !field.readOnly && !canEdit(field))
            notes.push(el('p', {class: 'faint'}, t('This is changed in the client, smc, or by smcctl.')));
        if (field.hint)
            notes.push(el('p', {class: 'faint'}, shown(field.hint)));
        const mark = field.required && !this.readOnly ? el('span', {class: 'required', title: t('Needed')}, ' *') : '';
        const body = el('div', {class: 'control'}, this.#kind?.labelled ? el('label', {class: 'beside'}, this.control, label) :
            el('div', {class: 'beside'}, this.control, field.unit ? el('span', {class: 'faint'}, shown(field.unit)) : ''), this.fault, notes);
        this.el = el('div', {class: 'form-row', 'data-field': field.field},
                     this.#kind?.labelled ? el('span') : el('label', {for: id}, label, mark), body);
        for (const event of ['input', 'change'])
            this.el.addEventListener(event, () => {
                this.touched = true;
                this.say('');
                this.#mark();
            });
    }

    load(record) {
        this.#before = values(record, this.field.field);
        if (!this.#kind) {
            const names = ['dn', 'dns', 'members', 'members-of'].includes(this.field.editor);
            this.control.textContent = names ? this.#before.map(nameOfDn).sort().join(', ')
                : ['photo', 'logon-hours', 'access', 'quotas'].includes(this.field.editor) ? ''
                : formatted({field: this.field.field, format: this.field.format, choices: this.field.choices}, record);
            return;
        }
        this.#kind.show(this.#before);
        if (this.readOnly) {
            for (const control of [this.control, ...this.control.querySelectorAll('input, select, textarea, button')]) {
                if ('disabled' in control)
                    control.disabled = true;
            }
        }
        this.#mark();
    }
    /// Puts a value in as if the person had, for what is new.
    fillIn(held) {
        this.#kind?.show(held);
    }

    get values() {
        return this.#kind ? this.#kind.read(this.#before, this.creating) : this.#before;
    }
    get isChanged() {
        return !this.readOnly && !same(this.values, this.#before);
    }
    #mark() {
        this.el.classList.toggle('changed', this.isChanged && !this.creating);
    }
    /// What is wrong with what stands there; empty: nothing.
    verify() {
        if (this.readOnly)
            return '';
        const held = this.values;
        if (this.field.required && held.length === 0)
            return t('This is needed.');
        if (!this.isChanged)
            return '';
        if (this.field.pattern && held.some(one => !matches(this.field.pattern, one)))
            return shown(this.field.message) || t('This is not in the form that it has to have.');
        return this.#kind.fault?.() ?? '';
    }
    say(fault) {
        this.fault.hidden = !fault;
        this.fault.textContent = fault;
        this.focusTarget?.setAttribute('aria-invalid', Boolean(fault));
    }
    /// Whether the field is there, as another one stands.
    isWanted(valuesOf) {
        return !this.field.when || valuesOf(this.field.when).some(one => (this.field.has ?? []).includes(one));
    }
}

/// A pattern that this browser cannot read is the service's matter alone.
function matches(pattern, text) {
    try {
        return new RegExp(pattern, 'u').test(text);
    } catch {
        try {
            return new RegExp(pattern).test(text);
        } catch {
            return true;
        }
    }
}
