// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace smc::model {

/// How certain the Latin form of a name is.
enum class Certainty {
    Exact,     ///< it was plain Latin, or only lost its accents: nobody needs to look at it
    Converted, ///< another script, or a letter with several customs: show it to the person
    Unknown,   ///< some characters have no Latin form here: the person must decide
};

struct Transliteration
{
    QString latin; ///< ASCII; what could not be converted is left out
    Certainty certainty = Certainty::Exact;
    QString unknown; ///< the characters that were left out
};

struct TransliterationOptions
{
    bool germanUmlauts = false; ///< ä → ae, ö → oe, ü → ue, instead of a, o, u
};

/// A name in ASCII letters, digits, spaces, "'", "." and "-", word by word in the order given and with the
/// capitals kept.
///
/// Latin with accents by canonical decomposition; Cyrillic as in passports (ICAO Doc 9303), Greek by ELOT
/// 743, Georgian by the national system, Armenian by BGN/PCGN, Hangul by Revised Romanization (syllable by
/// syllable), Kana by Hepburn, Devanagari by Hunterian, Hebrew and Arabic letter by letter (vowels that are
/// not written are missing, so Converted), and the commonest Chinese family and given names by Pinyin. Pure,
/// thread-safe.
[[nodiscard]] Transliteration transliterate(const QString &text, const TransliterationOptions &options = {});

} // namespace smc::model
