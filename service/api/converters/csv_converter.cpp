// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/converters/csv_converter.h"

#include "service/api/converters/input_sink.h"
#include "service/api/converters/utf8.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace smc::converters::csv {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isFormulaStart(char c)
{
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n';
}

/// Whether it begins like a formula, once leading apostrophes are taken off.
bool looksLikeFormula(QByteArrayView cell)
{
    const auto first = std::find_if(cell.begin(), cell.end(), [](char c) { return c != '\''; });
    return first != cell.end() && isFormulaStart(*first);
}

void appendCell(QByteArray &out, const QByteArray &cell)
{
    const bool neutralise = looksLikeFormula(cell);
    const bool quote =
        std::any_of(
            cell.begin(), cell.end(),
            [](char c) { return c == ',' || c == ';' || c == '"' || c == '\r' || c == '\n' || c == '\t'; }) ||
        cell.startsWith(' ') || cell.endsWith(' ') || cell.startsWith("sep=");
    if (quote)
        out += '"';
    if (neutralise)
        out += '\'';
    if (quote)
        out += QByteArray(cell).replace('"', "\"\"") + '"';
    else
        out += cell;
}

QByteArray cellOf(const wire::Attribute &attribute)
{
    if (attribute.values.isEmpty())
        return "\\-";
    if (attribute.values.size() == 1 && attribute.values.constFirst().isEmpty())
        return "\\e";
    QByteArray cell;
    for (qsizetype i = 0; i < attribute.values.size(); ++i) {
        if (i > 0)
            cell += '|';
        const QByteArray value = cleanUtf8(attribute.values.at(i));
        if (value.contains('|') || value.contains('\\'))
            cell += QByteArray(value).replace('\\', "\\\\").replace('|', "\\|");
        else
            cell += value;
    }
    return cell;
}

/// The columns of a table: every attribute that occurs, in the order in which they first do.
class CsvColumns
{
public:
    explicit CsvColumns(const QList<wire::Record> &records)
    {
        for (const wire::Record &record : records) {
            qsizetype guess = 0; // records of one list mostly have the same attributes in the same order
            for (const wire::Attribute &attribute : record.attributes) {
                if (guess < names.size() && names.at(guess) == attribute.name) {
                    ++guess;
                    continue;
                }
                guess = indexOf(attribute.name) + 1;
            }
        }
    }
    qsizetype indexOf(const QByteArray &name)
    {
        const QByteArray key = name.toLower();
        const auto known = m_index.constFind(key);
        if (known != m_index.constEnd())
            return *known;
        m_index.insert(key, names.size());
        names << name;
        return names.size() - 1;
    }
    QByteArrayList names;

private:
    QHash<QByteArray, qsizetype> m_index;
};

QByteArray table(const QList<wire::Record> &records)
{
    CsvColumns columns(records);
    QByteArray out;
    for (qsizetype i = 0; i < columns.names.size(); ++i) {
        if (i > 0)
            out += ',';
        appendCell(out, cleanUtf8(columns.names.at(i)));
    }
    out += "\r\n";
    QList<const wire::Attribute *> row(columns.names.size());
    for (const wire::Record &record : records) {
        row.fill(nullptr);
        qsizetype guess = 0;
        for (const wire::Attribute &attribute : record.attributes) {
            if (guess >= columns.names.size() || columns.names.at(guess) != attribute.name)
                guess = columns.indexOf(attribute.name);
            row[guess++] = &attribute;
        }
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i > 0)
                out += ',';
            if (row.at(i))
                appendCell(out, cellOf(*row.at(i)));
            else if (row.size() == 1)
                out += "\"\""; // an empty line would be no row
        }
        out += "\r\n";
    }
    return out;
}

/// Rows of cells from text, with the line on which each row began.
class CsvRows
{
public:
    explicit CsvRows(QByteArrayView text)
        : m_text(text)
    {
        findSeparator();
    }

    /// False at the end, or when something is wrong (see problem()).
    bool next(QByteArrayList &cells)
    {
        cells.clear();
        while (m_at < m_text.size() && (m_text[m_at] == '\r' || m_text[m_at] == '\n')) // blank lines
            ++m_at;
        if (m_at >= m_text.size())
            return false;
        m_rowStart = m_at;
        for (;;) {
            QByteArray cell;
            if (!readCell(cell))
                return false;
            cells << cell;
            if (m_at >= m_text.size())
                return true;
            const char c = m_text[m_at++];
            if (c == m_separator)
                continue;
            if (c == '\r' && m_at < m_text.size() && m_text[m_at] == '\n')
                ++m_at;
            return true;
        }
    }
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] qsizetype offset() const { return m_problem.isEmpty() ? m_rowStart : m_at; }

