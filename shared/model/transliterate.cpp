// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/transliterate.h"

#include "shared/model/transliterate_tables.h"

#include <QChar>
#include <QList>

using namespace Qt::Literals::StringLiterals;

namespace smc::model {

namespace {

constexpr char32_t katakanaFirst = 0x30A1;
constexpr char32_t katakanaLast = 0x30F6;
constexpr char32_t katakanaToHiragana = 0x60;
constexpr char32_t hangulFirst = 0xAC00;
constexpr char32_t hangulLast = 0xD7A3;

bool isLatinScript(char32_t c)
{
    return QChar::script(c) == QChar::Script_Latin;
}

bool isPlain(char32_t c)
{
    return c < 0x80 &&
           (QChar::isLetterOrNumber(c) || c == U' ' || c == U'\'' || c == U'.' || c == U'-' || c == U'_');
}

/// Revised Romanization of one syllable: index = (initial * 21 + vowel) * 28 + final.
QString hangulSyllable(char32_t c)
{
    static constexpr const char *initials[] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                               "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
    static constexpr const char *vowels[] = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                             "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                             "wo", "we", "wi", "yu",  "eu", "ui", "i"};
    static constexpr const char *finals[] = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                             "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                             "t", "ng", "t", "t", "k", "t", "p", "t"};
    const auto index = c - hangulFirst;
    return QString::fromLatin1(initials[index / (21 * 28)]) + QString::fromLatin1(vowels[index / 28 % 21]) +
           QString::fromLatin1(finals[index % 28]);
}

/// Greek ου, αυ, ευ, μπ at the beginning and γγ sound as one; ELOT 743 writes them so.
QString greekPair(char32_t a, char32_t b, bool wordStart)
{
    if (b == U'υ') {
        if (a == U'ο')
            return u"ou"_s;
        if (a == U'α')
            return u"av"_s;
        if (a == U'ε')
            return u"ev"_s;
    }
    if (a == U'μ' && b == U'π')
        return wordStart ? u"b"_s : u"mp"_s;
    if (a == U'γ' && b == U'γ')
        return u"ng"_s;
    return {};
}

QString withCase(const QString &latin, bool upper)
{
    if (!upper || latin.isEmpty())
        return latin;
    return latin.front().toUpper() + latin.mid(1);
}

class TransliterationRun
{
public:
    TransliterationRun(const QString &text, const TransliterationOptions &options)
        : m_options(options)
    {
        for (const auto c : text.normalized(QString::NormalizationForm_C).toUcs4())
            m_text.append(static_cast<char32_t>(c));
    }

    Transliteration run()
    {
        for (m_at = 0; m_at < m_text.size(); ++m_at)
            step();
        m_out.latin = m_out.latin.simplified();
        return m_out;
    }

private:
    void append(const QString &latin, Certainty certainty)
    {
        if (m_doubled && !latin.isEmpty()) { // っ doubles the consonant after it
            m_out.latin += latin.front();
            m_doubled = false;
        }
        m_out.latin += latin;
        m_out.certainty = std::max(m_out.certainty, certainty);
    }

    [[nodiscard]] char32_t next() const { return m_at + 1 < m_text.size() ? m_text.at(m_at + 1) : 0; }

    bool startsWord() const
    {
        return m_at == 0 || (!QChar::isLetter(m_text.at(m_at - 1)) && !QChar::isMark(m_text.at(m_at - 1)));
    }

