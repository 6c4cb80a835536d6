// SPDX-License-Identifier: GPL-3.0-or-later
// The records of one resource as a grid shows them: asked for page by page, sorted and filtered by the service.
import {restPath} from './api.js';
import {idOf, isDirectory} from './record.js';

export const pageSize = 200;
const kept = ['objectGUID', 'distinguishedName', 'objectClass', 'name'];

/// Events: "loaded", "failed" (`fault`), "loading". One request is under way at a time; a new question withdraws it.
export class List extends EventTarget {
    records = [];
    total = -1;
    problems = []; ///< servers that did not answer
    fault = null;
    place = {};    ///< parameters of the query that say where
    filter = '';
    sort = '';
    first = '';    ///< what the order begins with ("-kind")
    loading = false;
    #api;
    #grid;
    #next = null;
    #call = null;
    #answered = false;

    constructor(api, grid) {
        super();
        this.#api = api;
        this.#grid = grid;
        this.resource = grid.resource;
        const sorted = grid.columns.find(column => column.sort);
        if (sorted)
            this.sort = (sorted.sort === 'descending' ? '-' : '') + sorted.field;
        this.shownFields = grid.columns.map(column => column.field);
    }

    get answered() {
        return this.#answered;
    }
    get hasMore() {
        return Boolean(this.#next);
    }

    /// Asks; `known`: what the service was told a moment ago will do.
    load({known = false, fresh = false, elsewhere = false} = {}) {
        if (elsewhere)
            this.clear();
        return this.#ask(false, known, fresh);
    }
    more() {
        return this.#next && !this.#call ? this.#ask(true, true, false) : Promise.resolve();
    }
    cancel() {
        this.#call?.abort();
        this.#call = null;
        this.loading = false;
    }
    clear() {
        this.cancel();
        this.records = [];
        this.total = -1;
        this.problems = [];
        this.fault = null;
        this.#next = null;
        this.#answered = false;
    }

    #fields() {
        const fields = new Set(this.#grid.fields ?? []);
        for (const column of this.#grid.columns) {
            if (!this.shownFields.includes(column.field))
                continue;
            const needed = column.format === 'usage' ? ['server', column.share] : [column.field, column.of];
            for (const field of needed.filter(Boolean)) {
                if (!/^\d/.test(field))
                    fields.add(field);
            }
        }
        for (const rule of this.#grid.icons ?? []) {
            if (rule.when && rule.when !== 'is')
                fields.add(rule.when);
        }
        // What a server tells of a session or a file, it tells in the list alone: the detail lives on it.
        if (!isDirectory(this.resource)) {
            for (const field of this.#grid.detail ?? [])
                fields.add(field);
        }
        for (const field of isDirectory(this.resource) ? kept : ['id', 'name'])
            fields.add(field);
        return [...fields].join(',');
    }

    async #ask(append, known, fresh) {
        this.#call?.abort();
        const call = this.#call = new AbortController();
        const query = {...this.place};
        if (this.filter)
            query.filter = query.filter ? `${query.filter} ${this.filter}` : this.filter;
        if (this.sort || this.first)
            query.sort = [this.first, this.sort].filter(Boolean).join(',');
        query.fields = this.#fields();
        // As many as are shown now, so that a refresh does not throw the person back to the top.
        query.limit = append ? pageSize : Math.max(pageSize, this.records.length);
        if (append)
            query.cursor = this.#next;
        if (fresh)
            query.fresh = 1;
        else if (known && this.#grid.maxAge)
            query['max-age'] = this.#grid.maxAge;
        this.loading = true;
        this.dispatchEvent(new Event('loading'));
        try {
            const answer = await this.#api.get(restPath(this.resource), query, call.signal);
            if (call !== this.#call)
                return;
            this.#call = null;
            this.loading = false;
            const items = answer.json?.items ?? [];
            if (append) {
                const there = new Set(this.records.map(idOf));
                this.records = this.records.concat(items.filter(item => !there.has(idOf(item))));
            } else {
                this.records = items;
            }
            this.total = answer.json?.total ?? answer.total;
            this.problems = answer.json?.problems ?? [];
            this.#next = answer.json?.next ?? null;
            this.fault = null;
            this.#answered = true;
            this.dispatchEvent(new Event('loaded'));
        } catch (fault) {
            if (fault.name === 'AbortError' || call !== this.#call)
                return;
            this.#call = null;
            this.loading = false;
            this.fault = fault;
            this.dispatchEvent(new Event('failed'));
        }
    }
}
