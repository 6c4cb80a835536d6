// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data/body_device.h"

#include <algorithm>
#include <cstring>

namespace smc::data {

BodyDevice::BodyDevice(QByteArray body)
    : m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

BodyDevice::~BodyDevice()
{
    if (m_body.isDetached())
        m_body.fill('\0');
}

qint64 BodyDevice::bytesAvailable() const
{
    return m_body.size() - m_offset;
}

bool BodyDevice::atEnd() const
{
    return m_offset >= m_body.size();
}

qint64 BodyDevice::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_body.size() - m_offset);
    if (size <= 0)
        return -1; // the end: QNetworkAccessManager would wait for more on a 0
    std::memcpy(data, m_body.constData() + m_offset, static_cast<std::size_t>(size));
    m_offset += size;
    return size;
}

} // namespace smc::data
