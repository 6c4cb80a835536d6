// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/protocol/intent_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>

namespace smc::cloudvfs {

namespace {

constexpr qsizetype largest =
    sizeof(cloudvfs_intent) + qsizetype(2) * CLOUDVFS_PATH_MAX + CLOUDVFS_INTENT_ALIGN;

enum class Found { Whole, Damaged, NotYet };

Found recordAt(const QByteArray &bytes, qsizetype at, cloudvfs_intent &head)
{
    const qsizetype left = bytes.size() - at;
    constexpr quint32 magic = CLOUDVFS_INTENT_MAGIC;
    if (std::memcmp(bytes.constData() + at, &magic, size_t(std::min<qsizetype>(left, sizeof(magic)))) != 0)
        return Found::Damaged;
    if (left < qsizetype(sizeof(head)))
        return Found::NotYet;
    std::memcpy(&head, bytes.constData() + at, sizeof(head));
    const qsizetype bare = qsizetype(sizeof(head)) + head.path_length + head.target_length;
    if (qsizetype(head.size) < bare || qsizetype(head.size) > largest)
        return Found::Damaged;
    if (left < qsizetype(head.size))
        return Found::NotYet;
    constexpr qsizetype summed = offsetof(cloudvfs_intent, size);
    const bool known = head.kind >= CLOUDVFS_DIRTY && head.kind <= CLOUDVFS_ENDED;
    return known && cloudvfs_sum(bytes.constData() + at + summed, head.size - summed) == head.sum
               ? Found::Whole
               : Found::Damaged;
}

} // namespace

IntentBatch readIntents(const QByteArray &bytes)
{
    const QByteArray magic = [] {
        const quint32 number = CLOUDVFS_INTENT_MAGIC;
        return QByteArray(reinterpret_cast<const char *>(&number), sizeof(number));
    }();
    IntentBatch batch;
    while (batch.read < bytes.size()) {
        cloudvfs_intent head;
        switch (recordAt(bytes, batch.read, head)) {
        case Found::Whole: {
            const char *names = bytes.constData() + batch.read + sizeof(head);
            batch.intents.append({.kind = cloudvfs_intent_kind(head.kind),
                                  .path = QByteArray(names, head.path_length),
                                  .target = QByteArray(names + head.path_length, head.target_length),
                                  .pid = head.pid,
                                  .device = head.device,
                                  .inode = head.inode,
                                  .result = head.result});
            batch.read += head.size;
            break;
        }
        case Found::Damaged: {
            const qsizetype next = bytes.indexOf(magic, batch.read + 1);
            // The magic number itself may lie across the end.
            const qsizetype end =
                next >= 0 ? next : std::max(batch.read + 1, bytes.size() - magic.size() + 1);
            batch.damaged += end - batch.read;
            batch.read = end;
            break;
        }
        case Found::NotYet: {
            // Of a record that was cut short the rest never comes: is there a whole one in what it claims?
            for (qsizetype next = bytes.indexOf(magic, batch.read + 1); next >= 0;
                 next = bytes.indexOf(magic, next + 1)) {
                if (recordAt(bytes, next, head) == Found::Whole) {
                    batch.damaged += next - batch.read;
                    batch.read = next;
                    break;
                }
            }
            if (recordAt(bytes, batch.read, head) != Found::Whole)
                return batch;
            break;
        }
        }
    }
    return batch;
}

} // namespace smc::cloudvfs
