// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of a detail page: metrics of status/usage over the last hour, day or week. Thin lines from zero, named
// at their ends, in the person's time zone; the pointer reads values.
import {restPath} from './api.js';
import {el, svg} from './dom.js';
import {Freshness} from './freshness.js';
import {fillQuery} from './record.js';
import {inPercent, perSecond, segments, series, usageFields, usageText} from './usage.js';
import {locale, shown, t} from './words.js';

const hour = 3600;
const spans = [
    {name: 'hour', label: 'Hour', seconds: hour, tick: 600, step: 0, refresh: 15},
    {name: 'day', label: 'Day', seconds: 24 * hour, tick: 4 * hour, step: 300, refresh: 60},
    {name: 'week', label: 'Week', seconds: 7 * 24 * hour, tick: 24 * hour, step: 1800, refresh: 300},
];
const spanKey = 'smc.span';
const mostColors = 8; // of many lines more would only be colours that nobody tells apart
const width = 640;
const height = 200;
const edge = {left: 52, right: 84, top: 8, bottom: 20};

/// Rounds up to 1, 2 or 5 times a power of ten.
function roundedUp(value) {
    const power = 10 ** Math.floor(Math.log10(value));
    return [1, 2, 5, 10].map(one => one * power).find(one => one >= value * 0.999);
}

/// The marks of the time axis: at full hours, or at midnight, of the person's zone.
function marks(from, to, tick) {
    const shift = new Date(to).getTimezoneOffset() * 60_000;
    const made = [];
    for (let at = Math.ceil((from - shift) / (tick * 1000)) * tick * 1000 + shift; at <= to; at += tick * 1000)
        made.push(at);
    return made;
}

export class ChartsPage {
    #api;
    #page;
    #records = [];
    #call = null;
    #span = spans.find(one => one.name === localStorage.getItem(spanKey)) ?? spans[0];
    #cards;
    #freshness = new Freshness(() => this.refresh());

