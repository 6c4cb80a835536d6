// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/ticket_file.h"

#include <QDir>
#include <QFile>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

Result<void> TicketFile::write(const Secret &cache)
{
    m_file.setFileTemplate(QDir::tempPath() + u"/smcd-rpc-XXXXXX"_s);
    const auto size = static_cast<qint64>(cache.size());
    if (!m_file.open() || m_file.write(cache.data(), size) != size || !m_file.flush()) {
        return Error{.code = ErrorCode::Internal,
                     .message =
                         u"The person's ticket cannot be handed over: %1."_s.arg(m_file.errorString())};
    }
    return {};
}

QByteArray TicketFile::path() const
{
    return QFile::encodeName(m_file.fileName());
}

} // namespace smc::rpc
