// SPDX-License-Identifier: GPL-3.0-or-later
// The detail of what is chosen: an overview and the pages that its grid descriptor names. Wide it stands below the
// list; on a phone it is a sheet that covers the page.
import {ActionBar} from './actions.js';
import {restPath} from './api.js';
import {ChartsPage} from './chart.js';
import {DetailGrid} from './detail_grid.js';
import {el, icon, setIcon, setText} from './dom.js';
import {attributeFormat, attributeLabel, formatted, iconFor, objectKind, toneOf} from './format.js';
import {fill, first, idOf, isDirectory, nameOf, nameOfDn, resourceOf, values} from './record.js';
import {shown, t} from './words.js';

const selectionRests = 80; // milliseconds
const namesShown = 12;

export class Detail {
    #app;
    #listed;          ///< the grid of the list above
    #grid = null;     ///< of the object that is shown
    #records = [];
    #record = null;
    #call = null;
    #timer = 0;
    #pages = [];      ///< {key, title, el, show, refresh, stop}
    #page = '';

    constructor(app, listed, {dashboard = false} = {}) {
        this.#app = app;
        this.#listed = listed;
        this.dashboard = dashboard;
        this.back = el('button', {type: 'button', class: 'plain back', onclick: () => app.go({id: '', page: '', at: ''})},
                       icon('go-previous'), t('Back'));
        this.sign = icon('');
        this.name = el('h2', {tabindex: -1});
        this.about = el('span', {class: 'about'});
        this.tabs = el('div', {role: 'tablist', class: 'pages', 'aria-label': t('Pages'), onkeydown: event => this.#tabKey(event)});
        this.actions = el('div', {class: 'of-object'});
        this.body = el('div', {class: 'page', role: 'tabpanel', id: 'detail-page'});
        this.el = el('section', {class: 'detail', 'aria-label': t('Details of the selection')},
                     el('header', {}, this.back, el('div', {class: 'who'}, this.sign, this.name, this.about), this.actions, this.tabs),
                     this.body);
        this.#overview = el('dl', {class: 'overview'});
        this.clear();
    }
    #overview;

    get record() {
        return this.#record;
    }

    clear() {
        this.#call?.abort();
        clearTimeout(this.#timer);
        this.#records = [];
        this.#record = null;
        setText(this.name, '');
        setIcon(this.sign, '');
        setText(this.about, t('Select an object to see its details here.'));
        this.#overview.replaceChildren();
        this.#setPages(null);
        this.actions.replaceChildren();
        this.#showPage('');
    }

    /// One object, or several; `page` of the address.
    show(records, page, at) {
        const same = records.length === 1 && this.#record && idOf(records[0]) === idOf(this.#record);
        this.#records = records;
        if (records.length === 0)
            return this.clear();
        if (records.length > 1)
            return this.#several(records, t('%1 objects are selected', records.length), page);
        if (!same)
            this.#take(records[0]);
        this.#at(at);
        this.#showPage(page);
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#fetch(), same ? 0 : selectionRests);
    }

    /// While none is chosen, the charts of a dashboard are of all.
    showAll(records, page) {
        this.#records = records;
        this.#several(records, shown(this.#listed.title), page, t('None is chosen: all of them are shown.'));
    }

    #several(records, title, page, about = '') {
        this.#call?.abort();
        clearTimeout(this.#timer);
        this.#record = null;
        setText(this.name, title);
        setText(this.about, about);
        setIcon(this.sign, '');
        this.actions.replaceChildren();
        this.#overview.replaceChildren();
        this.#setPages(this.#listed, records, true);
        this.#showPage(page);
    }

    refresh() {
        if (this.#records.length === 1)
            this.#fetch();
        this.#pages.find(one => one.key === this.#page)?.refresh?.();
    }

    async #fetch() {
        this.#call?.abort();
        if (this.#records.length !== 1)
            return;
        const row = this.#records[0];
        const call = this.#call = new AbortController();
        try {
            const answer = await this.#app.api.get(restPath(resourceOf(row, this.#listed.resource), idOf(row)), {}, call.signal);
            // What a list tells of a server's object, its own answer may leave out.
            const record = isDirectory(this.#listed.resource) ? answer.json : {...row, ...answer.json};
            if (this.#records.length === 1 && idOf(this.#records[0]) === idOf(row))
                this.#take(record);
        } catch (fault) {
            if (fault.name !== 'AbortError' && Object.keys(row).length === 1) // by a link alone: nothing else tells of it
                setText(this.about, fault.message);
        }
    }

    #take(record) {
        this.#record = record;
        const resource = resourceOf(record, this.#listed.resource);
        this.#grid = resource === this.#listed.resource ? this.#listed
            : this.#app.descriptors.grids.find(one => one.resource === resource) ?? this.#listed;
        const sign = iconFor(this.#grid.icons, record);
        setIcon(this.sign, sign);
        this.sign.dataset.tone = toneOf(sign);
        setText(this.name, this.#heading(record) || idOf(record));
        const about = isDirectory(resource)
            ? [objectKind(record), first(record, 'userPrincipalName') || first(record, 'sAMAccountName')]
            : [first(record, 'server')];
        setText(this.about, about.filter(Boolean).join(' · '));
        this.#drawOverview(record);
        this.#setPages(this.#grid, [record]);
    }

    #heading(record) {
        if (!this.#grid.heading)
            return nameOf(record);
        return fill(shown(this.#grid.heading), field => {
            const column = this.#grid.columns.find(one => one.field === field);
            return column ? formatted(column, record) : first(record, field);
        });
    }

    #labelOf(field) {
        const column = this.#grid.columns.find(one => one.field === field);
        if (column)
            return shown(column.label);
        const form = this.#app.form(this.#grid.form);
        const ofForm = form?.pages.flatMap(page => page.fields).find(one => one.field === field);
        return ofForm ? shown(ofForm.label) : attributeLabel(field);
    }

    #drawOverview(record) {
        const items = [];
        for (const field of this.#grid.detail ?? []) {
            const held = values(record, field);
            if (held.length === 0)
                continue;
            const column = this.#grid.columns.find(one => one.field === field);
            const format = column && (column.format ?? 'text') !== 'text' ? column.format : attributeFormat(field);
            const written = formatted({...column, field, format}, record);
            const text = format === 'dn-name' && held.length > namesShown
                ? `${held.slice(0, namesShown).map(nameOfDn).join(', ')} ${t('and %1 more', held.length - namesShown)}` : written;
            items.push([field, this.#labelOf(field), text]);
        }
        const before = [...this.#overview.children];
        if (before.length === items.length * 2 && items.every(([field], i) => before[2 * i + 1].dataset.field === field)) {
            items.forEach(([, label, text], i) => {
                setText(before[2 * i], label);
                setText(before[2 * i + 1], text);
            });
        } else {
            this.#overview.replaceChildren(...items.flatMap(([field, label, text]) =>
                [el('dt', {}, label), el('dd', {'data-field': field}, text)]));
        }
        const state = this.#overview.querySelector('dd[data-field="state"]');
        if (state)
            state.dataset.tone = this.sign.dataset.tone;
    }

    // ---- pages ------------------------------------------------------------------------------------------

    #setPages(grid, records = [], chartsOnly = false) {
        const wanted = (grid?.detailPages ?? []).filter(page => (!page.grid || this.#app.grid(page.grid)) &&
            (!chartsOnly || page.charts));
        const keys = wanted.map(page => keyOf(page));
        const gridName = `${grid?.name ?? ''}/${chartsOnly}`;
        if (this.#pages.gridName !== gridName || JSON.stringify(keys) !== JSON.stringify(this.#pages.map(one => one.key).filter(Boolean))) {
            for (const page of this.#pages)
                page.stop?.();
            this.#pages = wanted.map(page => this.#makePage(page));
            if (!chartsOnly)
                this.#pages.unshift({key: '', title: t('Overview'), el: this.#overview});
            this.#pages.gridName = gridName;
            this.tabs.replaceChildren(...(this.#pages.length > 1 ? this.#pages.map(page => this.#makeTab(page)) : []));
        }
        for (const page of this.#pages)
            page.show?.(records);
        const form = chartsOnly || !grid ? null : this.#formActions();
        this.actions.replaceChildren(...(form ? [form] : []));
    }

    /// What can be done with the object, where the list's own buttons are out of sight.
    #formActions() {
        const bar = new ActionBar(this.#app, {...this.#grid, creates: []}, () => (this.#record ? [this.#record] : []));
        return bar.isEmpty ? null : bar.el;
    }

    #makeTab(page) {
        return el('button', {type: 'button', role: 'tab', 'data-page': page.key, 'aria-controls': 'detail-page',
                             onclick: () => this.#app.go({page: page.key, at: ''})}, page.title);
    }

    #makePage(page) {
        const key = keyOf(page);
        const title = shown(page.title);
        if (page.charts) {
            const charts = new ChartsPage(this.#app.api, page);
            return {key, title, el: charts.el, show: records => charts.show(records), refresh: () => charts.refresh(), stop: () => charts.stop()};
        }
        if (page.grid) {
            const rows = new DetailGrid(this.#app, this.#app.grid(page.grid), page);
            return {key, title, el: rows.el, rows, show: records => rows.setObject(records[0]),
                    refresh: () => rows.refresh(), stop: () => rows.stop(), seen: on => rows.seen(on), at: place => rows.goTo(place)};
        }
        const list = el('ul', {class: 'names'});
        return {key, title, el: list, show: ([record]) => list.replaceChildren(...values(record, page.field)
            .map(dn => [nameOfDn(dn), dn]).sort(([a], [b]) => a.localeCompare(b))
            .map(([name, dn]) => el('li', {title: dn}, name)))};
    }

    #at(place) {
        this.place = place ?? '';
    }

    #showPage(wanted) {
        const page = this.#pages.find(one => one.key === (wanted ?? '')) ?? this.#pages[0];
        this.#page = page?.key ?? '';
        for (const tab of this.tabs.children) {
            const on = tab.dataset.page === this.#page;
            tab.setAttribute('aria-selected', on);
            tab.tabIndex = on ? 0 : -1;
        }
        this.el.classList.toggle('on-overview', this.#page === '');
        for (const one of this.#pages)
            one.seen?.(one === page);
        page?.at?.(this.place ?? '');
        if (page && this.body.firstChild !== page.el)
            this.body.replaceChildren(page.el);
    }

    #tabKey(event) {
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        const tabs = [...this.tabs.children];
        const to = tabs[tabs.indexOf(event.target) + step];
        if (to) {
            to.focus();
            to.click();
        }
    }

    stop() {
        this.#call?.abort();
        clearTimeout(this.#timer);
        for (const page of this.#pages)
            page.stop?.();
    }
}

const keyOf = page => page.grid ?? page.field ?? (typeof page.title === 'string' ? page.title : page.title.en);