    constructor(api, page) {
        this.#api = api;
        this.#page = page;
        this.buttons = spans.map(one => el('button', {type: 'button', 'aria-pressed': one === this.#span,
                                                      onclick: () => this.#choose(one)}, t(one.label)));
        this.#cards = page.charts.map(chart => {
            const drawn = el('div', {class: 'drawing'});
            return {chart, drawn, card: el('figure', {class: 'chart', 'data-metric': chart.metric},
                                           el('figcaption', {}, shown(chart.title)), drawn)};
        });
        this.el = el('div', {class: 'charts'},
                     el('div', {class: 'bar-of-buttons', role: 'group', 'aria-label': t('How long back')}, this.buttons),
                     el('div', {class: 'cards'}, this.#cards.map(one => one.card)));
    }

    #choose(span) {
        this.#span = span;
        localStorage.setItem(spanKey, span.name);
        this.buttons.forEach((button, i) => button.setAttribute('aria-pressed', spans[i] === span));
        this.refresh();
    }

    show(records) {
        const before = JSON.stringify(this.#queries());
        this.#records = records;
        if (before === JSON.stringify(this.#queries()))
            return;
        for (const card of this.#cards)
            card.drawn.replaceChildren();
        this.refresh();
    }

    /// One query for all servers that differ in nothing else.
    #queries() {
        const filled = this.#records.map(record => fillQuery(this.#page.query, record)).filter(Boolean);
        if (filled.length === 0)
            return null;
        const {server: _, ...common} = filled[0];
        const servers = new Set();
        for (const {server, ...rest} of filled) {
            if (JSON.stringify(rest) === JSON.stringify(common))
                servers.add(server);
        }
        return {common, servers: [...servers].sort()};
    }

    async refresh() {
        this.#call?.abort();
        const call = this.#call = new AbortController();
        const asked = this.#queries();
        if (!asked)
            return;
        await Promise.all(this.#cards.map(card => this.#read(card, asked, call.signal)));
        if (!call.signal.aborted)
            this.#freshness.wind(this.#span.refresh);
    }

    async #ask(chart, metric, asked, signal) {
        const query = {...asked.common, server: asked.servers.join(','), metric,
                       since: `${this.#span.seconds}s`, fields: usageFields};
        if (this.#span.step)
            query.step = String(this.#span.step * (asked.servers.length > 10 ? 4 : 1));
        if (chart.shares)
            delete query.share;
        return series((await this.#api.get(restPath('status/usage'), query, signal)).json?.items ?? []);
    }

    async #read(card, asked, signal) {
        const {chart} = card;
        try {
            let lines = await this.#ask(chart, chart.metric, asked, signal);
            if (chart.of !== undefined) {
                const whole = Number(chart.of);
                lines = inPercent(lines, Number.isFinite(whole) ? whole : await this.#ask(chart, chart.of, asked, signal),
                                  chart.left);
            } else if (chart.rate) {
                lines = perSecond(lines, chart.rate);
            }
            if (chart.shares)
                lines = lines.filter(one => one.share);
            this.#draw(card, lines.filter(one => one.points.length), asked.servers.length);
        } catch (fault) {
            if (fault.name !== 'AbortError')
                card.drawn.replaceChildren(el('p', {class: 'notice'}, fault.message));
        }
    }

    #draw(card, lines, servers) {
        if (lines.length === 0) {
            card.drawn.replaceChildren(el('p', {class: 'notice'}, t('Nothing was collected of this time.')));
            return;
        }
        const to = Date.now();
        const from = to - this.#span.seconds * 1000;
        const isPercent = card.chart.of !== undefined;
        const most = isPercent ? 100 : roundedUp(Math.max(1, ...lines.flatMap(one => one.points.map(point => point[1]))));
        const x = time => edge.left + (width - edge.left - edge.right) * (time - from) / (to - from);
        const y = value => height - edge.bottom - (height - edge.top - edge.bottom) * value / most;
        const nameOf = one => card.chart.shares ? (servers > 1 ? `${one.server}:${one.share}` : one.share) : one.server;
        lines.sort((a, b) => b.points.at(-1)[1] - a.points.at(-1)[1]);
        const last = lines[0].points.at(-1);
        const drawing = svg('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', class: 'lines',
                                    'aria-label': `${shown(card.chart.title)}: ${lines.slice(0, mostColors).map(one =>
                                        `${nameOf(one)} ${usageText(one.points.at(-1)[1], isPercent)}`).join(', ')}`});
        for (const value of [0, most / 2, most]) {
            drawing.append(svg('line', {x1: edge.left, x2: width - edge.right, y1: y(value), y2: y(value), class: 'rule'}),
                           svg('text', {x: edge.left - 6, y: y(value) + 4, class: 'tick right'}, usageText(value, isPercent)));
        }
        const clock = new Intl.DateTimeFormat(locale, this.#span.tick >= 24 * hour ? {weekday: 'short', day: 'numeric'}
                                                                                 : {hour: '2-digit', minute: '2-digit'});
        for (const at of marks(from, to, this.#span.tick))
            drawing.append(svg('text', {x: x(at), y: height - 5, class: 'tick middle'}, clock.format(at)));
        let free = -Infinity; // labels at the ends give way to each other
        lines.forEach((one, i) => {
            const color = `line-${Math.min(i, mostColors)}`;
            for (const part of segments(one.points)) {
                const points = part.length === 1 ? [...part, [part[0][0] + (to - from) / 300, part[0][1]]] : part;
                drawing.append(svg('polyline', {class: color, points: points.map(([a, b]) =>
                    `${x(Math.max(a, from)).toFixed(1)},${y(b).toFixed(1)}`).join(' ')}));
            }
            if (i >= mostColors)
                return;
            free = Math.max(free + 14, y(one.points.at(-1)[1]) + 4);
            const text = lines.length === 1 ? usageText(one.points.at(-1)[1], isPercent) : nameOf(one);
            drawing.append(svg('text', {x: width - edge.right + 6, y: Math.min(free, height - 6), class: `label ${color}`}, text));
        });
        const cursor = svg('line', {class: 'cursor', y1: edge.top, y2: height - edge.bottom, x1: 0, x2: 0});
        const reading = el('output', {class: 'reading'}, this.#said(lines, last[0], nameOf, isPercent));
        drawing.append(cursor);
        drawing.addEventListener('pointermove', event => {
            const box = drawing.getBoundingClientRect();
            const at = from + (to - from) * ((event.clientX - box.left) / box.width * width - edge.left) /
                (width - edge.left - edge.right);
            cursor.setAttribute('x1', x(Math.min(to, Math.max(from, at))));
            cursor.setAttribute('x2', x(Math.min(to, Math.max(from, at))));
            cursor.classList.add('shown');
            reading.value = this.#said(lines, at, nameOf, isPercent);
        });
        drawing.addEventListener('pointerleave', () => {
            cursor.classList.remove('shown');
            reading.value = this.#said(lines, last[0], nameOf, isPercent);
        });
        card.drawn.replaceChildren(drawing, reading);
    }

    /// What every line was at that time, in words.
    #said(lines, at, nameOf, isPercent) {
        const nearest = one => one.points.reduce((best, point) =>
            Math.abs(point[0] - at) < Math.abs(best[0] - at) ? point : best);
        const when = new Intl.DateTimeFormat(locale, {dateStyle: 'short', timeStyle: 'medium'});
        const values = lines.slice(0, mostColors).map(one => {
            const text = usageText(nearest(one)[1], isPercent);
            return lines.length === 1 ? text : `${nameOf(one)} ${text}`;
        });
        return `${when.format(nearest(lines[0])[0])} · ${values.join(', ')}`;
    }

    stop() {
        this.#call?.abort();
        this.#freshness.stop();
    }
}
