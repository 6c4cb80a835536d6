// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/csv_table.h"

#include <QCoreApplication>
#include <QFile>
#include <QMap>
#include <QStringDecoder>

using namespace Qt::Literals::StringLiterals;

namespace smc::provisioning {

namespace {

constexpr qint64 csvFileLimit = 64 * 1024 * 1024;
constexpr qsizetype csvRowLimit = 20000;
constexpr qsizetype csvColumnLimit = 256; // a table for people, not a line that was split by mistake

QString csvWords(const char *text)
{
    return QCoreApplication::translate("smc::provisioning::CsvTable", text);
}

Error csvError(const QString &message, const QString &hint = {})
{
    Error error;
    error.code = ErrorCode::Invalid;
    error.message = message;
    error.hint = hint;
    return error;
}

/// Windows-1252 differs from Latin-1 in 0x80…0x9F alone.
QString fromWindows1252(const QByteArray &bytes)
{
    static constexpr char16_t upper[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                           0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                           0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        if (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            c = QChar(upper[c.unicode() - 0x80]);
    }
    return text;
}

QString decodeCsv(const QByteArray &bytes, QString &encoding)
{
    if (encoding.isEmpty()) {
        if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")) {
            encoding = u"UTF-16"_s;
        } else {
            QStringDecoder utf8(QStringDecoder::Utf8);
            const QString ignored = utf8(bytes);
            encoding = utf8.hasError() ? u"Windows-1252"_s : u"UTF-8"_s;
        }
    }
    QString text;
    if (encoding == "UTF-16"_L1)
        text = QStringDecoder(QStringDecoder::Utf16)(bytes);
    else if (encoding == "UTF-8"_L1)
        text = QString::fromUtf8(bytes);
    else
        text = fromWindows1252(bytes);
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    return text;
}

struct CsvCells
{
    QList<QStringList> rows;
    QList<int> lines;
    bool open = false; ///< a quote did not end
    bool wide = false; ///< a row has too many cells; it ends there
};

CsvCells splitCsv(const QString &text, QChar delimiter, qsizetype limit)
{
    CsvCells out;
    QStringList row;
    QString cell;
    bool quoted = false;
    bool wasQuoted = false;
    int line = 1;
    int begin = 1;
    const auto endCell = [&] {
        row << (wasQuoted ? cell : cell.trimmed());
        cell.clear();
        wasQuoted = false;
    };
    const auto endRow = [&] {
        endCell();
        if (row.size() > 1 || !row.first().isEmpty()) {
            out.rows << row;
            out.lines << begin;
        }
        row.clear();
    };
    for (qsizetype i = 0; i < text.size() && out.rows.size() < limit && !out.wide; ++i) {
        const QChar c = text.at(i);
        if (c == u'\n')
            ++line;
        if (quoted) {
            if (c != u'"') {
                cell += c;
            } else if (i + 1 < text.size() && text.at(i + 1) == u'"') {
                cell += c;
                ++i;
            } else {
                quoted = false;
            }
        } else if (c == u'"' && cell.trimmed().isEmpty() && !wasQuoted) {
            quoted = true;
            wasQuoted = true;
            cell.clear();
        } else if (c == delimiter) {
            endCell();
            out.wide = row.size() >= csvColumnLimit;
        } else if (c == u'\n' || c == u'\r') {
            if (c == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n') {
                ++i;
                ++line;
            }
            endRow();
            begin = line;
        } else if (!wasQuoted || !c.isSpace()) {
            cell += c;
        }
    }
    if (!cell.isEmpty() || !row.isEmpty())
        endRow();
    out.open = quoted;
    return out;
}

QChar guessDelimiter(const QString &text)
{
    // The one by which most of the first lines fall into the same number of cells, the more cells the better.
    QChar best = u',';
    qsizetype bestScore = -1;
    for (const QChar candidate : {QChar(u','), QChar(u';'), QChar(u'\t'), QChar(u'|')}) {
        const auto cells = splitCsv(text, candidate, 20);
        QMap<qsizetype, qsizetype> widths;
        for (const auto &row : cells.rows)
            ++widths[row.size()];
        qsizetype score = 0;
        for (auto it = widths.cbegin(); it != widths.cend(); ++it)
            score = std::max(score, it.value() * 100 + it.key());
        if (cells.wide || (widths.size() == 1 && widths.firstKey() == 1))
            score = 0;
        if (score > bestScore) {
            best = candidate;
            bestScore = score;
        }
    }
    return best;
}

bool isFormulaStart(QChar c)
{
    return c == u'=' || c == u'+' || c == u'-' || c == u'@' || c == u'\t' || c == u'\r';
}

} // namespace

Result<CsvTable> parseCsv(const QByteArray &bytes, const CsvOptions &options)
{
    CsvTable table;
    table.encoding = options.encoding;
    const QString text = decodeCsv(bytes, table.encoding);
    if (text.contains(QChar::Null))
        return csvError(csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable", "The file holds no text.")),
                        csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable",
                                                   "Choose a CSV file, as a spreadsheet saves it.")));
    table.delimiter = options.delimiter.isNull() ? guessDelimiter(text) : options.delimiter;
    auto cells = splitCsv(text, table.delimiter, csvRowLimit + 2);
    if (cells.wide)
        return csvError(
            csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable", "A line has more than 256 columns.")),
            csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable",
                                       "Choose another separator, or another file.")));
    if (cells.open)
        return csvError(csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable",
                                                   "A quotation mark in the file does not end.")),
                        csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable",
                                                   "Save it again from the spreadsheet as CSV.")));
    if (cells.rows.isEmpty())
        return csvError(csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable", "The file is empty.")));
    qsizetype width = 0;
    for (const auto &row : cells.rows)
        width = std::max(width, row.size());
    if (options.firstRowIsHeader) {
        table.header = cells.rows.takeFirst();
        cells.lines.removeFirst();
    }
    if (cells.rows.size() > csvRowLimit)
        return csvError(
            csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable", "The file has more than 20,000 rows.")),
            csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable", "Split it into several.")));
    while (table.header.size() < width)
        table.header << csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable", "Column %1"))
                            .arg(table.header.size() + 1);
    for (auto &row : cells.rows) {
        for (QString &cell : row) {
            if (cell.size() > 1 && cell.front() == u'\'' && isFormulaStart(cell.at(1)))
                cell.remove(0, 1);
        }
        while (row.size() < width)
            row << QString();
    }
    table.rows = cells.rows;
    table.lines = cells.lines;
    return table;
}

Result<CsvTable> readCsv(const QString &fileName, const CsvOptions &options)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        Error error =
            csvError(csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable", "The file can't be read: %1"))
                         .arg(file.errorString()));
        error.place = fileName;
        return error;
    }
    if (file.size() > csvFileLimit)
        return csvError(
            csvWords(QT_TRANSLATE_NOOP("smc::provisioning::CsvTable", "The file is larger than 64 MB.")));
    return parseCsv(file.readAll(), options);
}

QByteArray csvRow(const QStringList &cells)
{
    QStringList out;
    for (QString cell : cells) {
        if (!cell.isEmpty() && isFormulaStart(cell.front()))
            cell.prepend(u'\'');
        if (cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n') || cell.contains(u'\r') ||
            cell.contains(u';'))
            cell = u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
        out << cell;
    }
    return (out.join(u',') + u"\r\n"_s).toUtf8();
}

} // namespace smc::provisioning
