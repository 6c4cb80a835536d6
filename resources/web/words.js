// SPDX-License-Identifier: GPL-3.0-or-later
// The page's words: English in the source, German in de.json; those of descriptors come from the client's
// catalogue (descriptors.de.json) or from the descriptor itself.

const own = new Map();
const catalogue = new Map();
const languages = ['en', 'de'];

/// The first of the person's languages that there is.
export const language =
    (navigator.languages ?? ['en']).map(one => one.slice(0, 2)).find(one => languages.includes(one)) ?? 'en';
/// For numbers and times: in the person's own way where it is of that language.
export const locale = (navigator.languages ?? []).find(one => one.startsWith(language)) ?? language;

export async function loadWords() {
    document.documentElement.lang = language;
    if (language === 'en')
        return;
    const read = async (file, into) => {
        const answer = await fetch(`/web/${file}`);
        for (const [english, word] of Object.entries(answer.ok ? await answer.json() : {}))
            into.set(english, word);
    };
    await Promise.all([read(`${language}.json`, own), read(`descriptors.${language}.json`, catalogue)]);
}

/// `%1`, `%2`, … are replaced by `values`.
export function t(text, ...values) {
    return (own.get(text) ?? text).replace(/%([1-9])/g, (all, number) => String(values[number - 1] ?? all));
}

/// A text of a descriptor: a string, or one per language.
export function shown(text) {
    if (!text)
        return '';
    if (typeof text === 'string')
        return catalogue.get(text) ?? text;
    return text[language] ?? catalogue.get(text.en) ?? text.en ?? '';
}
