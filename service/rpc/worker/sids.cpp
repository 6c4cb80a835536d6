// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/sids.h"

#include <span>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

QString sidText(const dom_sid &sid)
{
    quint64 authority = 0;
    for (const uint8_t byte : sid.id_auth)
        authority = authority << 8 | byte;
    QString text = u"S-%1-%2"_s.arg(sid.sid_rev_num).arg(authority);
    for (const uint32_t part : std::span(sid.sub_auths).first(static_cast<std::size_t>(sid.num_auths)))
        text += u'-' + QString::number(part);
    return text;
}

Result<dom_sid> parseSid(const QString &text)
{
    const Error bad{.code = ErrorCode::Invalid, .message = u"\"%1\" is no SID."_s.arg(text)};
    if (!isSid(text))
        return bad;
    const QStringList parts = text.split(u'-');
    dom_sid sid{
        .sid_rev_num = 1, .num_auths = static_cast<int8_t>(parts.size() - 3), .id_auth = {}, .sub_auths = {}};
    quint64 authority = parts[2].toULongLong(nullptr, 0);
    for (int i = 5; i >= 0; --i, authority >>= 8)
        sid.id_auth[i] = static_cast<uint8_t>(authority & 0xFF);
    for (qsizetype i = 3; i < parts.size(); ++i) {
        bool ok = false;
        sid.sub_auths[i - 3] = parts[i].toUInt(&ok);
        if (!ok)
            return bad;
    }
    return sid;
}

} // namespace smc::rpc
