// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a grid descriptor: a table with a row for each record, one line wide and two lines on a phone.
import {el, icon, setIcon, setText} from './dom.js';
import {alignsRight, filled, formatted, iconFor, toneOf} from './format.js';
import {Freshness} from './freshness.js';
import {List} from './list.js';
import {first, idOf, nameOf} from './record.js';
import {usageCell, UsageTrends} from './usage.js';
import {shown, t} from './words.js';

const slowAfter = 150; // milliseconds
const trendLength = 40;
const pageOfRows = 15; // what PageDown goes on by

/// Events: "selected" (the person chose other rows), "opened" (`detail`: the record), "loaded".
export class Grid extends EventTarget {
    list;
    selection = new Set(); ///< ids
    #grid;
    #label;
    #emptyText;
    #rows = new Map(); ///< id → {tr, cells, record}
    #columns = [];
    #current = '';
    #anchor = '';
    #slow = 0;
    #freshness;
    #usage;
    #trends = new Map();
    #more;

    constructor(api, grid, {label, empty = '', storageKey = ''} = {}) {
        super();
        this.#grid = grid;
        this.#label = label;
        this.#emptyText = empty;
        this.storageKey = storageKey;
        this.list = new List(api, grid);
        this.#usage = new UsageTrends(api, () => this.#fillRows());
        this.#freshness = new Freshness(() => this.refresh());
        this.notice = el('div', {class: 'notice', hidden: true});
        this.head = el('thead');
        this.body = el('tbody');
        this.table = el('table', {role: 'grid', 'aria-label': label, 'aria-multiselectable': 'true',
                                  onkeydown: event => this.#key(event)}, this.head, this.body);
        this.#more = el('div', {class: 'more'});
        this.el = el('div', {class: 'grid'}, this.table, this.#more, this.notice);
        this.list.addEventListener('loading', () => this.#waiting());
        this.list.addEventListener('loaded', () => this.#loaded());
        this.list.addEventListener('failed', () => this.#failed());
        this.#watchEnd();
        this.setShown(this.#keptColumns() ?? grid.columns.filter(one => !one.hidden).map(one => one.field));
    }

    get columns() {
        return this.#grid.columns;
    }
    get shownFields() {
        return this.#columns.map(column => column.field);
    }
    get selectedRecords() {
        return this.list.records.filter(record => this.selection.has(idOf(record)));
    }
    get currentRecord() {
        return this.#rows.get(this.#current)?.record ?? null;
    }

    /// Which columns are shown.
    setShown(fields, keep = false) {
        this.#columns = this.#grid.columns.filter(column => fields.includes(column.field));
        if (this.#columns.length === 0)
            this.#columns = this.#grid.columns.slice(0, 1);
        this.list.shownFields = this.shownFields;
        if (keep && this.storageKey)
            localStorage.setItem(this.storageKey, JSON.stringify(this.shownFields));
        this.#drawHead();
        this.#rows.clear();
        this.body.replaceChildren();
        if (this.list.answered || this.list.loading)
            this.refresh();
        this.#draw();
    }
    #keptColumns() {
        try {
            const kept = JSON.parse(localStorage.getItem(this.storageKey) ?? 'null');
            const known = Array.isArray(kept) && kept.filter(field => this.#grid.columns.some(one => one.field === field));
            return known && known.length ? known : null;
        } catch {
            return null;
        }
    }

    /// Shows another place; the same one again reads nothing.
    show(resource, place, start = '') {
        const same = resource === this.list.resource && this.list.first === start &&
            JSON.stringify(place) === JSON.stringify(this.list.place);
        if (same && (this.list.answered || this.list.loading))
            return;
        this.list.resource = resource;
        this.list.place = place;
        this.list.first = start;
        this.selection.clear();
        this.#current = '';
        this.list.load({elsewhere: true});
        this.#draw();
    }
    refresh(fresh = false) {
        return this.list.load({fresh});
    }
    setFilter(text) {
        if (text === this.list.filter)
            return;
        this.list.filter = text;
        this.list.load({known: true});
    }
    stop() {
        clearTimeout(this.#slow);
        this.list.cancel();
        this.#usage.stop();
        this.#freshness.stop();
        this.watcher?.disconnect();
    }

    /// Chooses a row by its id, as a link does; no event.
    choose(id) {
        this.selection = new Set(id ? [id] : []);
        this.#current = this.#anchor = id;
        this.#markRows();
        this.#rows.get(id)?.tr.scrollIntoView({block: 'nearest'});
    }
    focus() {
        (this.#rows.get(this.#current) ?? this.#rows.values().next().value)?.tr.focus();
    }

    // ---- drawing ----------------------------------------------------------------------------------------

    #drawHead() {
        const sorted = this.list.sort.replace(/^-/, '');
        const row = el('tr');
        this.#columns.forEach((column, index) => {
            const direction = column.field !== sorted ? 'none' : this.list.sort.startsWith('-') ? 'descending' : 'ascending';
            const label = shown(column.label);
            const sortable = column.format !== 'usage'; // what was collected is no attribute of the objects
            const button = el('button', {type: 'button', class: 'sort', disabled: !sortable, tabindex: index === 0 ? 0 : -1,
                                         title: sortable ? t('%1 (%2). Click to sort.', label, column.field) : label,
                                         onclick: () => this.#sortBy(column.field)}, label);
            row.append(el('th', {scope: 'col', 'aria-sort': direction, 'data-field': column.field,
                                 class: alignsRight(column.format) ? 'right' : null}, button));
        });
        this.head.replaceChildren(row);
        this.#columns.forEach((column, index) => {
            row.children[index].style.width = `${Math.min(column.width ?? 120, 480)}px`;
        });
    }

    #sortBy(field) {
        this.list.sort = this.list.sort === field ? '-' + field : field;
        for (const head of this.head.querySelectorAll('th')) {
            head.setAttribute('aria-sort', head.dataset.field !== field ? 'none'
                : this.list.sort.startsWith('-') ? 'descending' : 'ascending');
        }
        this.list.load({known: true});
    }

    #makeRow(id) {
        const cells = this.#columns.map((column, index) => {
            const content = el('span', {class: 'text'});
            const cell = el('td', {class: [alignsRight(column.format) ? 'right' : '', column.fixed ? 'fixed' : '']
                                       .join(' ').trim() || null, 'data-field': column.field});
            const sign = index === 0 ? icon('') : null;
            if (sign)
                cell.append(sign);
            const extra = column.format === 'bar' || column.format === 'usage' ? el('span', {class: 'drawn'}) : null;
            if (extra)
                cell.append(extra);
            cell.append(content);
            return {column, cell, content, sign, extra};
        });
        const second = el('td', {class: 'second', 'aria-hidden': 'true'});
        const tr = el('tr', {tabindex: -1, 'data-id': id, onclick: event => this.#click(event, id),
                             ondblclick: () => this.#open(id)}, cells.map(one => one.cell), second);
        return {tr, cells, second, record: null};
    }

    #fillRow(row, record) {
        row.record = record;
        const sign = iconFor(this.#grid.icons, record);
        const tone = toneOf(sign);
        const second = [];
        row.cells.forEach((one, index) => {
            const text = one.column.format === 'usage' ? usageCell(one.extra, this.#usage, one.column, record)
                                                       : formatted(one.column, record);
            const written = index === 0 && !text ? nameOf(record) : text;
            setText(one.content, written);
            if (one.content.title !== written)
                one.content.title = written;
            if (one.sign)
                setIcon(one.sign, sign);
            if (one.column.format === 'bar')
                this.#drawBar(one, record);
            if (one.column.field === 'state')
                one.cell.dataset.tone = tone;
            const brief = alignsRight(one.column.format) || (one.column.choices && one.column.field !== 'state')
                ? `${shown(one.column.label)}: ${text}` : text;
            if (index > 0 && text)
                second[one.column.field === 'state' ? 'unshift' : 'push'](brief);
        });
        row.tr.dataset.tone = tone;
        setText(row.second, second.slice(0, 5).join(' · '));
    }

    #drawBar(one, record) {
        const part = filled(one.column, record);
        one.extra.replaceChildren();
        if (part === null)
            return;
        const meter = el('span', {class: 'bar'}, el('span', {class: 'filled'}));
        meter.firstChild.style.width = `${part * 100}%`;
        meter.dataset.tone = one.column.plain || part < 0.8 ? 'running' : part < 0.95 ? 'attention' : 'fault';
        one.extra.append(meter);
        if (!one.column.trend)
            return;
        const past = this.#trends.get(`${idOf(record)} ${one.column.field}`) ?? [];
        if (past.length > 1)
            one.extra.append(usageCell.line(past.map((y, x) => [x, y]), [past.length - trendLength, past.length - 1], 1));
    }

    #remember() {
        const trends = new Map();
        for (const column of this.#columns.filter(one => one.trend)) {
            for (const record of this.list.records) {
                const part = filled(column, record);
                const key = `${idOf(record)} ${column.field}`;
                if (part !== null)
                    trends.set(key, [...(this.#trends.get(key) ?? []), part].slice(-trendLength));
            }
        }
        this.#trends = trends;
    }

    #fillRows() {
        for (const row of this.#rows.values())
            this.#fillRow(row, row.record);
    }

    /// Rows stay the elements that they are as long as their records are there: so the focus, and what somebody
    /// has marked with the mouse, outlive a refresh.
    #draw() {
        const hadFocus = this.body.contains(document.activeElement);
        const rows = new Map();
        let before = null;
        for (const record of this.list.records) {
            const id = idOf(record);
            if (rows.has(id))
                continue;
            const row = this.#rows.get(id) ?? this.#makeRow(id);
            rows.set(id, row);
            this.#fillRow(row, record);
            const wanted = before ? before.nextSibling : this.body.firstChild;
            if (wanted !== row.tr)
                this.body.insertBefore(row.tr, wanted);
            before = row.tr;
        }
        while (this.body.lastChild && this.body.lastChild !== before)
            this.body.lastChild.remove();
        this.#rows = rows;
        this.table.setAttribute('aria-rowcount', this.list.total < 0 ? -1 : this.list.total + 1);
        this.#markRows();
        if (hadFocus && !this.body.contains(document.activeElement))
            this.focus();
    }

    #markRows() {
        const current = this.#rows.has(this.#current) ? this.#current : this.#rows.keys().next().value;
        for (const [id, row] of this.#rows) {
            row.tr.setAttribute('aria-selected', this.selection.has(id));
            row.tr.tabIndex = id === current ? 0 : -1;
        }
    }

    // ---- answers ----------------------------------------------------------------------------------------

    #waiting() {
        clearTimeout(this.#slow);
        this.el.setAttribute('aria-busy', 'true');
        this.#slow = setTimeout(() => {
            if (this.list.records.length === 0)
                this.#say(t('Waiting for %1 …', location.host), t('Cancel'), () => {
                    this.list.cancel();
                    this.#say(t('Cancelled.'), t('Try again'), () => this.refresh());
                });
        }, slowAfter);
    }
    #loaded() {
        clearTimeout(this.#slow);
        this.el.removeAttribute('aria-busy');
        this.#remember();
        this.#draw();
        const gone = this.list.problems[0];
        if (this.list.records.length > 0)
            this.#say('');
        else if (gone) // then that there is nothing is not known
            this.#say([gone.detail, gone.hint].filter(Boolean).join('\n'), t('Try again'), () => this.refresh());
        else
            this.#say(this.list.filter ? t('Nothing fits the filter.') : this.#emptyText || t('There is nothing of this now.'));
        this.#usage.read(this.#columns, this.list.records);
        this.#freshness.wind(this.#grid.refresh);
        this.dispatchEvent(new Event('loaded'));
    }
    #failed() {
        clearTimeout(this.#slow);
        this.el.removeAttribute('aria-busy');
        const fault = this.list.fault;
        // Rows that are there stay: that they are old is said above them.
        this.#say([fault.message, fault.hint].filter(Boolean).join('\n'), t('Try again'), () => this.refresh(), true);
        this.dispatchEvent(new Event('loaded'));
    }
    #say(text, action = '', act = null, fault = false) {
        this.notice.hidden = !text;
        this.notice.classList.toggle('fault', fault);
        this.notice.setAttribute('role', fault ? 'alert' : 'status');
        const said = el('p', {}, text);
        if (this.notice.textContent === text + action)
            return;
        this.notice.replaceChildren(said, action ? el('button', {type: 'button', onclick: act}, action) : '');
    }
    #watchEnd() {
        this.watcher = new IntersectionObserver(seen => {
            if (seen.some(one => one.isIntersecting))
                this.list.more();
        }, {root: this.el, rootMargin: '400px'});
        this.watcher.observe(this.#more);
        this.list.addEventListener('loaded', () => {
            if (!this.list.hasMore)
                return;
            this.watcher.unobserve(this.#more); // so that it tells again of an end that is still in sight
            this.watcher.observe(this.#more);
        });
    }

    // ---- the person -------------------------------------------------------------------------------------

    #ids() {
        return [...this.#rows.keys()];
    }
    #select(id, event) {
        const ids = this.#ids();
        if (event?.shiftKey && ids.includes(this.#anchor)) {
            const [from, to] = [ids.indexOf(this.#anchor), ids.indexOf(id)].sort((a, b) => a - b);
            this.selection = new Set(ids.slice(from, to + 1));
        } else if (event?.ctrlKey || event?.metaKey) {
            if (!this.selection.delete(id))
                this.selection.add(id);
            this.#anchor = id;
        } else {
            this.selection = new Set([id]);
            this.#anchor = id;
        }
        this.#current = id;
        this.#markRows();
        this.dispatchEvent(new Event('selected'));
    }
    #click(event, id) {
        this.#select(id, event);
        this.#rows.get(id)?.tr.focus({preventScroll: true});
        this.dispatchEvent(new CustomEvent('tapped', {detail: this.#rows.get(id)?.record}));
    }
    #open(id) {
        const row = this.#rows.get(id);
        if (row)
            this.dispatchEvent(new CustomEvent('opened', {detail: row.record}));
    }
    #key(event) {
        if (!this.body.contains(event.target))
            return this.#headKey(event);
        const ids = this.#ids();
        const at = ids.indexOf(this.#current || ids[0]);
        const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: pageOfRows, PageUp: -pageOfRows, Home: -ids.length, End: ids.length};
        if (event.key in steps) {
            event.preventDefault();
            const id = ids[Math.min(ids.length - 1, Math.max(0, at + steps[event.key]))];
            this.#select(id, event.shiftKey ? event : null);
            this.#rows.get(id).tr.focus();
        } else if (event.key === 'Enter' && !event.ctrlKey && !event.altKey) {
            event.preventDefault();
            this.#open(ids[at]);
        } else if (event.key === ' ') {
            event.preventDefault();
            this.#select(ids[at], {ctrlKey: true});
        } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            this.selection = new Set(ids);
            this.#markRows();
            this.dispatchEvent(new Event('selected'));
        }
    }
    #headKey(event) {
        const heads = [...this.head.querySelectorAll('button')];
        const at = heads.indexOf(event.target);
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (step && heads[at + step]) {
            heads[at].tabIndex = -1;
            heads[at + step].tabIndex = 0;
            heads[at + step].focus();
        } else if (event.key === 'ArrowDown') {
            event.preventDefault();
            this.focus();
        }
    }
}

/// Whether a list's rows may be acted on: a folder has nothing that an action is about.
export const isFolder = record => first(record, 'kind') === 'folder';
