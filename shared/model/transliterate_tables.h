// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace smc::model {

/// One lower-case character and its Latin form.
using LetterTable = QHash<char32_t, QString>;

/// Letters of alphabets and syllabaries that stand for themselves, without regard to their neighbours.
[[nodiscard]] const LetterTable &alphabetTable();
/// Chinese characters common in names, by Pinyin without tones.
[[nodiscard]] const LetterTable &pinyinTable();
/// Consonants of Devanagari, with their inherent vowel left off.
[[nodiscard]] const LetterTable &devanagariConsonants();
/// Dependent vowels and signs of Devanagari.
[[nodiscard]] const LetterTable &devanagariSigns();

} // namespace smc::model
