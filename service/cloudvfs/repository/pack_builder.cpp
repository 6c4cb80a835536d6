// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/repository/pack_builder.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char magic[] = "CVPACK1\n";
constexpr char context[] = "pack";
constexpr qsizetype lengthSize = 4;
/// No two packs have one name: a damaged one is not what is stored in its place.
constexpr qsizetype saltSize = 16;
constexpr qint64 largestTable = 16 * 1024 * 1024;

} // namespace

PackBuilder::PackBuilder(const Sealer &sealer)
    : m_sealer(sealer)
{
    begin();
}

void PackBuilder::begin()
{
    m_chunks.clear();
    m_content = QByteArray(magic);
    m_content.reserve(full + full / 2);
    m_content += randomBytes(saltSize);
}

void PackBuilder::add(const ChunkRef &chunk, QByteArrayView plain)
{
    const QByteArray sealed = m_sealer.seal(plain, chunk.id);
    m_chunks.append(
        {.id = chunk.id, .offset = m_content.size(), .length = sealed.size(), .size = plain.size()});
    m_content += sealed;
}

PackBuilder::Made PackBuilder::finish()
{
    const QByteArray table = m_sealer.seal(encodePackTable(m_chunks), context);
    char length[lengthSize];
    qToBigEndian(quint32(table.size()), length);
    m_content += table;
    m_content.append(length, lengthSize);
    Made made;
    made.content = std::move(m_content);
    made.pack.chunks = std::move(m_chunks);
    made.pack.name = QCryptographicHash::hash(made.content, QCryptographicHash::Sha256);
    begin();
    return made;
}

Result<QList<PackedChunk>> readPackTable(const Sealer &sealer, const QByteArray &content)
{
    const Error broken{.code = ErrorCode::Stale, .message = u"This is no pack, or a damaged one."_s};
    const auto least = qsizetype(sizeof(magic)) - 1 + lengthSize;
    if (content.size() < least || !content.startsWith(magic))
        return broken;
    const auto length = qFromBigEndian<quint32>(content.constData() + content.size() - lengthSize);
    if (length > quint64(content.size() - least))
        return broken;
    const auto table = sealer.open(QByteArrayView(content).chopped(lengthSize).last(qsizetype(length)),
                                   context, largestTable);
    return table ? decodePackTable(*table) : table.error();
}

} // namespace smc::cloudvfs
