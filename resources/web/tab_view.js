// SPDX-License-Identifier: GPL-3.0-or-later
// One tab: the tree at the left where its descriptor names one, the list, and the detail of what is chosen.
import {ActionBar} from './actions.js';
import {Detail} from './detail.js';
import {el, icon, setText} from './dom.js';
import {number} from './format.js';
import {Grid} from './grid.js';
import {idOf} from './record.js';
import {Tree} from './tree.js';
import {shown, t} from './words.js';

const filterRests = 300; // milliseconds

export class TabView {
    #app;
    #grid;
    #timer = 0;
    #shownId = null;
    #route = {};

    constructor(app, tab) {
        this.#app = app;
        this.tab = tab;
        this.#grid = app.grid(tab.grid);
        const title = shown(this.#grid.title);
        this.rows = new Grid(app.api, this.#grid, {label: title, storageKey: `smc.columns.${this.#grid.name}`});
        this.actions = new ActionBar(app, this.#grid, () => this.rows.selectedRecords);
        this.detail = new Detail(app, this.#grid, {dashboard: tab.dashboard});
        this.filter = el('input', {type: 'search', placeholder: t('Filter'), 'aria-label': t('Filter the list'), autocomplete: 'off',
                                   oninput: () => this.#filterSoon(), maxlength: 500});
        this.count = el('span', {class: 'count', role: 'status'});
        this.problems = el('div', {class: 'problems'});
        const refresh = el('button', {type: 'button', class: 'plain', title: t('Refresh'), 'aria-label': t('Refresh'), 'data-action': 'refresh',
                                      onclick: () => this.refresh(true)}, icon('view-refresh'));
        const list = el('section', {class: 'list', 'aria-label': title},
                        el('div', {class: 'description'}, el('h1', {}, title), this.count, el('span', {class: 'spring'}),
                           this.filter, this.#columnsMenu(), refresh),
                        this.actions.isEmpty ? '' : this.actions.el, this.problems, this.rows.el);
        const tree = app.descriptors.trees.find(one => one.name === tab.tree);
        if (tree)
            this.tree = new Tree(app, tree);
        this.el = el('main', {class: ['tab', tree ? 'with-tree' : '', tab.dashboard ? 'dashboard' : ''].filter(Boolean).join(' '),
                              'data-tab': tab.name}, this.tree?.el ?? '', el('div', {class: 'panes'}, list, this.detail.el));
        this.rows.addEventListener('selected', () => this.#selected());
        this.rows.addEventListener('tapped', () => this.#selected(true));
        this.rows.addEventListener('opened', event => this.#opened(event.detail));
        this.rows.addEventListener('loaded', () => this.#loaded());
    }

    #columnsMenu() {
        const boxes = this.#grid.columns.map(column => el('label', {},
            el('input', {type: 'checkbox', checked: this.rows.shownFields.includes(column.field), onchange: () => {
                const fields = this.#grid.columns.filter((one, i) => boxes[i].querySelector('input').checked).map(one => one.field);
                this.rows.setShown(fields, true);
            }}), shown(column.label)));
        const menu = el('details', {class: 'menu columns', onkeydown: event => {
            if (event.key === 'Escape') {
                menu.open = false;
                menu.querySelector('summary').focus();
            }
        }}, el('summary', {}, t('Columns')), el('div', {class: 'sheet-of-boxes'}, boxes));
        return menu;
    }

    /// As the address says.
    show(route) {
        this.#route = route;
        if (document.activeElement !== this.filter)
            this.filter.value = route.filter ?? '';
        this.rows.list.filter = route.filter ?? '';
        let place = {};
        if (this.tree) {
            this.tree.choose(route.node ?? '');
            place = this.tree.query(route.node ?? '');
        }
        const before = this.shownFilter;
        this.shownFilter = route.filter ?? '';
        if (place)
            this.rows.show(this.#grid.resource, place);
        if (before !== undefined && before !== this.shownFilter)
            this.rows.list.load({known: true});
        const id = route.id ?? '';
        if (!this.rows.selection.has(id) || this.rows.selection.size === 0)
            this.rows.choose(id);
        this.#showDetail();
    }

    #showDetail() {
        const id = this.#route.id ?? '';
        const selected = this.rows.selectedRecords;
        const several = selected.length > 1 && selected.some(record => idOf(record) === id);
        this.el.classList.toggle('chosen', id !== '');
        if (id) {
            const row = this.rows.list.records.find(record => idOf(record) === id) ?? {id: [id]};
            this.detail.show(several ? selected : [row], this.#route.page, this.#route.at);
        } else if (this.tab.dashboard && this.rows.list.records.length) {
            this.detail.showAll(this.rows.list.records, this.#route.page);
        } else {
            this.detail.clear();
        }
        if (id && id !== this.#shownId && this.#app.isNarrow)
            this.detail.name.focus();
        this.#shownId = id;
        this.actions.update();
    }

    #selected(tapped = false) {
        const record = this.rows.currentRecord;
        const id = record && this.rows.selection.has(idOf(record)) ? idOf(record)
            : this.rows.selectedRecords.length ? idOf(this.rows.selectedRecords[0]) : '';
        if (!tapped && this.#app.isNarrow) // there a tap opens what is chosen; arrows only go
            return this.actions.update();
        if (id === this.#route.id)
            return this.#showDetail();
        // Going through a list leaves one step behind, not one for each row.
        this.#app.go({id, at: ''}, {replace: Boolean(this.#route.id)});
    }
    #opened(record) {
        if (this.#app.isNarrow)
            return this.#app.go({id: idOf(record), at: ''});
        const sheet = this.actions.el.querySelector('button[data-action="properties"]:not(:disabled)');
        if (sheet)
            sheet.click();
        else
            this.detail.tabs.querySelector('[tabindex="0"]')?.focus();
    }
    #loaded() {
        const {list} = this.rows;
        setText(this.count, list.total < 0 ? '' : list.total === 1 ? t('1 object') : t('%1 objects', number(list.total)));
        this.problems.replaceChildren(...(list.records.length ? list.problems : []).slice(0, 3).map(problem =>
            el('p', {class: 'problem', role: 'status'}, '⚠ ', [problem.detail, problem.hint].filter(Boolean).join(' '))));
        if (this.#route.id && list.records.some(record => idOf(record) === this.#route.id) && this.rows.selection.size === 0)
            this.rows.choose(this.#route.id);
        this.#showDetail();
    }
    #filterSoon() {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#app.go({filter: this.filter.value.trim()}, {replace: true}), filterRests);
    }

    refresh(fresh = false) {
        this.rows.refresh(fresh);
        this.detail.refresh();
        if (fresh)
            this.tree?.refresh();
    }
    stop() {
        clearTimeout(this.#timer);
        this.rows.stop();
        this.detail.stop();
        this.tree?.stop();
    }
}

