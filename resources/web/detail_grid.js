// SPDX-License-Identifier: GPL-3.0-or-later
// A list that belongs to the object that is chosen: a page of its detail.
import {ActionBar} from './actions.js';
import {el, icon} from './dom.js';
import {Grid, isFolder} from './grid.js';
import {fill, fillQuery, first} from './record.js';
import {shown, t} from './words.js';

export class DetailGrid {
    #app;
    #page;
    #grid;
    #place = null; ///< the query of the object
    #resource = '';
    #at = '';
    #seen = false;

    constructor(app, grid, page) {
        this.#app = app;
        this.#page = page;
        this.#grid = page.columns?.length
            ? {...grid, columns: page.columns.map(field => grid.columns.find(one => one.field === field)).filter(Boolean)
                                             .map(column => ({...column, hidden: false})),
               detail: [], fields: [...(grid.fields ?? []), ...(page.into ? ['kind', page.into] : [])]}
            : grid;
        this.rows = new Grid(app.api, this.#grid, {label: shown(page.title), empty: shown(page.empty)});
        this.actions = new ActionBar(app, this.#grid, () => this.rows.selectedRecords, {foldersOpen: Boolean(page.into)});
        const bar = el('div', {class: 'bar'});
        if (page.into) {
            this.up = el('button', {type: 'button', class: 'up', onclick: () => this.#goUp()}, icon('go-up'), el('span', {class: 'label'}, t('Up')));
            this.where = el('span', {class: 'where fixed'}, '/');
            bar.append(this.up, this.where);
        }
        if (!this.actions.isEmpty)
            bar.append(this.actions.el);
        this.el = el('div', {class: 'detail-grid', 'data-grid': page.grid,
                             onkeydown: event => this.#key(event)}, bar.childNodes.length ? bar : '', this.rows.el);
        this.rows.addEventListener('selected', () => this.actions.update());
        this.rows.addEventListener('loaded', () => this.actions.update());
        this.rows.addEventListener('opened', event => this.#open(event.detail));
        this.rows.addEventListener('tapped', event => {
            if (this.#app.isNarrow) // there one tap opens
                this.#open(event.detail);
        });
    }

    setObject(record) {
        const place = fillQuery(this.#page.query, record);
        let complete = place !== null;
        this.#resource = fill(this.#grid.resource, name => {
            complete &&= first(record, name) !== '';
            return encodeURIComponent(first(record, name));
        });
        this.#place = complete ? place : null;
        this.#read();
    }

    /// Where in the object it is, as the address says it.
    goTo(at) {
        this.#at = at;
        if (this.where)
            this.where.textContent = '/' + at;
        if (this.up)
            this.up.disabled = at === '';
        this.#read();
    }

    seen(on) {
        this.#seen = on;
        if (!on)
            this.rows.list.cancel();
        this.#read();
    }

    #read() {
        if (!this.#seen || !this.#place)
            return;
        const place = this.#at ? {...this.#place, [this.#page.into]: this.#at} : this.#place;
        this.rows.show(this.#resource, place, this.#page.into ? '-kind' : '');
        this.actions.update();
    }

    #open(record) {
        if (this.#page.into && isFolder(record))
            this.#app.go({at: first(record, this.#page.into)});
    }
    #goUp() {
        this.#app.go({at: this.#at.split('/').slice(0, -1).join('/')});
    }
    #key(event) {
        if (event.key === 'Backspace' && this.#page.into && this.#at && event.target.tagName !== 'INPUT') {
            event.preventDefault();
            this.#goUp();
        }
    }

    refresh() {
        if (this.#seen && this.#place)
            this.rows.refresh();
    }
    stop() {
        this.rows.stop();
    }
}
