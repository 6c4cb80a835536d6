// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/json_position.h"

#include <QJsonDocument>

namespace smc::model {

namespace {

// Walks valid JSON: only strings and brackets need attention, everything else ends at a separator.
class OffsetScanner
{
public:
    explicit OffsetScanner(QByteArrayView text)
        : m_text(text)
    {}
    QHash<QString, qsizetype> run()
    {
        value({});
        return m_offsets;
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void space()
    {
        while (m_at < m_text.size() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t'))
            ++m_at;
    }
    QString string()
    {
        const qsizetype begin = m_at++;
        while (m_at < m_text.size() && peek() != '"')
            m_at += peek() == '\\' ? 2 : 1;
        ++m_at;
        const QByteArray quoted = m_text.sliced(begin, qMin(m_at, m_text.size()) - begin).toByteArray();
        return QJsonDocument::fromJson('[' + quoted + ']')[0].toString();
    }
    void value(const QString &pointer)
    {
        space();
        m_offsets.insert(pointer, m_at);
        if (peek() == '{') {
            members(pointer);
        } else if (peek() == '[') {
            elements(pointer);
        } else if (peek() == '"') {
            string();
        } else {
            while (m_at < m_text.size() && !QByteArrayView(",]} \n\r\t").contains(peek()))
                ++m_at;
        }
        space();
    }
    void members(const QString &pointer)
    {
        ++m_at;
        space();
        while (m_at < m_text.size() && peek() != '}') {
            const QString name = string();
            space();
            ++m_at; // the colon
            value(pointer + u'/' + pointerStep(name));
            if (peek() == ',')
                ++m_at;
            space();
        }
        ++m_at;
    }
    void elements(const QString &pointer)
    {
        ++m_at;
        space();
        for (int i = 0; m_at < m_text.size() && peek() != ']'; ++i) {
            value(pointer + u'/' + QString::number(i));
            if (peek() == ',')
                ++m_at;
            space();
        }
        ++m_at;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    QHash<QString, qsizetype> m_offsets;
};

} // namespace

TextPosition positionOf(QByteArrayView text, qsizetype offset)
{
    TextPosition position{1, 1};
    for (qsizetype i = 0; i < qMin(offset, text.size()); ++i) {
        if (text[i] == '\n') {
            ++position.line;
            position.column = 1;
        } else {
            ++position.column;
        }
    }
    return position;
}

QHash<QString, qsizetype> jsonOffsets(QByteArrayView text)
{
    return OffsetScanner(text).run();
}

QString pointerStep(const QString &name)
{
    QString step = name;
    step.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    return step;
}

} // namespace smc::model
