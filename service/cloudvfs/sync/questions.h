// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/client/ask.h"

#include <QByteArray>
#include <QThreadPool>

#include <functional>
#include <optional>
#include <sys/types.h>
#include <thread>

namespace smc::cloudvfs {

/// A socket of the daemon. Answers root only, each question on a thread of its own; the one with a manager
/// that account too, and nothing but CLOUDVFS_MANAGE.
class Questions
{
public:
    /// The text that answers, or why not.
    using Answer = std::function<Result<QByteArray>(const Question &)>;

    Questions(QByteArray path, Answer answer, std::optional<uid_t> manager = {});
    ~Questions();
    Questions(const Questions &) = delete;
    Questions &operator=(const Questions &) = delete;

    /// Makes its folder, 0700 (with a manager 0711), and the socket, 0600, the manager's. Errors: Refused.
    [[nodiscard]] Result<void> start();

private:
    void run(const std::stop_token &stop) const;
    void serve(int fd) const;

    QByteArray m_path;
    Answer m_answer;
    std::optional<uid_t> m_manager;
    int m_socket = -1;
    mutable QThreadPool m_pool;
    std::jthread m_thread;
};

/// What comes over a connection: a head, and as many bytes of names and text as it says. False: it ends
/// before, or says more than there can be.
[[nodiscard]] bool receiveFrame(int fd, cloudvfs_request &head, QByteArray &names);
/// Reads a question whose head is `head`; `names` holds the names and the text that follow it. Errors:
/// Invalid.
[[nodiscard]] Result<Question> readQuestion(const cloudvfs_request &head, const QByteArray &names);

} // namespace smc::cloudvfs
