// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/web_handler.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QHash>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Nothing inline, nothing from elsewhere, in no frame; forms are sent by the script alone.
constexpr auto pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// By the path below /web, "main.js" or "icons/pin.svg".
using WebFiles = QHash<QByteArray, http::Reply>;

QByteArray mediaType(const QString &name)
{
    static const QHash<QString, QByteArray> types{{u"html"_s, "text/html; charset=utf-8"},
                                                  {u"css"_s, "text/css; charset=utf-8"},
                                                  {u"js"_s, "text/javascript; charset=utf-8"},
                                                  {u"json"_s, "application/json"},
                                                  {u"svg"_s, "image/svg+xml"}};
    return types.value(name.section(u'.', -1));
}

http::Reply webReply(const QByteArray &content, const QByteArray &type)
{
    http::Reply reply;
    reply.body = content;
    reply.headers.set("Content-Type", type);
    reply.headers.set(
        "ETag", '"' + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().first(32) + '"');
    reply.headers.set("Content-Security-Policy", pagePolicy);
    return reply;
}

void readWebFiles(WebFiles &files, const QDir &folder, const QByteArray &prefix)
{
    const QStringList names = folder.entryList(QDir::Files);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        const QByteArray type = mediaType(name);
        if (!type.isEmpty() && file.open(QIODevice::ReadOnly))
            files.insert(prefix + name.toUtf8(), webReply(file.readAll(), type));
    }
}

} // namespace

void addWebRoutes(http::Router &router, const QString &folder)
{
    const auto files = std::make_shared<WebFiles>();
    readWebFiles(*files, QDir(folder), {});
    readWebFiles(*files, QDir(folder + u"/icons"_s), "icons/");
    if (files->isEmpty())
        return;
    const auto add = [&router, files](const QByteArray &pattern, const QByteArray &prefix) {
        router.add({.method = "GET",
                    .pattern = pattern,
                    .pool = "quick",
                    .need = http::Need::Nothing,
                    .handler = [files, prefix](const http::Request &request) {
                        const auto file = files->constFind(prefix + request.variables.value(0, "index.html"));
                        return file != files->constEnd()
                                   ? *file
                                   : http::Reply::problem({.code = ErrorCode::NotFound,
                                                           .message = u"The web page has no such file."_s});
                    }});
    };
    add("/", {});
    add("/web/{file}", {});
    add("/web/icons/{file}", "icons/");
}

} // namespace smc::api
