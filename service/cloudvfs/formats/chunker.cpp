// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/formats/chunker.h"

#include <QtEndian>

#include <algorithm>
#include <sodium.h>

namespace smc::cloudvfs {

namespace {

// 22 bits before the usual size make a cut rare there, 18 behind it frequent. The upper bits: they depend on
// the last 64 bytes, the lower ones on few.
constexpr quint64 rare = ~quint64(0) << (64 - 22);
constexpr quint64 frequent = ~quint64(0) << (64 - 18);

} // namespace

Chunker::Chunker(const QByteArray &seed)
{
    static_assert(randombytes_SEEDBYTES == 32);
    Q_ASSERT(seed.size() == randombytes_SEEDBYTES);
    std::array<unsigned char, sizeof(m_gear)> stream;
    randombytes_buf_deterministic(stream.data(), stream.size(),
                                  reinterpret_cast<const unsigned char *>(seed.constData()));
    for (std::size_t i = 0; i < m_gear.size(); ++i)
        m_gear[i] = qFromLittleEndian<quint64>(stream.data() + i * sizeof(quint64));
}

qsizetype Chunker::cut(QByteArrayView bytes) const
{
    const qsizetype end = std::min(bytes.size(), most);
    if (end <= least)
        return end;
    const qsizetype middle = std::min(end, usual);
    quint64 hash = 0;
    qsizetype at = least;
    for (; at < middle; ++at) {
        hash = (hash << 1) + m_gear[quint8(bytes[at])];
        if ((hash & rare) == 0)
            return at + 1;
    }
    for (; at < end; ++at) {
        hash = (hash << 1) + m_gear[quint8(bytes[at])];
        if ((hash & frequent) == 0)
            return at + 1;
    }
    return end;
}

} // namespace smc::cloudvfs
