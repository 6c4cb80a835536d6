// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/core/secret.h"

#include <cstring>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#endif

namespace smc {

namespace {

void wipe(char *data, std::size_t size)
{
    volatile char *bytes = data; // volatile: the writes must not be optimised away
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = 0;
}

} // namespace

// A block has pages of its own, so that locking and excluding from dumps touch nothing else.
struct Secret::Block
{
    explicit Block(const QByteArray &bytes)
        : size(static_cast<std::size_t>(bytes.size()))
    {
#ifdef Q_OS_LINUX
        void *pages = mmap(nullptr, size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages != MAP_FAILED) {
            mapped = true;
            data = static_cast<char *>(pages);
            mlock(pages, size + 1); // best effort: RLIMIT_MEMLOCK may be small
            madvise(pages, size + 1, MADV_DONTDUMP);
        }
#endif
        if (!data)
            data = new char[size + 1];
        std::memcpy(data, bytes.constData(), size);
        data[size] = 0;
    }
    ~Block()
    {
        wipe(data, size);
#ifdef Q_OS_LINUX
        if (mapped) {
            munmap(data, size + 1);
            return;
        }
#endif
        delete[] data;
    }
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;

    char *data = nullptr;
    std::size_t size = 0;
    bool mapped = false;
};

Secret::Secret(QByteArray &&bytes)
    : m_block(std::make_shared<const Block>(bytes))
{
    if (bytes.isDetached())
        wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

std::size_t Secret::size() const
{
    return m_block ? m_block->size : 0;
}

const char *Secret::data() const
{
    return m_block ? m_block->data : "";
}

bool Secret::operator==(const Secret &other) const
{
    if (size() != other.size())
        return false;
    int difference = 0;
    for (std::size_t i = 0; i < size(); ++i)
        difference |= data()[i] ^ other.data()[i];
    return difference == 0;
}

} // namespace smc
