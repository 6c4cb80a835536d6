// SPDX-License-Identifier: GPL-3.0-or-later
// What commands take from the person: assignments, files and passwords.
#include "app/ctl/commands.h"
#include "app/platform/terminal.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <cstdio>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

Error inputError(const QString &message, const QString &hint = {})
{
    Error error;
    error.code = ErrorCode::Invalid;
    error.message = message;
    error.hint = hint;
    return error;
}

Result<QByteArray> readAll(const QString &name)
{
    QFile file(name);
    const bool open = name == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open)
        return inputError(u"%1 cannot be read: %2."_s.arg(name, file.errorString()));
    return file.readAll();
}

} // namespace

Result<QJsonObject> assignments(const QStringList &words)
{
    static const QStringList secrets{u"password"_s, u"old"_s, u"unicodepwd"_s, u"userpassword"_s,
                                     u"clearpassword"_s};
    QJsonObject object;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals <= 0)
            return inputError(u"\"%1\" is no assignment."_s.arg(word), u"It looks like ATTRIBUTE=VALUE."_s);
        const QString name = word.left(equals);
        if (secrets.contains(name, Qt::CaseInsensitive)) {
            return inputError(u"A password does not belong on a command line, where others can see it."_s,
                              u"Use --password-stdin, --password-file, or a file with -f."_s);
        }
        const QString value = word.mid(equals + 1);
        QJsonArray values = object.value(name).toArray();
        if (!value.isEmpty())
            values.append(value);
        object.insert(name, values);
    }
    return object;
}

Result<QByteArray> passwordFor(const Arguments &arguments, const QString &prompt, bool ask)
{
    const QString file = arguments.value(u"password-file"_s);
    if (arguments.has(u"password-stdin"_s) || !file.isEmpty()) {
        auto text = readAll(arguments.has(u"password-stdin"_s) ? u"-"_s : file);
        if (!text)
            return text.error();
        QByteArray line = text->left(text->indexOf('\n') < 0 ? text->size() : text->indexOf('\n'));
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty())
            return inputError(u"There is no password in the first line."_s);
        return line;
    }
    if (!ask)
        return QByteArray();
    QByteArray typed = platform::readPassword(prompt);
    if (typed.isEmpty())
        return inputError(u"A password is needed."_s, u"Give it by --password-stdin or --password-file."_s);
    return typed;
}

Result<BodyFile> readBodyFile(const Arguments &arguments)
{
    const QString name = arguments.value(u"file"_s);
    QString kind =
        arguments.value(u"input"_s, name == "-"_L1 ? u"json"_s : QFileInfo(name).suffix().toLower());
    BodyFile file;
    if (kind == "json"_L1)
        file.contentType = "application/json";
    else if (kind == "xml"_L1)
        file.contentType = "application/xml";
    else if (kind == "yaml"_L1 || kind == "yml"_L1)
        file.contentType = "application/yaml";
    else if (kind == "csv"_L1 || kind == "tsv"_L1 || kind == "txt"_L1)
        file.contentType = "text/csv";
    else
        return inputError(u"The format of %1 is not known."_s.arg(name),
                          u"Name it: --input json, xml, yaml or csv."_s);
    auto body = readAll(name);
    if (!body)
        return body.error();
    file.body = *std::move(body);
    return file;
}

} // namespace smc::ctl
