// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/api/exchange.h"
#include "service/api/person.h"
#include "service/api/sections.h"

namespace smc::api {

/// What requests about sections of smb.conf (a share, [global]) have in common: who asks, which servers,
/// which section. Refers to the request.
struct SectionWork
{
    const http::Request &request;
    Asked asked;
    Person person;
    QList<fleet::ServerRef> servers;
    Sections sections;
};
/// `section` empty: the path names server and share, or the share beside `server=`. Otherwise `where` says on
/// which servers it is meant. `place`: where else than in the registry. What is changed there is kept for
/// servers/changes.
[[nodiscard]] Result<SectionWork> prepareSection(const Api &api, const http::Request &request,
                                                 const QString &section = {}, const QString &where = {},
                                                 std::shared_ptr<SectionPlace> place = {});
/// Errors of that: of readAsked(), or of the place.
[[nodiscard]] http::Reply prepareError(const Error &error);

/// The value of `server=`.
[[nodiscard]] QString whereOf(const http::Request &request);
[[nodiscard]] Error whichServer();
/// Sections that are no shares of one's own making.
[[nodiscard]] bool isSpecial(const QString &section);
/// Attributes of a share's record that are no parameters.
[[nodiscard]] const QByteArrayList &notParameters();
/// With `place`: where it stands, "registry" or "file" (smb.conf).
[[nodiscard]] wire::Record sectionRecord(const fleet::ServerRef &server, const Sections &sections,
                                         const smbconf::Section &parameters);

/// What a section has now, if that is what If-Match names (empty: whatever it is). Errors: Stale, NotFound.
[[nodiscard]] Result<smbconf::Section> readMatching(const Sections &sections, const fleet::ServerRef &server,
                                                    const QByteArray &match);
/// The section as it is on the one server that is asked.
[[nodiscard]] http::Reply showSection(const SectionWork &work);
/// What may be said against a step before anything is done.
using Judge = std::function<Result<void>(const Step &)>;
/// PUT: sets what the body names and removes what is null, with If-Match; see finish().
[[nodiscard]] http::Reply updateSection(const SectionWork &work, smbconf::Scope scope,
                                        const Judge &judge = {});
/// The steps, as a dry run tells them.
[[nodiscard]] QJsonArray changesOf(const SectionWork &work, const QList<Step> &steps, Operation operation);
/// Shows the steps, or carries them out and answers with what there is now.
[[nodiscard]] http::Reply finish(const SectionWork &work, const QList<Step> &steps, Operation operation,
                                 const Sections::Check &check = {});
/// What there is after a change.
[[nodiscard]] http::Reply answer(const SectionWork &work, const QList<Step> &steps, Operation operation);

} // namespace smc::api
