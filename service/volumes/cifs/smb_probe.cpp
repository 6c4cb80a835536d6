// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/cifs/smb_probe.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

namespace smc::volumes {

namespace {

constexpr std::array<std::uint16_t, 5> dialects{0x0202, 0x0210, 0x0300, 0x0302, 0x0311};
constexpr std::size_t headerSize = 64;
constexpr std::array<std::uint8_t, 4> protocolId{0xfe, 'S', 'M', 'B'};

class Message
{
public:
    void add(std::uint64_t value, int bytes) // little endian, as all of SMB
    {
        for (int i = 0; i < bytes; ++i)
            m_bytes.push_back(std::uint8_t(value >> (8 * i)));
    }
    void addRandom(std::size_t count)
    {
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + count);
        randombytes_buf(m_bytes.data() + at, count);
    }
    void align(std::size_t start) { m_bytes.resize(start + (m_bytes.size() - start + 7) / 8 * 8); }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    void set(std::size_t at, std::uint32_t value, int bytes)
    {
        for (int i = 0; i < bytes; ++i)
            m_bytes[at + std::size_t(i)] = std::uint8_t(value >> (8 * i));
    }
    std::vector<std::uint8_t> take() { return std::move(m_bytes); }

private:
    std::vector<std::uint8_t> m_bytes;
};

using Clock = std::chrono::steady_clock;

bool waitFor(int socket, short events, Clock::time_point end)
{
    pollfd one{.fd = socket, .events = events, .revents = 0};
    while (true) {
        const auto rest = std::chrono::duration_cast<Milliseconds>(end - Clock::now()).count();
        const int ready = poll(&one, 1, int(std::max<long long>(rest, 0)));
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
}

/// errno, or 0.
int connectTo(int socket, const std::string &address, std::uint16_t port, Clock::time_point end)
{
    sockaddr_in six4{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {}, .sin_zero = {}};
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    const bool is4 = inet_pton(AF_INET, address.c_str(), &six4.sin_addr) == 1;
    if (!is4 && inet_pton(AF_INET6, address.c_str(), &six.sin6_addr) != 1)
        return EINVAL;
    const auto *where =
        is4 ? reinterpret_cast<const sockaddr *>(&six4) : reinterpret_cast<const sockaddr *>(&six);
    if (connect(socket, where, is4 ? sizeof six4 : sizeof six) == 0)
        return 0;
    if (errno != EINPROGRESS)
        return errno;
    if (!waitFor(socket, POLLOUT, end))
        return ETIMEDOUT;
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

/// As many bytes as there are room for; false when the other side ended or waited too long.
bool receive(int socket, std::span<std::uint8_t> room, Clock::time_point end)
{
    while (!room.empty()) {
        if (!waitFor(socket, POLLIN, end))
            return false;
        const ssize_t size = recv(socket, room.data(), room.size(), 0);
        if (size <= 0)
            return false;
        room = room.subspan(std::size_t(size));
    }
    return true;
}

Outcome<std::uint16_t> askOver(int socket, const std::string &address, std::uint16_t port,
                               Clock::time_point end)
{
    const std::string where = address + " port " + std::to_string(port);
    if (const int error = connectTo(socket, address, port, end); error != 0)
        return fail(error == ETIMEDOUT ? FailureKind::Timeout : FailureKind::Unreachable,
                    where + " takes no connection: " + systemText(error) + '.');
    const auto question = negotiateRequest();
    if (send(socket, question.data(), question.size(), MSG_NOSIGNAL) != ssize_t(question.size()))
        return fail(FailureKind::Unreachable, where + " ended the connection.");
    std::array<std::uint8_t, 4> length{};
    if (!receive(socket, length, end))
        return fail(FailureKind::Unsupported,
                    where + " takes a connection and does not answer by SMB 2 or 3.");
    constexpr std::size_t longest = 64 * 1024;
    const std::size_t size = std::size_t(length[1]) << 16U | std::size_t(length[2]) << 8U | length[3];
    std::vector<std::uint8_t> answer(std::min(size, longest));
    if (length[0] != 0 || !receive(socket, answer, end))
        return fail(FailureKind::Unsupported, where + " answers by something else than SMB.");
    return negotiatedDialect(answer);
}

} // namespace

std::vector<std::uint8_t> negotiateRequest()
{
    Message message;
    message.add(0, 4); // its length, below
    const std::size_t start = message.size();
    for (const std::uint8_t byte : protocolId)
        message.add(byte, 1);
    message.add(headerSize, 2);
    message.add(0, 2 + 4 + 2); // credit charge, status, NEGOTIATE
    message.add(1, 2);         // credits that are asked for
    message.add(0, 8);         // flags, no further command
    message.add(0, 8);         // message 0
    message.add(0, 8);         // no process, no tree
    message.add(0, 8);         // no session
    message.add(0, 8);         // no signature
    message.add(0, 8);

    message.add(36, 2); // size of this structure
    message.add(dialects.size(), 2);
    message.add(1, 2);     // signing is possible
    message.add(0, 2 + 4); // reserved, capabilities
    message.addRandom(16); // the client's GUID
    const std::size_t contextOffset = message.size();
    message.add(0, 4); // where the contexts are, below
    message.add(1, 2); // one
    message.add(0, 2);
    for (const std::uint16_t dialect : dialects)
        message.add(dialect, 2);
    message.align(start);
    message.set(contextOffset, std::uint32_t(message.size() - start), 4);
    constexpr std::uint16_t saltSize = 32;
    message.add(1, 2); // SMB2_PREAUTH_INTEGRITY_CAPABILITIES, which 3.1.1 needs
    message.add(2 + 2 + 2 + saltSize, 2);
    message.add(0, 4);
    message.add(1, 2); // one hash
    message.add(saltSize, 2);
    message.add(1, 2); // SHA-512
    message.addRandom(saltSize);

    auto bytes = message.take();
    const std::size_t length = bytes.size() - start; // big endian, 24 bits (MS-SMB2 2.1)
    bytes[1] = std::uint8_t(length >> 16U);
    bytes[2] = std::uint8_t(length >> 8U);
    bytes[3] = std::uint8_t(length);
    return bytes;
}

Outcome<std::uint16_t> negotiatedDialect(std::span<const std::uint8_t> answer)
{
    if (answer.size() >= protocolId.size() && answer[0] == 0xff)
        return fail(FailureKind::Unsupported, "The server speaks SMB 1 alone.",
                    "Allow SMB 2 or 3 there: \"server min protocol\" and \"server max protocol\" of Samba.");
    constexpr std::size_t statusOffset = 8;
    constexpr std::size_t dialectOffset = headerSize + 4;
    if (answer.size() < dialectOffset + 2 ||
        !std::equal(protocolId.begin(), protocolId.end(), answer.begin()))
        return fail(FailureKind::Unsupported, "The server answers by something else than SMB.");
    for (std::size_t i = 0; i < 4; ++i) {
        if (answer[statusOffset + i] != 0)
            return fail(FailureKind::Unsupported, "The server takes none of the dialects 2.0.2 to 3.1.1.",
                        "Which does it allow? \"server min protocol\" and \"server max protocol\" of Samba.");
    }
    return std::uint16_t(answer[dialectOffset] | answer[dialectOffset + 1] << 8U);
}

std::string dialectName(std::uint16_t dialect)
{
    const std::string third = (dialect & 0xfU) == 0 ? "" : '.' + std::to_string(dialect & 0xfU);
    return std::to_string(dialect >> 8U) + '.' + std::to_string((dialect >> 4U) & 0xfU) + third;
}

Outcome<std::uint16_t> askDialect(const std::string &address, std::uint16_t port, Milliseconds deadline)
{
    in6_addr six{};
    const bool is6 = inet_pton(AF_INET6, address.c_str(), &six) == 1;
    const int socket = ::socket(is6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0)
        return fail(FailureKind::Internal, "No socket can be opened: " + systemText(errno) + '.');
    auto answer = askOver(socket, address, port, Clock::now() + deadline);
    close(socket);
    return answer;
}

} // namespace smc::volumes
