// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/notify/notice.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QUuid>

#include <algorithm>

namespace smc::notify {

using namespace Qt::Literals::StringLiterals;

namespace {

QString iso(qint64 time)
{
    return QDateTime::fromSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODate);
}

/// Unstructured text of a header field as encoded words ([RFC 2047]), 45 bytes in each so that no line is
/// too long, cut between characters.
QByteArray encodedWords(const QString &text)
{
    constexpr qsizetype most = 45;
    QByteArrayList words;
    QByteArray part;
    const auto flush = [&] {
        if (!part.isEmpty())
            words << QByteArray("=?UTF-8?B?" + part.toBase64() + "?=");
        part.clear();
    };
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype length = text.at(i).isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        const QByteArray character = text.mid(i, length).toUtf8();
        if (part.size() + character.size() > most)
            flush();
        part += character;
        i += length;
    }
    flush();
    return words.join("\r\n ");
}

QByteArray headerText(const QString &text)
{
    const bool plain =
        std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; }) &&
        text.size() < 60 && !text.contains("=?"_L1);
    return plain ? text.toLatin1() : encodedWords(text);
}

QString what(const Notice &notice)
{
    return notice.share.isEmpty() ? notice.server : QString(notice.server + u':' + notice.share);
}

QString subject(const QList<Notice> &notices)
{
    if (notices.size() == 1) {
        const Notice &one = notices.first();
        return u"[smcd] %1: %2 %3"_s.arg(one.firing ? u"FIRING"_s : u"resolved"_s, one.rule, what(one));
    }
    const auto firing =
        std::count_if(notices.begin(), notices.end(), [](const Notice &n) { return n.firing; });
    return u"[smcd] %1 firing, %2 resolved"_s.arg(firing).arg(notices.size() - firing);
}

} // namespace

QString toLine(const Notice &notice)
{
    QString line = u"%1 %2 %3: %4"_s.arg(notice.firing ? u"FIRING"_s : u"RESOLVED"_s, notice.rule,
                                         what(notice), notice.message);
    for (QChar &c : line) {
        if (c < u' ' || c == QChar(0x7f) || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return line;
}

QByteArray toMail(const QList<Notice> &notices, const QString &from, const QStringList &to,
                  const QString &host)
{
    QString body;
    for (const Notice &notice : notices)
        body += toLine(notice) + u"\r\n    since "_s + iso(notice.since) + u"\r\n"_s;
    body += u"\r\n-- \r\nsmcd on %1\r\n"_s.arg(host);
    QByteArray text = body.toUtf8().toBase64();
    for (qsizetype i = 76; i < text.size(); i += 78)
        text.insert(i, "\r\n");
    const QByteArray domain = from.section(u'@', -1).toLatin1();
    QByteArray mail;
    mail += "Date: " + QDateTime::currentDateTime().toString(Qt::RFC2822Date).toLatin1() + "\r\n";
    mail += "From: " + from.toLatin1() + "\r\n";
    mail += "To: " + to.join(u", "_s).toLatin1() + "\r\n";
    mail += "Message-ID: <" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + '@' + domain + ">\r\n";
    mail += "Subject: " + headerText(subject(notices)) + "\r\n";
    mail += "Auto-Submitted: auto-generated\r\n"; // nobody's absence is answered to us ([RFC 3834])
    mail += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n";
    return mail + text + "\r\n";
}

QByteArray toJson(const QList<Notice> &notices, const QString &host)
{
    QJsonArray alerts;
    for (const Notice &notice : notices) {
        alerts.append(QJsonObject{{u"state"_s, notice.firing ? u"firing"_s : u"resolved"_s},
                                  {u"rule"_s, notice.rule},
                                  {u"server"_s, notice.server},
                                  {u"share"_s, notice.share},
                                  {u"message"_s, notice.message},
                                  {u"since"_s, iso(notice.since)}});
    }
    return QJsonDocument(QJsonObject{{u"host"_s, host}, {u"alerts"_s, alerts}})
        .toJson(QJsonDocument::Compact);
}

} // namespace smc::notify