    void step()
    {
        const char32_t c = m_text.at(m_at);
        if (isPlain(c))
            return append(QString(QChar(static_cast<char16_t>(c))), Certainty::Exact);
        if (QChar::isSpace(c))
            return append(u" "_s, Certainty::Exact);
        const char32_t lower = QChar::toLower(c);
        const bool upper = lower != c;
        if (m_options.germanUmlauts && (lower == U'ä' || lower == U'ö' || lower == U'ü'))
            return append(withCase(lower == U'ä'   ? u"ae"_s
                                   : lower == U'ö' ? u"oe"_s
                                                   : u"ue"_s,
                                   upper),
                          Certainty::Exact);
        if (known(lower, upper))
            return;
        if (c >= hangulFirst && c <= hangulLast)
            return append(withCase(hangulSyllable(c), startsWord()), Certainty::Converted);
        if (const auto pinyin = pinyinTable().constFind(c); pinyin != pinyinTable().cend())
            return append(withCase(*pinyin, startsWord()), Certainty::Converted);
        if (devanagari(c) || kana(c) || decomposed(c))
            return;
        if (QChar::isMark(c) || QChar::isPunct(c) || QChar::isSymbol(c) ||
            QChar::category(c) == QChar::Other_Format)
            return; // points, accents and joiners carry no letter
        if (const int digit = QChar::digitValue(c); digit >= 0)
            return append(QString::number(digit), Certainty::Converted);
        m_out.unknown += QString::fromUcs4(&c, 1);
        m_out.certainty = Certainty::Unknown;
    }

    bool known(char32_t lower, bool upper)
    {
        const bool greek = QChar::script(lower) == QChar::Script_Greek;
        if (greek) {
            const auto pair = greekPair(lower, QChar::toLower(next()), startsWord());
            if (!pair.isEmpty()) {
                append(withCase(pair, upper), Certainty::Converted);
                ++m_at;
                return true;
            }
        }
        const auto found = alphabetTable().constFind(lower);
        if (found == alphabetTable().cend())
            return false;
        const bool latin = isLatinScript(lower) || !QChar::isLetter(lower);
        append(withCase(*found, upper || (!latin && !hasCase(lower) && startsWord())),
               latin ? Certainty::Exact : Certainty::Converted);
        return true;
    }

    static bool hasCase(char32_t lower)
    {
        // Georgian has capitals in Unicode that nobody writes names with.
        return QChar::toUpper(lower) != lower && QChar::script(lower) != QChar::Script_Georgian;
    }

    bool devanagari(char32_t c)
    {
        const auto consonant = devanagariConsonants().constFind(c);
        if (consonant == devanagariConsonants().cend()) {
            const auto sign = devanagariSigns().constFind(c);
            if (sign == devanagariSigns().cend())
                return false;
            append(*sign, Certainty::Converted);
            return true;
        }
        // The inherent "a" is heard unless a vowel sign follows or the word ends.
        const char32_t after = next();
        const bool silent = devanagariSigns().contains(after) && after != U'\u0902' && after != U'\u0901';
        const bool last = !QChar::isLetter(after) && !QChar::isMark(after);
        append(withCase(*consonant, startsWord()) + (silent || last ? QString() : u"a"_s),
               Certainty::Converted);
        return true;
    }

    bool kana(char32_t c)
    {
        if (c == U'ー') // a long vowel, not written in names
            return true;
        if (c == U'っ' || c == U'ッ') {
            m_doubled = true;
            return true;
        }
        if (c < katakanaFirst || c > katakanaLast)
            return false;
        const auto found = alphabetTable().constFind(c - katakanaToHiragana);
        if (found == alphabetTable().cend())
            return false;
        append(withCase(*found, startsWord()), Certainty::Converted);
        return true;
    }

    /// é → e, Ả → A, ό → ο → o.
    bool decomposed(char32_t c)
    {
        const auto parts = QString::fromUcs4(&c, 1).normalized(QString::NormalizationForm_KD).toUcs4();
        if (parts.size() == 1 && static_cast<char32_t>(parts.first()) == c)
            return false;
        for (const auto part : parts) {
            const auto p = static_cast<char32_t>(part);
            if (isPlain(p)) {
                append(QString(QChar(static_cast<char16_t>(p))), Certainty::Exact);
            } else if (!QChar::isMark(p)) {
                const char32_t lower = QChar::toLower(p);
                if (!known(lower, lower != p) && !kana(p))
                    return false;
            }
        }
        return true;
    }

    TransliterationOptions m_options;
    QList<char32_t> m_text;
    qsizetype m_at = 0;
    bool m_doubled = false;
    Transliteration m_out;
};

} // namespace

Transliteration transliterate(const QString &text, const TransliterationOptions &options)
{
    return TransliterationRun(text, options).run();
}

} // namespace smc::model
