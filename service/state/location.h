// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QString>

namespace smc::state {

/// Where a database is: a file of SQLite or, with a url, a database of a PostgreSQL server.
struct Location
{
    Location(QString path) // NOLINT(google-explicit-constructor): a path is one
        : file(std::move(path))
    {}
    Location(QString postgreSqlUrl, QString filePassword)
        : url(std::move(postgreSqlUrl))
        , passwordFile(std::move(filePassword))
    {}
    [[nodiscard]] bool isServer() const { return !url.isEmpty(); }

    QString file;
    QString url;          ///< as PostgreSqlAddress has it; no password
    QString passwordFile; ///< read at each connect; empty: libpq's own ways (passfile, PGPASSFILE, service)
};

/// What "postgresql://USER@HOST:PORT/DATABASE?sslmode=verify-full&…" says, as libpq's connection URIs do
/// (PostgreSQL's manual, 34.1.1.2), but for a password, which is refused: it would be read by everybody who
/// sees the configuration.
///
/// What is not said is made safe: other hosts than this one have to show a certificate of theirs that
/// `sslrootcert` vouches for (sslmode=verify-full), also where a service file says otherwise; and a server
/// that has gone without a word is found out within about ten seconds.
struct PostgreSqlAddress
{
    QString host; ///< also a folder with a socket; empty: libpq's default
    int port = -1;
    QString database;
    QString user;
    QString options; ///< further ones, as libpq reads them: "sslmode='verify-full' connect_timeout='5'"

    [[nodiscard]] QString toString() const; ///< "smc at db.lab.example", for people
};
/// Errors: Invalid.
[[nodiscard]] Result<PostgreSqlAddress> postgreSqlAddress(const QString &url);

} // namespace smc::state
