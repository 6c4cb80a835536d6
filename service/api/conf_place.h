// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/api/sections.h"
#include "service/local/conf_text.h"
#include "service/smbconf/conf_file.h"

#include <QHash>

namespace smc::api {

/// smb.conf itself of servers on which smcd runs, by their own road (the machine, or its node). What is read
/// is kept for the change of it. Refers to the request.
class ConfPlace : public SectionPlace
{
public:
    ConfPlace(const Api &api, const http::Request &request)
        : m_api(api)
        , m_request(request)
    {}
    /// Errors: Unsupported: there is no such road.
    [[nodiscard]] Result<smbconf::ConfFile> file(const fleet::ServerRef &server);
    /// As it was read last, which is what change() is of.
    [[nodiscard]] smbconf::ConfFile known(const fleet::ServerRef &server) const;

    /// [global] is there, be it empty.
    [[nodiscard]] Result<smbconf::Section> read(const fleet::ServerRef &server,
                                                const QString &section) override;
    [[nodiscard]] Result<void> change(const fleet::ServerRef &server, const QString &section,
                                      const smbconf::SectionChange &change) override;
    [[nodiscard]] bool hasChanged(const fleet::ServerRef &server) const override;
    [[nodiscard]] Result<void> putBack(const fleet::ServerRef &server) override;
    [[nodiscard]] std::optional<rpc::Target> service(const fleet::ServerRef &server) const override;

private:
    struct Texts
    {
        QByteArray read;                   ///< last
        QByteArray former;                 ///< before it was changed
        std::optional<QByteArray> written; ///< none: it was not changed
    };
    [[nodiscard]] Result<local::ConfText> ask(const fleet::ServerRef &server) const;
    [[nodiscard]] Result<void> replace(const fleet::ServerRef &server, const QByteArray &text,
                                       const QByteArray &former) const;

    const Api &m_api;
    const http::Request &m_request;
    QHash<QString, Texts> m_texts; ///< by host
};

/// Refuses a change of a section that smb.conf cannot hold, and one that says nothing, since the registry's
/// value counts (where the person may not read the registry it is not known). `registry`: the same
/// section there.
[[nodiscard]] Result<void> countsInFile(const Sections &registry, const ConfPlace &file, const Step &step);
/// Refuses a change of [global] in the registry that says nothing, since smb.conf counts: where smcd runs on
/// the server and the person may use its rights; else it is not known.
[[nodiscard]] Result<void> countsInRegistry(const Api &api, const http::Request &request, ConfPlace &file,
                                            const Step &step);

/// What is sent between collector and node.
namespace conf {
constexpr auto route = "/rest/servers/conf-text";
[[nodiscard]] wire::Record toRecord(const QString &path, const QByteArray &text,
                                    const QByteArray &former = {});
/// Errors: Invalid.
[[nodiscard]] Result<QByteArray> textOf(const wire::Record &record);
} // namespace conf

} // namespace smc::api
