// SPDX-License-Identifier: GPL-3.0-or-later
// What reads itself anew while it is looked at. It is wound up by an answer, so that a service that is slow or
// fails is not asked again and again; a page that nobody sees asks nothing.

export class Freshness {
    #timer = 0;
    #due = false;
    #read;
    #seen = () => {
        if (!document.hidden && this.#due) {
            this.#due = false;
            this.#read();
        }
    };

    constructor(read) {
        this.#read = read;
        document.addEventListener('visibilitychange', this.#seen);
    }

    wind(seconds) {
        clearTimeout(this.#timer);
        this.#due = false;
        if (!(seconds > 0))
            return;
        this.#timer = setTimeout(() => {
            this.#due = true;
            this.#seen();
        }, seconds * 1000);
    }

    stop() {
        clearTimeout(this.#timer);
        this.#due = false;
        document.removeEventListener('visibilitychange', this.#seen);
    }
}
