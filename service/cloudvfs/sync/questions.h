// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/protocol/frames.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QThreadPool>

#include <functional>
#include <thread>

namespace smc::cloudvfs {

/// What was asked over the socket (frames.h).
struct Question
{
    cloudvfs_request_kind kind;
    QString share;
    QByteArray path;
    quint64 device = 0;
    quint64 inode = 0;
    qint64 offset = 0;
    qint64 length = 0;
};

/// The daemon's socket. Answers root only, each question on a thread of its own.
class Questions
{
public:
    /// The text that answers, or why not.
    using Answer = std::function<Result<QByteArray>(const Question &)>;

    Questions(QByteArray path, Answer answer);
    ~Questions();
    Questions(const Questions &) = delete;
    Questions &operator=(const Questions &) = delete;

    /// Makes its folder, 0700, and the socket. Errors: Refused.
    [[nodiscard]] Result<void> start();

private:
    void run(const std::stop_token &stop) const;
    void serve(int fd) const;

    QByteArray m_path;
    Answer m_answer;
    int m_socket = -1;
    mutable QThreadPool m_pool;
    std::jthread m_thread;
};

/// Asks a running daemon, as an administrator's program does. Errors: Unreachable; those of the daemon.
[[nodiscard]] Result<QByteArray> ask(const QByteArray &socket, const Question &question);

/// Reads a question whose head is `head`; `names` holds the two names that follow it. Errors: Invalid.
[[nodiscard]] Result<Question> readQuestion(const cloudvfs_request &head, const QByteArray &names);

} // namespace smc::cloudvfs