private:
    bool readCell(QByteArray &cell)
    {
        if (m_at < m_text.size() && m_text[m_at] == '"')
            return readQuoted(cell);
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != m_separator && m_text[m_at] != '\r' &&
               m_text[m_at] != '\n') {
            if (m_text[m_at] == '"') {
                m_problem = u"A quotation mark stands inside of a cell that does not begin with one."_s;
                return false;
            }
            ++m_at;
        }
        cell = m_text.sliced(start, m_at - start).toByteArray();
        return true;
    }

    bool readQuoted(QByteArray &cell)
    {
        const qsizetype opened = m_at++;
        for (;;) {
            const qsizetype close = m_text.indexOf('"', m_at);
            if (close < 0) {
                m_at = opened;
                m_problem = u"The quotation mark that begins this cell is never closed."_s;
                return false;
            }
            cell += m_text.sliced(m_at, close - m_at);
            m_at = close + 1;
            if (m_at < m_text.size() && m_text[m_at] == '"') {
                cell += '"';
                ++m_at;
                continue;
            }
            if (m_at < m_text.size() && m_text[m_at] != m_separator && m_text[m_at] != '\r' &&
                m_text[m_at] != '\n') {
                m_problem = u"Text stands behind the closing quotation mark of a cell."_s;
                return false;
            }
            return true;
        }
    }

    /// The header tells: a comma anywhere wins, then a tab, then a ';' that is no attribute's option.
    void findSeparator()
    {
        if (m_text.startsWith("sep=") && m_text.size() > 4 && m_text[4] != '\r' && m_text[4] != '\n' &&
            m_text[4] != '"' && (m_text.size() == 5 || m_text[5] == '\r' || m_text[5] == '\n')) {
            m_separator = m_text[4];
            m_at = 5;
            return;
        }
        bool quoted = false;
        bool comma = false;
        bool tab = false;
        bool semicolon = false;
        for (qsizetype i = 0; i < m_text.size() && (quoted || (m_text[i] != '\r' && m_text[i] != '\n'));
             ++i) {
            if (m_text[i] == '"')
                quoted = !quoted;
            if (quoted)
                continue;
            comma = comma || m_text[i] == ',';
            tab = tab || m_text[i] == '\t';
            const QByteArrayView rest = m_text.sliced(i);
            semicolon =
                semicolon || (m_text[i] == ';' && !rest.startsWith(";base64") && !rest.startsWith(";range="));
        }
        m_separator = comma ? ',' : tab ? '\t' : semicolon ? ';' : ',';
    }

    QByteArrayView m_text;
    char m_separator = ',';
    qsizetype m_at = 0;
    qsizetype m_rowStart = 0;
    QString m_problem;
};

/// The values of a cell; nothing when it does not name the attribute at all.
std::optional<QByteArrayList> valuesOf(QByteArray cell)
{
    if (cell.isEmpty())
        return std::nullopt;
    if (cell.startsWith('\'') && looksLikeFormula(cell))
        cell.remove(0, 1);
    if (cell == "\\-")
        return QByteArrayList();
    if (cell == "\\e")
        return QByteArrayList{QByteArray("")};
    QByteArrayList values{QByteArray("")};
    for (qsizetype i = 0; i < cell.size(); ++i) {
        const char c = cell.at(i);
        const char following = i + 1 < cell.size() ? cell.at(i + 1) : '\0';
        if (c == '\\' && (following == '\\' || following == '|')) {
            values.last() += following;
            ++i;
        } else if (c == '|') {
            values << QByteArray("");
        } else {
            values.last() += c;
        }
    }
    return values;
}

Error csvError(QByteArrayView text, qsizetype offset, Error error)
{
    error.message = positionOf(text, offset) + error.message;
    return error;
}

} // namespace

QByteArray write(const wire::Record &record)
{
    return table({record});
}

QByteArray write(const wire::RecordList &list)
{
    return table(list.items);
}

Result<Input> read(const QByteArray &body, const Limits &limits)
{
    InputSink sink(limits);
    CsvRows rows(body);
    const auto failure = [&] {
        if (!sink.failed())
            sink.fail(ErrorCode::Invalid, rows.problem(),
                      u"Quote the cell, and double the quotation marks in it."_s);
        return csvError(body, rows.offset(), sink.error());
    };
    QByteArrayList names;
    if (!rows.next(names)) {
        if (rows.problem().isEmpty())
            sink.fail(ErrorCode::Invalid, u"There is no header."_s,
                      u"The first row must name the attributes."_s);
        return failure();
    }
    for (QByteArray &name : names) {
        if (name.startsWith('\'') && looksLikeFormula(name))
            name.remove(0, 1);
        name = name.trimmed();
    }
    while (names.size() > 1 && names.constLast().isEmpty()) // spreadsheets leave empty columns behind
        names.removeLast();
    if (!sink.beginRecord())
        return failure();
    for (const QByteArray &name : std::as_const(names)) {
        if (!sink.beginAttribute(name))
            return failure();
    }
    sink.dropRecord();
    QByteArrayList cells;
    qsizetype count = 0;
    while (rows.next(cells)) {
        ++count;
        while (cells.size() > names.size() && cells.constLast().isEmpty())
            cells.removeLast();
        if (cells.size() > names.size()) {
            sink.fail(ErrorCode::Invalid,
                      u"The row has %1 cells, the header %2."_s.arg(cells.size()).arg(names.size()),
                      u"Quote cells that hold the separator."_s);
            return failure();
        }
        if (!sink.beginRecord())
            return failure();
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const std::optional<QByteArrayList> values = valuesOf(cells.at(i));
            if (!values)
                continue;
            if (!sink.beginAttribute(names.at(i)))
                return failure();
            for (const QByteArray &value : *values) {
                if (!sink.addValue(value))
                    return failure();
            }
        }
    }
    if (!rows.problem().isEmpty())
        return failure();
    if (count != 1)
        sink.setList();
    return sink.take();
}

} // namespace smc::converters::csv
