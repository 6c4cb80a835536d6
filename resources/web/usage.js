// SPDX-License-Identifier: GPL-3.0-or-later
// What status/usage tells of servers over time: as numbers for charts, and as the small line of a column.
import {restPath} from './api.js';
import {svg} from './dom.js';
import {number} from './format.js';
import {first} from './record.js';
import {t} from './words.js';

const day = 24 * 3600 * 1000;
const keptFor = 60_000; // a day in half hours does not look otherwise after a few seconds
export const usageFields = 'server,share,time,value';

/// Records of status/usage → [{server, share, points: [[milliseconds, value], …]}, …].
export function series(records) {
    const all = new Map();
    for (const record of records) {
        const time = Date.parse(first(record, 'time'));
        const value = Number(first(record, 'value') || NaN);
        if (!Number.isFinite(time) || !Number.isFinite(value))
            continue;
        const key = JSON.stringify([first(record, 'server'), first(record, 'share')]);
        if (!all.has(key))
            all.set(key, {server: first(record, 'server'), share: first(record, 'share'), points: []});
        all.get(key).points.push([time, value]);
    }
    return [...all.values()];
}

const percent = (value, whole, left) => Math.min(100, Math.max(0, 100 * (left ? 1 - value / whole : value / whole)));

/// `whole`: a number, or the series of what is all of it.
export function inPercent(all, whole, left) {
    const made = [];
    for (const one of all) {
        let points;
        if (typeof whole === 'number') {
            points = one.points.map(([x, y]) => [x, percent(y, whole, left)]);
        } else {
            const of = whole.find(other => other.server === one.server && other.share === one.share)?.points ?? [];
            let at = 0;
            points = [];
            for (const [x, y] of one.points) {
                while (at + 1 < of.length && of[at + 1][0] <= x)
                    ++at;
                if (of[at]?.[1] > 0)
                    points.push([x, percent(y, of[at][1], left)]);
            }
        }
        made.push({...one, points});
    }
    return made;
}

/// Of what counts on, how much it grew in a second; what is less than before began anew.
export function perSecond(all, unit) {
    return all.map(one => ({...one, points: one.points.slice(1).flatMap(([x, y], i) => {
        const [beforeX, beforeY] = one.points[i];
        const grown = y < beforeY ? y : y - beforeY;
        return x > beforeX ? [[x, grown / unit * 1000 / (x - beforeX)]] : [];
    })}));
}

/// Where nothing was read for long, a line ends and another begins.
export function segments(points) {
    const distances = points.slice(1).map((point, i) => point[0] - points[i][0]).sort((a, b) => a - b);
    const gap = 3 * (distances[Math.floor(distances.length / 2)] ?? 0);
    const all = [];
    points.forEach((point, i) => {
        if (i === 0 || point[0] - points[i - 1][0] > gap)
            all.push([]);
        all.at(-1).push(point);
    });
    return all;
}

export const usageText = (value, isPercent) =>
    isPercent ? t('%1 %', number(value, value >= 10 ? 0 : 1)) : number(value, value < 10 ? 2 : 1);

export class UsageTrends {
    #api;
    #changed;
    #call = null;
    #series = new Map();
    #readAt = 0;
    #asked = '';

    constructor(api, changed) {
        this.#api = api;
        this.#changed = changed;
    }
    async read(columns, records) {
        const wanted = columns.filter(column => column.format === 'usage');
        const servers = [...new Set(records.map(record => first(record, 'server')).filter(Boolean))];
        const asked = JSON.stringify([wanted.map(one => one.field), servers]);
        if (!wanted.length || !servers.length || (asked === this.#asked && Date.now() - this.#readAt < keptFor))
            return;
        this.#asked = asked;
        this.#readAt = Date.now();
        this.#call?.abort();
        const call = this.#call = new AbortController();
        for (const column of wanted) {
            const query = {server: servers.join(','), metric: column.metric, since: '1d', step: '30m', fields: usageFields};
            if (!column.share)
                query.share = ''; // the servers' own
            try {
                const answer = await this.#api.get(restPath('status/usage'), query, call.signal);
                this.#series.set(column.field, series(answer.json?.items ?? []));
            } catch (fault) {
                if (fault.name === 'AbortError')
                    return;
                this.#series.delete(column.field); // the cell stays empty, as where nothing was collected
            }
        }
        this.#changed();
    }
    points(column, record) {
        const share = column.share ? first(record, column.share) : '';
        const found = this.#series.get(column.field)?.find(one => one.server === first(record, 'server') &&
            one.share.toLowerCase() === share.toLowerCase());
        if (!found)
            return [];
        const whole = Number(column.of);
        return whole > 0 ? inPercent([found], whole, column.left)[0].points : found.points;
    }
    stop() {
        this.#call?.abort();
    }
}

/// Draws the cell's line and returns what it was at last.
export function usageCell(place, trends, column, record) {
    const points = trends.points(column, record);
    place.replaceChildren();
    if (!points.length)
        return '';
    const now = Date.now();
    const most = Math.max(column.of ? 100 : 1, ...points.map(point => point[1]));
    place.append(usageCell.line(points, [now - day, now], most));
    return usageText(points.at(-1)[1], Boolean(column.of));
}
usageCell.line = (points, [from, to], most) => {
    const drawn = svg('svg', {viewBox: '0 0 100 20', preserveAspectRatio: 'none', class: 'trend', 'aria-hidden': 'true'});
    for (const part of segments(points)) {
        const line = part.length === 1 ? [...part, [part[0][0] + (to - from) / 100, part[0][1]]] : part;
        drawn.append(svg('polyline', {points: line.map(([x, y]) =>
            `${(100 * (x - from) / (to - from)).toFixed(1)},${(19 - 18 * y / most).toFixed(1)}`).join(' ')}));
    }
    return drawn;
};
